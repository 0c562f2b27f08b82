package io.kongruent.kinds.tcproute;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TCPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TCPRouteStatus;
import io.kongruent.kinds.RouteStatusWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the status of TCPRoutes has its entries. */
public final class TcpRouteStatusWriter extends RouteStatusWriter<TCPRoute> {

    @Override
    protected @Nullable List<RouteParentStatus> parents(TCPRoute route) {
        return route.getStatus() == null ? null : route.getStatus().getParents();
    }

    @Override
    protected TCPRoute with(TCPRoute current, List<RouteParentStatus> parents) {
        return new TCPRoute(
                current.getApiVersion(),
                current.getKind(),
                new ObjectMetaBuilder(current.getMetadata()).build(),
                current.getSpec(),
                new TCPRouteStatus(parents));
    }
}
