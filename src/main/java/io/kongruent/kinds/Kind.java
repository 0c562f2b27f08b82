package io.kongruent.kinds;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.graph.Dialect;
import io.kongruent.graph.RouteLowerer;
import io.kongruent.model.Ref;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of the Gateway API that is understood.
 *
 * @param type its objects
 * @param name such as {@code HTTPRoute}
 * @param plural as in URLs and roles, such as {@code httproutes}
 * @param versions those whose objects are the same as those of the class, newest first
 * @param route how it is lowered, where it is a kind of route
 * @param status how its status is written, where it has one
 * @param reconciler makes the one that stands at the cluster for it
 */
public record Kind<T extends HasMetadata>(
        Class<T> type,
        String name,
        String plural,
        List<String> versions,
        Optional<Function<Dialect, RouteLowerer<T>>> route,
        Optional<StatusWriter<T>> status,
        Function<Edge, KindReconciler<T>> reconciler) {

    public Kind {
        versions = List.copyOf(versions);
    }

    /** Its API group. */
    public String group() {
        return HasMetadata.getGroup(type);
    }

    /** Whether it is an experiment of the Gateway API, which a cluster may well do without. */
    public boolean isExperiment() {
        return group().equals(Ref.GATEWAY_API_X);
    }
}
