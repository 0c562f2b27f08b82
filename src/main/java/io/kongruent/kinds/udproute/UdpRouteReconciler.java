package io.kongruent.kinds.udproute;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.UDPRoute;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.kongruent.kinds.Edge;
import io.kongruent.kinds.KindReconciler;

/** UDPRoute. Registered once the cluster is known to have the kind, not when this program is built. */
@Ignore
public final class UdpRouteReconciler extends KindReconciler<UDPRoute> {

    public UdpRouteReconciler(Edge edge) {
        super(UDPRoute.class, new UdpRouteStatusWriter(), edge);
    }
}
