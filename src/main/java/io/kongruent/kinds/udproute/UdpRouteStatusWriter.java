package io.kongruent.kinds.udproute;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.UDPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.UDPRouteStatus;
import io.kongruent.kinds.RouteStatusWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the status of UDPRoutes has its entries. */
public final class UdpRouteStatusWriter extends RouteStatusWriter<UDPRoute> {

    @Override
    protected @Nullable List<RouteParentStatus> parents(UDPRoute route) {
        return route.getStatus() == null ? null : route.getStatus().getParents();
    }

    @Override
    protected UDPRoute with(UDPRoute current, List<RouteParentStatus> parents) {
        return new UDPRoute(
                current.getApiVersion(),
                current.getKind(),
                new ObjectMetaBuilder(current.getMetadata()).build(),
                current.getSpec(),
                new UDPRouteStatus(parents));
    }
}
