package io.kongruent.graph;

import java.util.List;

/**
 * How each kind of the Gateway API becomes what the graph speaks of.
 *
 * @param routes one for each kind of route
 */
public record Lowerers(
        Lowerer<?, LoweredClass> classes,
        Lowerer<?, LoweredGateway> gateways,
        Lowerer<?, LoweredListenerSet> listenerSets,
        Lowerer<?, LoweredGrant> grants,
        Lowerer<?, LoweredBackendTls> backendTls,
        Lowerer<?, LoweredBackend> backends,
        Lowerer<?, LoweredTrafficPolicy> trafficPolicies,
        Lowerer<?, LoweredClass> meshes,
        List<RouteLowerer<?>> routes) {
    public Lowerers {
        routes = List.copyOf(routes);
    }
}
