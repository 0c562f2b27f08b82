package io.kongruent.kinds;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.graph.Dialect;
import io.kongruent.graph.RouteLowerer;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of the Gateway API that is understood.
 *
 * @param type its objects
 * @param name such as {@code HTTPRoute}
 * @param plural as in URLs and roles, such as {@code httproutes}
 * @param route how it is lowered, where it is a kind of route
 * @param status how its status is written, where it has one
 */
public record Kind<T extends HasMetadata>(
        Class<T> type,
        String name,
        String plural,
        Optional<Function<Dialect, RouteLowerer<T>>> route,
        Optional<StatusWriter<T>> status) {}
