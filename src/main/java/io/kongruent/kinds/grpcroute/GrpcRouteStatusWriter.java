package io.kongruent.kinds.grpcroute;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRouteStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import io.kongruent.kinds.RouteStatusWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the status of GRPCRoutes has its entries. */
public final class GrpcRouteStatusWriter extends RouteStatusWriter<GRPCRoute> {

    @Override
    protected @Nullable List<RouteParentStatus> parents(GRPCRoute route) {
        return route.getStatus() == null ? null : route.getStatus().getParents();
    }

    @Override
    protected GRPCRoute with(GRPCRoute current, List<RouteParentStatus> parents) {
        return new GRPCRoute(
                current.getApiVersion(),
                current.getKind(),
                new ObjectMetaBuilder(current.getMetadata()).build(),
                current.getSpec(),
                new GRPCRouteStatus(parents));
    }
}
