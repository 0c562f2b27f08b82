package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Turns one kind of route into what the graph speaks of. */
public interface RouteLowerer<T extends HasMetadata> extends Lowerer<T, LoweredRoute> {

    /** The API group and kind, as listeners list them in {@code supportedKinds}. */
    ListenerNode.RouteKind routeKind();

    RouteFamily family();
}
