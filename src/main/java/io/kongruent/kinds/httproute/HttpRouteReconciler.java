package io.kongruent.kinds.httproute;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.kongruent.kinds.Edge;
import io.kongruent.kinds.KindReconciler;

/** HTTPRoute. Registered once the cluster is known to have the kind, not when this program is built. */
@Ignore
public final class HttpRouteReconciler extends KindReconciler<HTTPRoute> {

    public HttpRouteReconciler(Edge edge) {
        super(HTTPRoute.class, new HttpRouteStatusWriter(), edge);
    }
}
