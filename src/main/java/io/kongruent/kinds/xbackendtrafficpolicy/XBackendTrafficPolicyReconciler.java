package io.kongruent.kinds.xbackendtrafficpolicy;

import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.kongruent.kinds.Edge;
import io.kongruent.kinds.KindReconciler;
import io.kongruent.snapshot.JudgedObject;
import io.kongruent.snapshot.TreeObject;
import io.kongruent.snapshot.XBackendTrafficPolicy;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** XBackendTrafficPolicy. Registered once the cluster is known to have the kind, not when this program is built. */
@Ignore
@RegisterForReflection(targets = {XBackendTrafficPolicy.class, JudgedObject.class, TreeObject.class})
public final class XBackendTrafficPolicyReconciler extends KindReconciler<XBackendTrafficPolicy> {

    public XBackendTrafficPolicyReconciler(Edge edge) {
        super(XBackendTrafficPolicy.class, new XBackendTrafficPolicyStatusWriter(), edge);
    }
}
