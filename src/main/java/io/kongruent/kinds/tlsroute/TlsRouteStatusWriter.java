package io.kongruent.kinds.tlsroute;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TLSRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TLSRouteStatus;
import io.kongruent.kinds.RouteStatusWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the status of TLSRoutes has its entries. */
public final class TlsRouteStatusWriter extends RouteStatusWriter<TLSRoute> {

    @Override
    protected @Nullable List<RouteParentStatus> parents(TLSRoute route) {
        return route.getStatus() == null ? null : route.getStatus().getParents();
    }

    @Override
    protected TLSRoute with(TLSRoute current, List<RouteParentStatus> parents) {
        return new TLSRoute(
                current.getApiVersion(),
                current.getKind(),
                new ObjectMetaBuilder(current.getMetadata()).build(),
                current.getSpec(),
                new TLSRouteStatus(parents));
    }
}
