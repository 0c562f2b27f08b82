package io.kongruent.kinds.xbackend;

import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.kongruent.kinds.Edge;
import io.kongruent.kinds.KindReconciler;
import io.kongruent.snapshot.JudgedObject;
import io.kongruent.snapshot.TreeObject;
import io.kongruent.snapshot.XBackend;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** XBackend. Registered once the cluster is known to have the kind, not when this program is built. */
@Ignore
@RegisterForReflection(targets = {XBackend.class, JudgedObject.class, TreeObject.class})
public final class XBackendReconciler extends KindReconciler<XBackend> {

    public XBackendReconciler(Edge edge) {
        super(XBackend.class, new XBackendStatusWriter(), edge);
    }
}
