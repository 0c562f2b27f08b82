package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Turns one kind of route into what the graph speaks of. Implementations are pure, total (any object that the API server would accept gives a route, never an
 * exception) and look at nothing but the one object.
 */
public interface RouteLowerer<T extends HasMetadata> {

    Class<T> kind();

    /** The API group and kind, as listeners list them in {@code supportedKinds}. */
    ListenerNode.RouteKind routeKind();

    RouteFamily family();

    LoweredRoute lower(T route);
}
