package io.kongruent.kinds.grpcroute;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRoute;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.kongruent.kinds.Edge;
import io.kongruent.kinds.KindReconciler;

/** GRPCRoute. Registered once the cluster is known to have the kind, not when this program is built. */
@Ignore
public final class GrpcRouteReconciler extends KindReconciler<GRPCRoute> {

    public GrpcRouteReconciler(Edge edge) {
        super(GRPCRoute.class, new GrpcRouteStatusWriter(), edge);
    }
}
