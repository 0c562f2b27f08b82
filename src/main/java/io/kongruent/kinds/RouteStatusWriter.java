package io.kongruent.kinds;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import io.kongruent.verdict.Verdicts.OfRoute;
import io.kongruent.verdict.Verdicts.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status of every kind of route: our entries of {@code status.parents}. A kind says where they are. */
public abstract class RouteStatusWriter<T extends HasMetadata> implements StatusWriter<T> {

    /** The entries that the object has. */
    protected abstract @Nullable List<RouteParentStatus> parents(T route);

    /** A copy of the object with these entries instead; the given one is never changed. */
    protected abstract T with(T current, List<RouteParentStatus> parents);

    @Override
    public final Optional<T> withStatus(T current, Verdict verdict, String controllerName, Instant now) {
        if (!(verdict instanceof OfRoute route)) {
            throw new IllegalArgumentException(
                    "no verdict on a route: " + verdict.meta().ref());
        }
        List<RouteParentStatus> before = parents(current);
        List<RouteParentStatus> after = RouteParents.merge(before, route, controllerName, now);
        return RouteParents.same(before, after, controllerName) ? Optional.empty() : Optional.of(with(current, after));
    }

    @Override
    public final Optional<T> withoutStatus(T current, String controllerName) {
        List<RouteParentStatus> before = parents(current);
        List<RouteParentStatus> others = RouteParents.others(before, controllerName);
        return before == null || others.size() == before.size() ? Optional.empty() : Optional.of(with(current, others));
    }
}
