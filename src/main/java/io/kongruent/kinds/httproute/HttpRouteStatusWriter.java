package io.kongruent.kinds.httproute;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import io.kongruent.kinds.RouteParents;
import io.kongruent.kinds.StatusWriter;
import io.kongruent.verdict.Verdicts.OfRoute;
import io.kongruent.verdict.Verdicts.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status of HTTPRoutes: our entries of {@code status.parents}. */
public final class HttpRouteStatusWriter implements StatusWriter<HTTPRoute> {

    @Override
    public Optional<HTTPRoute> withStatus(HTTPRoute current, Verdict verdict, String controllerName, Instant now) {
        if (!(verdict instanceof OfRoute route)) {
            throw new IllegalArgumentException(
                    "no verdict on an HTTPRoute: " + verdict.meta().ref());
        }
        List<RouteParentStatus> before = parents(current);
        List<RouteParentStatus> after = RouteParents.merge(before, route, controllerName, now);
        return RouteParents.same(before, after, controllerName) ? Optional.empty() : Optional.of(with(current, after));
    }

    @Override
    public Optional<HTTPRoute> withoutStatus(HTTPRoute current, String controllerName) {
        List<RouteParentStatus> before = parents(current);
        List<RouteParentStatus> others = RouteParents.others(before, controllerName);
        return before == null || others.size() == before.size() ? Optional.empty() : Optional.of(with(current, others));
    }

    private static @Nullable List<RouteParentStatus> parents(HTTPRoute route) {
        return route.getStatus() == null ? null : route.getStatus().getParents();
    }

    private static HTTPRoute with(HTTPRoute current, List<RouteParentStatus> parents) {
        return new HTTPRoute(
                current.getApiVersion(),
                current.getKind(),
                new ObjectMetaBuilder(current.getMetadata()).build(),
                current.getSpec(),
                new HTTPRouteStatus(parents));
    }
}
