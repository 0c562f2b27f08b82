package io.kongruent.graph;

import io.kongruent.snapshot.Snapshot;
import java.util.List;
import java.util.stream.Stream;

/**
 * Decides everything about a snapshot that can be decided without asking a data plane, once and with its reason.
 *
 * <p>Pure: the same snapshot and input give an equal graph, whatever the order in which the snapshot's objects were added. Total: whatever the objects hold, what
 * can't work is a value in the graph, never an exception.
 */
public final class Resolver {

    private Resolver() {}

    public static Graph resolve(Snapshot snapshot, ResolveInput input) {
        Cluster cluster = new Cluster(snapshot, input);
        Classes classes = new Classes(cluster);
        Gateways gateways = new Gateways(cluster, classes);
        BackendTrust trust = new BackendTrust(snapshot);
        BackendPolicies policies = new BackendPolicies(cluster, trust);
        ExternalBackends external = new ExternalBackends(cluster, trust);
        TrafficPolicies traffic = new TrafficPolicies(cluster);
        Backends backends = new Backends(cluster, policies, external);
        Meshes meshes = new Meshes(cluster);
        List<RouteNode> routes = new Routes(cluster, gateways, backends, meshes).resolve();
        List<GatewayDraft> drafts = gateways.all();
        return new Graph(
                classes.nodes(drafts),
                meshes.nodes(),
                drafts.stream().map(GatewayDraft::node).toList(),
                routes,
                Stream.of(
                                policies.nodes(routes, drafts),
                                external.nodes(routes, drafts),
                                traffic.nodes(routes, drafts, external.known()))
                        .flatMap(List::stream)
                        .toList(),
                backends.upstreams());
    }
}
