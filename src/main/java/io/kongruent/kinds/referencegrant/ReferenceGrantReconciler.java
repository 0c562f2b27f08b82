package io.kongruent.kinds.referencegrant;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.ReferenceGrant;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.kongruent.kinds.Edge;
import io.kongruent.kinds.KindReconciler;

/** ReferenceGrant. Registered once the cluster is known to have the kind, not when this program is built. */
@Ignore
public final class ReferenceGrantReconciler extends KindReconciler<ReferenceGrant> {

    public ReferenceGrantReconciler(Edge edge) {
        super(ReferenceGrant.class, null, edge);
    }
}
