package io.kongruent.graph;

import io.kongruent.capability.Capabilities;
import io.kongruent.model.Condition;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** XBackends: hosts outside of the cluster that routes of the same namespace may lead to. */
final class ExternalBackends {

    private final Map<Ref, LoweredBackend> backends = new TreeMap<>();
    private final BackendTrust trust;
    private final SortedMap<UpstreamKey, UpstreamNode> used = new TreeMap<>();

    ExternalBackends(Cluster cluster, BackendTrust trust) {
        this.trust = trust;
        cluster.input
                .lowerers()
                .backends()
                .all(cluster.snapshot)
                .forEach(b -> backends.put(b.meta().ref(), b));
    }

    static boolean isOne(Ref target) {
        return target.group().equals(Ref.GATEWAY_API_X) && target.kind().equals("XBackend");
    }

    /** Every one that there is, usable or not. */
    Set<Ref> known() {
        return backends.keySet();
    }

    /** Those that some rule goes to. */
    SortedMap<UpstreamKey, UpstreamNode> upstreams() {
        return used;
    }

    /** What Kong gets an upstream for; empty where {@code findings} say why. @param ends whether the TLS of the rule's connections ends here */
    Optional<UpstreamKey> resolve(Ref route, Rule rule, BackendRef backend, boolean ends, List<Finding> findings) {
        Ref target = backend.target();
        // "Backends MUST live in the same namespace as any route (or other parent resource) that references them."
        // (GEP-4894)
        if (!target.namespace().equals(route.namespace())) {
            return unresolved(
                    backend,
                    Reason.RefNotPermitted,
                    target
                            + " is in another namespace than the route, and no grant changes that; create one in namespace "
                            + route.namespace(),
                    findings);
        }
        LoweredBackend declared = backends.get(target);
        if (declared == null) {
            return unresolved(
                    backend,
                    Reason.BackendNotFound,
                    target + " doesn't exist; create it or correct the reference",
                    findings);
        }
        Optional<String> unusable = unusable(declared);
        if (unusable.isPresent()) {
            findings.add(
                    Finding.refusedBackend(backend.index(), Reason.UnsupportedValue, field(backend), unusable.get()));
            return Optional.empty();
        }
        int port = backend.port().orElse(declared.port());
        if (port != declared.port()) {
            return unresolved(
                    backend,
                    Reason.BackendNotFound,
                    target + " has the port " + declared.port() + ", not " + port
                            + "; leave the port out of the reference",
                    findings);
        }
        Optional<String> unspeakable = unspeakable(rule, declared, ends);
        if (unspeakable.isPresent()) {
            return unresolved(backend, Reason.UnsupportedProtocol, target + " " + unspeakable.get(), findings);
        }
        boolean udp = rule instanceof Rule.L4 l4 && l4.flow() == Rule.L4.Flow.UDP;
        UpstreamKey key = new UpstreamKey(target, declared.port(), udp);
        used.computeIfAbsent(key, k -> node(k, declared));
        return Optional.of(key);
    }

    private UpstreamNode node(UpstreamKey key, LoweredBackend declared) {
        Optional<BackendTls> tls = declared.tls()
                .map(trust::standing)
                .flatMap(s -> s instanceof BackendTrust.Standing.Usable(BackendTls usable)
                        ? Optional.of(usable)
                        : Optional.empty());
        return new UpstreamNode(
                key,
                protocol(key, declared.protocol()),
                tls,
                List.of(new UpstreamNode.Endpoint(OutsideHost.complete(declared.hostname()), declared.port())));
    }

    private static UpstreamNode.Protocol protocol(UpstreamKey key, LoweredBackend.Protocol declared) {
        return switch (declared) {
            case OF_THE_ROUTE -> key.udp() ? UpstreamNode.Protocol.UDP : UpstreamNode.Protocol.HTTP;
            case TCP -> UpstreamNode.Protocol.TCP;
            case HTTP, HTTP11 -> UpstreamNode.Protocol.HTTP;
            case HTTP2 -> UpstreamNode.Protocol.H2C;
            case WEBSOCKET -> UpstreamNode.Protocol.WEBSOCKET;
        };
    }

    private static Optional<UpstreamKey> unresolved(
            BackendRef backend, Reason reason, String message, List<Finding> findings) {
        findings.add(Finding.backend500(backend.index(), reason, field(backend), message));
        return Optional.empty();
    }

    private static String field(BackendRef backend) {
        return "backendRefs[" + backend.index() + "]";
    }

    /** Why the rule's traffic can't go there, although other rules' can. */
    private static Optional<String> unspeakable(Rule rule, LoweredBackend backend, boolean ends) {
        LoweredBackend.Protocol protocol = backend.protocol();
        return Optional.ofNullable(
                switch (rule) {
                    case Rule.L4 l4
                    when backend.tls().isPresent() && !ends ->
                        "asks for TLS, which is spoken for requests, and for connections whose TLS ends at the Gateway; name it in a route of those";
                    case Rule.L4 l4
                    when l4.flow() == Rule.L4.Flow.UDP && protocol != LoweredBackend.Protocol.OF_THE_ROUTE ->
                        "has a protocol that datagrams don't carry; remove spec.protocol";
                    case Rule.L4 l4 -> null;
                    case Rule.L7 l7
                    when protocol == LoweredBackend.Protocol.TCP ->
                        "is for connections (spec.protocol: TCP), not for requests; use HTTP";
                    case Rule.L7 l7
                    when l7.requests() == Rule.L7.Requests.GRPC
                            && (protocol == LoweredBackend.Protocol.HTTP11
                                    || protocol == LoweredBackend.Protocol.WEBSOCKET) ->
                        "has a protocol that doesn't carry gRPC; use HTTP2 or H2C";
                    case Rule.L7 l7 -> null;
                });
    }

    /** Why nobody's traffic can go there. */
    private Optional<String> unusable(LoweredBackend backend) {
        if (!backend.problems().isEmpty()) {
            return Optional.of(backend.meta().ref() + " can't be used: " + told(backend));
        }
        return backend.tls()
                .map(trust::standing)
                .flatMap(s -> s instanceof BackendTrust.Standing.Unusable(String message)
                        ? Optional.of(message)
                        : Optional.empty());
    }

    private static String told(LoweredBackend backend) {
        return backend.problems().stream().map(Refusal::message).collect(Collectors.joining("; "));
    }

    /** How TLS is spoken to one that some rule goes to. */
    Optional<BackendTls> tls(UpstreamKey key) {
        return Optional.ofNullable(used.get(key)).flatMap(UpstreamNode::tls);
    }

    /** Every one, with the Gateways whose routes lead to it. */
    List<PolicyNode> nodes(List<RouteNode> routes, List<GatewayDraft> drafts) {
        if (backends.isEmpty()) {
            return List.of();
        }
        Users users = new Users(
                routes,
                drafts,
                (route, rule, backend) -> isOne(backend)
                        && backend.namespace().equals(route.route().meta().ref().namespace()));
        return backends.values().stream()
                .map(backend -> new PolicyNode(
                        backend.meta(),
                        backend.tls().map(trust::trusted).orElse(List.of()),
                        users.ancestors(
                                List.of(backend.meta().ref()),
                                Function.identity(),
                                (draft, itself) -> conditions(backend, draft.dataPlane.capabilities()))))
                .toList();
    }

    private List<Condition> conditions(LoweredBackend backend, Capabilities dataPlane) {
        String place = backend.hostname() + ":" + backend.port();
        Condition resolved = backend.tls().map(trust::resolved).orElseGet(() -> ResolvedRefs.of(List.of(), List.of()));
        if (!backend.problems().isEmpty()) {
            return List.of(new Refusal(backend.problems().getFirst().reason(), told(backend)).unaccepted(), resolved);
        }
        Condition accepted = backend.tls()
                .map(tls -> trust.accepted(
                        tls, dataPlane, "Traffic goes to " + place + ", which is verified as " + tls.hostname() + "."))
                .orElseGet(
                        () -> Condition.yes(
                                Condition.Type.Accepted,
                                Reason.Accepted,
                                "Traffic goes to " + place
                                        + " as it is: nobody verifies who answers, and others can read it; spec.tls changes that."));
        return List.of(accepted, resolved);
    }
}
