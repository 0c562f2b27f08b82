package io.kongruent.graph;

import io.kongruent.model.Condition;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.List;
import java.util.Optional;

/** The XMeshes that name us, and what routes of Services get: nothing, since traffic between Services passes no Kong, but a status that says so. */
final class Meshes {

    private final Cluster cluster;

    Meshes(Cluster cluster) {
        this.cluster = cluster;
    }

    List<ClassNode> nodes() {
        return cluster.input.lowerers().meshes().all(cluster.snapshot).stream()
                .filter(mesh -> mesh.controllerName().equals(cluster.input.controllerName()))
                .map(mesh -> new ClassNode(mesh.meta(), List.of(), List.of(accepted(mesh))))
                .toList();
    }

    private Condition accepted(LoweredClass mesh) {
        if (!cluster.input.mesh()) {
            return Condition.no(
                    Condition.Type.Accepted,
                    Reason.Unsupported,
                    "There is no mesh while the setting kongruent.mesh.enabled is false; set it, or delete this object.");
        }
        return mesh.parameters()
                .map(ref -> Condition.no(
                        Condition.Type.Accepted,
                        Reason.InvalidParameters,
                        "parametersRef: " + ref.theKind() + " can't hold parameters here; remove the field"))
                .orElseGet(() -> Condition.yes(
                        Condition.Type.Accepted,
                        Reason.Accepted,
                        "Traffic that comes in through Gateways is served. No traffic between Services is: it doesn't pass Kong, so routes"
                                + " whose parent is a Service aren't accepted."));
    }

    /** Whether a parentRef names a Service, which a mesh has to answer for. */
    boolean answersFor(ParentRef ref) {
        return cluster.input.mesh()
                && ref.target().group().isEmpty()
                && ref.target().kind().equals("Service");
    }

    /** A route seen from a Service. */
    static ParentNode parent(ParentRef ref, List<RuleNode> rules) {
        Ref service = ref.target();
        return new ParentNode(
                        ref,
                        service,
                        "",
                        false,
                        Optional.of(new Refusal(
                                Reason.UnsupportedValue,
                                "parentRefs[" + ref.index() + "]: traffic from other pods to " + service
                                        + " doesn't pass Kong, so the route changes none of it; name a Gateway")),
                        List.of(),
                        List.of(),
                        List.of())
                .judged(rules);
    }
}
