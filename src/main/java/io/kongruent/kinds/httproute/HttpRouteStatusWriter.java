package io.kongruent.kinds.httproute;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import io.kongruent.kinds.RouteStatusWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the status of HTTPRoutes has its entries. */
public final class HttpRouteStatusWriter extends RouteStatusWriter<HTTPRoute> {

    @Override
    protected @Nullable List<RouteParentStatus> parents(HTTPRoute route) {
        return route.getStatus() == null ? null : route.getStatus().getParents();
    }

    @Override
    protected HTTPRoute with(HTTPRoute current, List<RouteParentStatus> parents) {
        return new HTTPRoute(
                current.getApiVersion(),
                current.getKind(),
                new ObjectMetaBuilder(current.getMetadata()).build(),
                current.getSpec(),
                new HTTPRouteStatus(parents));
    }
}
