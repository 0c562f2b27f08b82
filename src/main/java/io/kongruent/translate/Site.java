package io.kongruent.translate;

import io.kongruent.capability.Capability;
import io.kongruent.graph.DataPlane;
import io.kongruent.graph.Graph;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.KongEntity;

/**
 * One data plane as translation sees it: the graph, what the Kong can do, what it has refused, and what people chose.
 *
 * @param listeners for requests
 * @param flows the listeners for connections and datagrams
 */
record Site(
        Graph graph,
        DataPlane dataPlane,
        Listeners listeners,
        Listeners flows,
        Exclusions exclusions,
        TranslateOptions options) {

    static Site of(Graph graph, DataPlane dataPlane, Exclusions exclusions, TranslateOptions options) {
        return new Site(
                graph,
                dataPlane,
                Listeners.ofRequests(graph, dataPlane.name()),
                Listeners.ofFlows(graph, dataPlane.name()),
                exclusions,
                options);
    }

    boolean hasPlugin() {
        return dataPlane.capabilities().hasPlugin();
    }

    boolean can(Capability capability) {
        return hasPlugin() && dataPlane.capabilities().can(capability);
    }

    /** Whether Kong has refused an entity with exactly this content. */
    boolean refused(KongEntity entity) {
        return exclusions.why(entity).isPresent();
    }
}
