package io.kongruent.kinds.backendtlspolicy;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendTLSPolicy;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.kongruent.kinds.Edge;
import io.kongruent.kinds.KindReconciler;

/** BackendTLSPolicy. Registered once the cluster is known to have the kind, not when this program is built. */
@Ignore
public final class BackendTlsPolicyReconciler extends KindReconciler<BackendTLSPolicy> {

    public BackendTlsPolicyReconciler(Edge edge) {
        super(BackendTLSPolicy.class, new BackendTlsPolicyStatusWriter(), edge);
    }
}
