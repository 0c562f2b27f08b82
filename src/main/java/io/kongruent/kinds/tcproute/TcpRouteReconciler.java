package io.kongruent.kinds.tcproute;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.TCPRoute;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.kongruent.kinds.Edge;
import io.kongruent.kinds.KindReconciler;

/** TCPRoute. Registered once the cluster is known to have the kind, not when this program is built. */
@Ignore
public final class TcpRouteReconciler extends KindReconciler<TCPRoute> {

    public TcpRouteReconciler(Edge edge) {
        super(TCPRoute.class, new TcpRouteStatusWriter(), edge);
    }
}
