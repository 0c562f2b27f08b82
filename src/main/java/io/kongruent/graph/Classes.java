package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Feature;
import io.kongruent.model.Condition;
import io.kongruent.model.Declared;
import io.kongruent.model.Meta;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.GatewayParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The GatewayClasses of ours. */
final class Classes {

    private static final String BUNDLE_VERSION = "gateway.networking.k8s.io/bundle-version";
    private static final int NEWEST_MINOR = 7;

    private final Cluster cluster;
    private final OwnGateways own;

    Classes(Cluster cluster) {
        this.cluster = cluster;
        this.own = new OwnGateways(
                cluster.snapshot,
                cluster.input.controllerName(),
                cluster.input.lowerers(),
                cluster.input.dataPlanes().setUp());
    }

    /** The Gateways of these classes. */
    List<LoweredGateway> gateways() {
        return own.all();
    }

    /** Why Gateways of a class of ours can't be accepted. */
    Optional<Refusal> refusal(String className) {
        OwnGateways.Own its = own.ofClass(className);
        return cluster.input.dataPlanes().takesParameters()
                ? its.parameters().refusal()
                : its.lowered().parameters().map(ref -> untaken("parametersRef", ref));
    }

    /** What a Gateway says of its data plane, over what its class says. */
    Parameters parameters(LoweredGateway gateway) {
        return cluster.input.dataPlanes().takesParameters()
                ? own.of(gateway)
                : new Parameters(
                        Parameters.none().spec(),
                        gateway.parameters().map(ref -> untaken("infrastructure.parametersRef", ref)));
    }

    private static Refusal untaken(String field, Ref ref) {
        return new Refusal(
                Reason.InvalidParameters,
                field + ": "
                        + (ref.group().equals(GatewayParameters.GROUP)
                                ? "the data planes are those of the settings (kongruent.data-planes), so there is nothing that "
                                        + ref + " could say"
                                : ref.theKind() + " can't hold parameters here")
                        + "; remove the field");
    }

    List<ClassNode> nodes(List<GatewayDraft> gateways) {
        Condition version = version();
        List<ClassNode> nodes = new ArrayList<>();
        for (OwnGateways.Own its : own.classes()) {
            Meta meta = its.lowered().meta();
            Condition accepted = refusal(meta.ref().name())
                    .map(Refusal::unaccepted)
                    .orElseGet(() -> Condition.yes(
                            Condition.Type.Accepted,
                            Reason.Accepted,
                            "Gateways of this class are served by " + cluster.input.controllerName() + "."));
            nodes.add(new ClassNode(
                    meta,
                    Feature.supported(
                            capabilities(meta.ref().name(), gateways),
                            cluster.input.dataPlanes().takesParameters()),
                    List.of(accepted, version)));
        }
        return nodes;
    }

    /** "For a class without data planes yet what the shipped plugin declares, else the intersection" of what they can do. */
    private List<Capabilities> capabilities(String className, List<GatewayDraft> gateways) {
        List<Capabilities> used = new ArrayList<>();
        cluster.input.dataPlanes().ofClass(className).forEach(d -> used.add(d.capabilities()));
        gateways.stream()
                .filter(g -> g.lowered.className().equals(className))
                .forEach(g -> used.add(g.dataPlane.capabilities()));
        if (used.isEmpty()) {
            Capabilities shipped = cluster.input.shipped();
            return List.of(cluster.input.dataPlanes().takesParameters() ? shipped.onAnyPort() : shipped);
        }
        return used;
    }

    /** "The version of a Gateway API CRD is defined by the gateway.networking.k8s.io/bundle-version annotation on the CRD." */
    private Condition version() {
        TreeSet<String> versions = cluster.snapshot.all(CustomResourceDefinition.class).stream()
                .filter(crd -> crd.getSpec() != null
                        && Ref.GATEWAY_API.equals(crd.getSpec().getGroup()))
                .map(crd -> Declared.text(
                        Declared.map(crd.getMetadata().getAnnotations()).get(BUNDLE_VERSION), "without version"))
                .collect(Collectors.toCollection(TreeSet::new));
        String known = "versions v1.0 to v1." + NEWEST_MINOR + " are supported";
        List<String> others = versions.stream().filter(v -> !isKnown(v)).toList();
        if (!others.isEmpty()) {
            return Condition.no(
                    Condition.Type.SupportedVersion,
                    Reason.UnsupportedVersion,
                    "The cluster has Gateway API CRDs of " + String.join(", ", others) + "; " + known
                            + ". What is understood of them is served; install a supported version.");
        }
        return Condition.yes(
                Condition.Type.SupportedVersion,
                Reason.SupportedVersion,
                versions.isEmpty()
                        ? "No CRD was seen that says otherwise; " + known + "."
                        : "The cluster has Gateway API " + String.join(", ", versions) + "; " + known + ".");
    }

    private static boolean isKnown(String version) {
        if (!version.startsWith("v1.")) {
            return false;
        }
        int end = 3;
        while (end < version.length() && Character.isDigit(version.charAt(end))) {
            end++;
        }
        return end > 3
                && end < 6
                && (end == version.length() || version.charAt(end) == '.')
                && Integer.parseInt(version, 3, end, 10) <= NEWEST_MINOR;
    }
}
