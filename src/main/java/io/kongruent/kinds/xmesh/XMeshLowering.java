package io.kongruent.kinds.xmesh;

import io.kongruent.graph.LoweredClass;
import io.kongruent.graph.Lowerer;
import io.kongruent.kinds.Fields;
import io.kongruent.kinds.Identity;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.XMesh;
import java.util.Optional;

/** XMesh to whose it is, as a GatewayClass says it. */
public final class XMeshLowering implements Lowerer<XMesh, LoweredClass> {

    @Override
    public Class<XMesh> kind() {
        return XMesh.class;
    }

    @Override
    public LoweredClass lower(XMesh mesh) {
        Fields spec = new Fields(mesh.getSpec(), "", (field, message) -> {});
        Fields parameters = spec.part("parametersRef");
        return new LoweredClass(
                Identity.of(mesh, Ref.GATEWAY_API_X, "XMesh"),
                spec.text("controllerName"),
                spec.has("parametersRef")
                        ? Optional.of(new Ref(
                                parameters.text("group"),
                                parameters.text("kind"),
                                parameters.text("namespace"),
                                parameters.text("name")))
                        : Optional.empty());
    }
}
