package io.kongruent.kinds.tlsroute;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.TLSRoute;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.kongruent.kinds.Edge;
import io.kongruent.kinds.KindReconciler;

/** TLSRoute. Registered once the cluster is known to have the kind, not when this program is built. */
@Ignore
public final class TlsRouteReconciler extends KindReconciler<TLSRoute> {

    public TlsRouteReconciler(Edge edge) {
        super(TLSRoute.class, new TlsRouteStatusWriter(), edge);
    }
}
