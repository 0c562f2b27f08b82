package io.kongruent.snapshot;

import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import io.kongruent.model.Ref;

/** What a controller does for traffic between Services (GEP-3949). */
@Group(Ref.GATEWAY_API_X)
@Version(XMesh.VERSION)
@Kind("XMesh")
@Plural("xmeshes")
@Singular("xmesh")
public final class XMesh extends JudgedObject {

    static final String VERSION = "v1alpha1";

    private static final long serialVersionUID = 1L;

    public XMesh() {
        super(Ref.GATEWAY_API_X + "/" + VERSION, "XMesh");
    }
}
