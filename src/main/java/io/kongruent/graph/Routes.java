package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Every route that names a Gateway of ours: attached, its references followed, its rules judged. */
final class Routes {

    private final Cluster cluster;
    private final Gateways gateways;
    private final Backends backends;
    private final Meshes meshes;
    private final Rivals rivals = new Rivals();

    Routes(Cluster cluster, Gateways gateways, Backends backends, Meshes meshes) {
        this.cluster = cluster;
        this.gateways = gateways;
        this.backends = backends;
        this.meshes = meshes;
    }

    /** By kind in the order of the lowerers, then by namespace and name. */
    List<RouteNode> resolve() {
        if (Rivals.arePossible(cluster)) {
            cluster.input.lowerers().routes().forEach(this::enter);
            rivals.decide();
        }
        List<RouteNode> nodes = new ArrayList<>();
        for (RouteLowerer<?> lowerer : cluster.input.lowerers().routes()) {
            resolve(lowerer, nodes);
        }
        return nodes;
    }

    private <T extends HasMetadata> void enter(RouteLowerer<T> lowerer) {
        for (T object : cluster.snapshot.all(lowerer.kind())) {
            LoweredRoute route = lowerer.lower(object);
            ours(route)
                    .forEach((ref, parent) -> Attachment.attach(route, lowerer.routeKind(), ref, parent, cluster)
                            .taken()
                            .forEach(taken -> rivals.enter(route, taken)));
        }
    }

    private <T extends HasMetadata> void resolve(RouteLowerer<T> lowerer, List<RouteNode> nodes) {
        for (T object : cluster.snapshot.all(lowerer.kind())) {
            LoweredRoute route = lowerer.lower(object);
            Map<ParentRef, Parent> parents = ours(route);
            if (!parents.isEmpty() || route.parentRefs().stream().anyMatch(meshes::answersFor)) {
                nodes.add(resolve(route, lowerer.routeKind(), parents));
            }
        }
    }

    /** The parentRefs that name a Gateway of ours or a ListenerSet of one; others are somebody else's to judge. */
    private Map<ParentRef, Parent> ours(LoweredRoute route) {
        Map<ParentRef, Parent> ours = new TreeMap<>((a, b) -> Integer.compare(a.index(), b.index()));
        for (ParentRef ref : route.parentRefs()) {
            gateways.parent(ref.target()).ifPresent(parent -> ours.put(ref, parent));
        }
        if (route.usesDefaultGateways()) {
            addDefaults(route, ours);
        }
        return ours;
    }

    /** "All other characteristics of a defaulted Route MUST behave the same as if all default Gateways were explicitly specified in parentRefs" (GEP-3793). */
    private void addDefaults(LoweredRoute route, Map<ParentRef, Parent> ours) {
        int index = route.parentRefs().stream().mapToInt(ParentRef::index).max().orElse(-1);
        for (GatewayDraft gateway : gateways.all()) {
            boolean named = route.parentRefs().stream()
                    .anyMatch(ref -> ref.target().equals(gateway.ref())
                            && ref.sectionName().isEmpty()
                            && ref.port().isEmpty());
            if (gateway.lowered.isDefault() && !named) {
                index++;
                ours.put(
                        new ParentRef(index, gateway.ref(), Optional.empty(), OptionalInt.empty(), true),
                        Parent.of(gateway));
            }
        }
    }

    private RouteNode resolve(LoweredRoute route, ListenerNode.RouteKind kind, Map<ParentRef, Parent> parents) {
        Map<String, DataPlane> dataPlanes = new TreeMap<>();
        parents.values().forEach(p -> dataPlanes.put(p.gateway().dataPlane.name(), p.gateway().dataPlane));
        boolean terminated = parents.values().stream()
                .flatMap(p -> p.gateway().listeners.stream())
                .anyMatch(l -> l.protocol().equals("TLS") && l.terminatesTls());
        List<RuleNode> rules = route.rules().stream()
                .map(rule -> resolve(route.meta().ref(), rule, dataPlanes, terminated))
                .toList();
        List<ParentNode> nodes = new ArrayList<>();
        parents.forEach((ref, parent) -> nodes.add(parent(route, kind, ref, parent, rules)));
        route.parentRefs().stream().filter(meshes::answersFor).forEach(ref -> nodes.add(Meshes.parent(ref, rules)));
        return new RouteNode(route, nodes, rules);
    }

    private RuleNode resolve(Ref route, Rule rule, Map<String, DataPlane> dataPlanes, boolean terminated) {
        List<Finding> findings = new ArrayList<>(rule.findings());
        if (rule instanceof Rule.L7 l7) {
            extensions(l7, findings);
        }
        boolean ends = terminated && rule instanceof Rule.L4 l4 && l4.flow() == Rule.L4.Flow.TLS;
        List<BackendNode> nodes = new ArrayList<>();
        for (BackendRef backend : rule.backends()) {
            Optional<UpstreamKey> upstream = backends.resolve(route, rule, backend, ends, findings);
            boolean refused = findings.stream()
                    .anyMatch(f -> f.effect() == Finding.Effect.BACKEND_500
                            && f.backend().orElse(-1) == backend.index());
            nodes.add(new BackendNode(backend, refused ? Optional.empty() : upstream));
        }
        if (ends) {
            anew(nodes, findings);
        }
        RuleNode everywhere = new RuleNode(rule, nodes, findings, Map.of());
        Map<String, List<Finding>> byDataPlane = new TreeMap<>();
        dataPlanes.forEach((name, dataPlane) -> {
            List<Finding> missing =
                    Needs.missing(everywhere, dataPlane.capabilities(), cluster.input.dialect(), backends::tls);
            if (!missing.isEmpty()) {
                byDataPlane.put(name, List.copyOf(missing));
            }
        });
        return byDataPlane.isEmpty() ? everywhere : new RuleNode(rule, nodes, findings, byDataPlane);
    }

    /** Connections whose TLS ends here go on with TLS where a policy asks for it, as far as Kong can without mixing backends up. */
    private void anew(List<BackendNode> nodes, List<Finding> findings) {
        boolean several = nodes.stream().filter(n -> n.ref().weight() > 0).count() > 1;
        for (BackendNode node : nodes) {
            node.upstream()
                    .flatMap(backends::tls)
                    .filter(tls -> several || tls.system())
                    .ifPresent(tls -> findings.add(Finding.answer500(
                            Reason.UnsupportedValue,
                            "backendRefs[" + node.ref().index() + "]",
                            tls.policy() + " asks for TLS, which connections that are terminated here "
                                    + (several
                                            ? "can be sent on with to the only backend of a rule; leave one backend in the rule"
                                            : "are sent on with by named authorities only; write caCertificateRefs")
                                    + ", or pass them through")));
        }
    }

    /**
     * "If a reference to a custom filter type cannot be resolved, the filter MUST NOT be skipped. Instead, requests that would have been processed by that filter
     * MUST receive a HTTP error response."
     */
    private static void extensions(Rule.L7 rule, List<Finding> findings) {
        for (int i = 0; i < rule.filters().size(); i++) {
            if (rule.filters().get(i) instanceof Filter.Extension(Ref ref)) {
                findings.add(Finding.unresolved(
                        Reason.InvalidKind, "filters[" + i + "].extensionRef", unknownExtension(ref)));
            }
        }
        for (BackendRef backend : rule.backends()) {
            for (int i = 0; i < backend.filters().size(); i++) {
                if (backend.filters().get(i) instanceof Filter.Extension(Ref ref)) {
                    findings.add(Finding.backend500(
                            backend.index(),
                            Reason.InvalidKind,
                            "backendRefs[" + backend.index() + "].filters[" + i + "].extensionRef",
                            unknownExtension(ref)));
                }
            }
        }
    }

    private static String unknownExtension(Ref ref) {
        return ref.theKind() + " is no filter that is known here; remove the filter";
    }

    private ParentNode parent(
            LoweredRoute route, ListenerNode.RouteKind kind, ParentRef ref, Parent parent, List<RuleNode> rules) {
        GatewayDraft gateway = parent.gateway();
        Attachment.Result result = rivals.without(route, Attachment.attach(route, kind, ref, parent, cluster));
        List<ParentNode.Attachment> attachments = result.taken().stream()
                .filter(taken -> gateway.accepted() && taken.listener().serves())
                .map(taken -> new ParentNode.Attachment(
                        taken.listener().key,
                        taken.listener().listenPort,
                        taken.listener().lowered.hostname(),
                        taken.hostnames()))
                .toList();
        ParentNode node = new ParentNode(
                        ref,
                        gateway.ref(),
                        gateway.dataPlane.name(),
                        !route.parentRefs().contains(ref),
                        result.refusal(),
                        result.taken().stream().map(t -> t.listener().key).toList(),
                        attachments,
                        List.of())
                .judged(rules);
        if (node.conditions().getFirst().isTrue()) {
            result.taken().forEach(taken -> taken.listener().attach(route.meta().ref()));
        }
        return node;
    }
}
