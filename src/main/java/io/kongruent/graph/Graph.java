package io.kongruent.graph;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything decided about one snapshot. The same snapshot gives an equal graph, whatever the order of its objects.
 *
 * @param classes by name
 * @param meshes the XMeshes that name us, by name
 * @param gateways by namespace and name
 * @param routes by kind, namespace and name
 * @param policies BackendTLSPolicies, XBackends and XBackendTrafficPolicies; policies of one kind the oldest first
 * @param upstreams every port of a Service or of an XBackend that a rule points to
 */
public record Graph(
        List<ClassNode> classes,
        List<ClassNode> meshes,
        List<GatewayNode> gateways,
        List<RouteNode> routes,
        List<PolicyNode> policies,
        SortedMap<UpstreamKey, UpstreamNode> upstreams) {

    public Graph {
        classes = List.copyOf(classes);
        meshes = List.copyOf(meshes);
        gateways = List.copyOf(gateways);
        routes = List.copyOf(routes);
        policies = List.copyOf(policies);
        upstreams = Collections.unmodifiableSortedMap(new TreeMap<>(upstreams));
    }

    /** The listeners that a data plane serves, in order. */
    public List<ListenerNode> listenersOf(String dataPlane) {
        return gateways.stream()
                .filter(g -> g.dataPlane().equals(dataPlane))
                .flatMap(g -> g.listeners().stream())
                .filter(ListenerNode::serves)
                .sorted(java.util.Comparator.comparing(ListenerNode::key))
                .toList();
    }
}
