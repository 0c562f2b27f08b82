package io.kongruent.kinds.xmesh;

import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.kongruent.kinds.Edge;
import io.kongruent.kinds.KindReconciler;
import io.kongruent.snapshot.JudgedObject;
import io.kongruent.snapshot.TreeObject;
import io.kongruent.snapshot.XMesh;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** XMesh. Registered once the cluster is known to have the kind, not when this program is built. */
@Ignore
@RegisterForReflection(targets = {XMesh.class, JudgedObject.class, TreeObject.class})
public final class XMeshReconciler extends KindReconciler<XMesh> {

    public XMeshReconciler(Edge edge) {
        super(XMesh.class, new XMeshStatusWriter(), edge);
    }
}
