package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.kongruent.model.Declared;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code backendRefs} name: Service ports, each looked at once; XBackends are looked up elsewhere. */
final class Backends {

    private final Cluster cluster;
    private final BackendPolicies policies;
    private final ExternalBackends external;
    private final Endpoints endpoints;
    private final Map<UpstreamKey, Lookup> lookups = new HashMap<>();
    /** What some rule goes to. */
    private final Set<UpstreamKey> used = new HashSet<>();

    /** What became of a Service port. */
    private sealed interface Lookup {
        /** @param unverifiable why nothing may be sent there although it is there */
        record Found(UpstreamNode upstream, String appProtocol, Optional<String> unverifiable) implements Lookup {}

        record Missing(Refusal problem) implements Lookup {}
    }

    Backends(Cluster cluster, BackendPolicies policies, ExternalBackends external) {
        this.cluster = cluster;
        this.policies = policies;
        this.external = external;
        this.endpoints = new Endpoints(cluster.snapshot);
    }

    /** Every port that some rule goes to. */
    SortedMap<UpstreamKey, UpstreamNode> upstreams() {
        SortedMap<UpstreamKey, UpstreamNode> found = new TreeMap<>(external.upstreams());
        lookups.forEach((key, lookup) -> {
            if (used.contains(key) && lookup instanceof Lookup.Found(var upstream, var appProtocol, var unverifiable)) {
                found.put(key, upstream);
            }
        });
        return found;
    }

    /**
     * The port that a reference of a rule of {@code route} names; empty where {@code findings} say why.
     *
     * @param ends whether the TLS of its connections ends here, so that policies count for them
     */
    Optional<UpstreamKey> resolve(Ref route, Rule rule, BackendRef backend, boolean ends, List<Finding> findings) {
        Ref target = backend.target();
        if (ExternalBackends.isOne(target)) {
            return external.resolve(route, rule, backend, ends, findings);
        }
        String field = "backendRefs[" + backend.index() + "]";
        Refusal problem;
        if (!target.group().isEmpty() || !target.kind().equals("Service")) {
            problem = new Refusal(Reason.InvalidKind, target.theKind() + " can't be a backend; name a Service");
        } else if (!cluster.grants.allow(route, target)) {
            problem = new Refusal(Reason.RefNotPermitted, Grants.missing(route, target));
        } else if (backend.port().isEmpty()) {
            problem = new Refusal(
                    Reason.BackendNotFound, "the reference to " + target + " has no port; write the Service's port");
        } else {
            UpstreamKey key = new UpstreamKey(target, backend.port().getAsInt(), takesDatagrams(rule));
            switch (lookups.computeIfAbsent(key, this::lookUp)) {
                case Lookup.Found(var upstream, var appProtocol, var unverifiable) -> {
                    if ((ends || rule instanceof Rule.L7) && unverifiable.isPresent()) {
                        findings.add(Finding.refusedBackend(
                                backend.index(), Reason.UnsupportedValue, field, unverifiable.get()));
                        return Optional.empty();
                    }
                    Optional<Refusal> unspeakable = unspeakable(rule, upstream, appProtocol);
                    if (unspeakable.isEmpty()) {
                        used.add(key);
                        return Optional.of(key);
                    }
                    problem = unspeakable.get();
                }
                case Lookup.Missing(Refusal missing) -> problem = missing;
            }
        }
        findings.add(Finding.backend500(backend.index(), problem.reason(), field, problem.message()));
        return Optional.empty();
    }

    /** Why the rule's requests can't be spoken to that port, although others can. */
    private static Optional<Refusal> unspeakable(Rule rule, UpstreamNode upstream, String appProtocol) {
        return switch (rule) {
            case Rule.L4 l4 -> Optional.empty();
            case Rule.L7 l7 ->
                switch (upstream.protocol()) {
                    case HTTPS ->
                        upstream.tls().isPresent()
                                ? Optional.empty()
                                : Optional.of(new Refusal(
                                        Reason.UnsupportedProtocol,
                                        upstream.key() + " has the appProtocol " + appProtocol
                                                + " and no BackendTLSPolicy, and TLS isn't spoken to backends unverified;"
                                                + " create a BackendTLSPolicy"));
                    case WEBSOCKET ->
                        l7.requests() == Rule.L7.Requests.GRPC
                                ? Optional.of(new Refusal(
                                        Reason.UnsupportedProtocol,
                                        upstream.key()
                                                + " is for WebSockets, which don't carry gRPC; change its appProtocol"))
                                : Optional.empty();
                    case HTTP, H2C, TCP, UDP -> Optional.empty();
                };
        };
    }

    private static boolean takesDatagrams(Rule rule) {
        return rule instanceof Rule.L4 l4 && l4.flow() == Rule.L4.Flow.UDP;
    }

    private Lookup lookUp(UpstreamKey key) {
        Ref ref = key.backend();
        Service service = cluster.snapshot.get(Service.class, ref.namespace(), ref.name());
        if (service == null) {
            return missing(Reason.BackendNotFound, ref + " doesn't exist; create it or correct the reference");
        }
        ServiceSpec spec = service.getSpec() == null ? new ServiceSpec() : service.getSpec();
        Optional<ServicePort> port = port(spec, key);
        if ("ExternalName".equals(spec.getType())) {
            return external(key, ref, spec, port);
        }
        if (port.isEmpty()) {
            return missing(
                    Reason.BackendNotFound,
                    ref + " has no port " + key.port() + ports(spec) + "; correct the reference");
        }
        String wanted = transport(key);
        String transport = Declared.text(port.get().getProtocol(), "TCP");
        if (!transport.equals(wanted)) {
            return missing(
                    Reason.UnsupportedProtocol,
                    ref + " port " + key.port() + " is for " + transport + "; name a " + wanted + " port");
        }
        String appProtocol = Declared.text(port.get().getAppProtocol());
        return found(
                key,
                key.udp() ? UpstreamNode.Protocol.UDP : protocol(appProtocol),
                endpoints.of(key, port.get()),
                appProtocol,
                Declared.text(port.get().getName()));
    }

    private static String transport(UpstreamKey key) {
        return key.udp() ? "UDP" : "TCP";
    }

    /** How a Service's port wants to be spoken to (GEP-1911). Names that aren't known mean nothing. */
    private static UpstreamNode.Protocol protocol(String appProtocol) {
        return switch (appProtocol.toLowerCase(Locale.ROOT)) {
            case "kubernetes.io/ws" -> UpstreamNode.Protocol.WEBSOCKET;
            case "kubernetes.io/h2c" -> UpstreamNode.Protocol.H2C;
            case "kubernetes.io/wss", "https" -> UpstreamNode.Protocol.HTTPS;
            default -> UpstreamNode.Protocol.HTTP;
        };
    }

    /** "Implementations SHOULD NOT support ExternalName Services" (CVE-2021-25740): only where a setting says so. */
    private Lookup external(UpstreamKey key, Ref ref, ServiceSpec spec, Optional<ServicePort> port) {
        if (!cluster.input.allowExternalName()) {
            return missing(
                    Reason.InvalidKind,
                    ref + " is of type ExternalName, which may lead out of the cluster; name another Service or set"
                            + " kongruent.allow-external-name");
        }
        String declared = Declared.text(spec.getExternalName()).toLowerCase(Locale.ROOT);
        String name = declared.endsWith(".") ? declared.substring(0, declared.length() - 1) : declared;
        if (!isDnsName(name)) {
            return missing(Reason.BackendNotFound, ref + " has no DNS name as its externalName; correct it");
        }
        Optional<Refusal> problem = OutsideHost.problem(name);
        if (problem.isPresent()) {
            return missing(
                    problem.get().reason(),
                    ref + " can't be a backend: its externalName "
                            + problem.get().message());
        }
        int number =
                port.map(ServicePort::getTargetPort).map(IntOrString::getIntVal).orElse(key.port());
        return found(
                key,
                key.udp() ? UpstreamNode.Protocol.UDP : UpstreamNode.Protocol.HTTP,
                List.of(new UpstreamNode.Endpoint(OutsideHost.complete(name), number)),
                "",
                port.map(ServicePort::getName).orElse(""));
    }

    private Lookup found(
            UpstreamKey key,
            UpstreamNode.Protocol protocol,
            List<UpstreamNode.Endpoint> all,
            String appProtocol,
            String portName) {
        Optional<BackendTrust.Standing> policy = key.udp() ? Optional.empty() : policies.of(key, portName);
        Optional<BackendTls> tls = Optional.empty();
        Optional<String> unverifiable = Optional.empty();
        if (policy.isPresent()) {
            switch (policy.get()) {
                case BackendTrust.Standing.Usable(BackendTls usable) -> tls = Optional.of(usable);
                case BackendTrust.Standing.Unusable(String message) -> unverifiable = Optional.of(message);
            }
        }
        return new Lookup.Found(new UpstreamNode(key, protocol, tls, all), appProtocol, unverifiable);
    }

    /** How TLS is spoken to a port that some rule goes to. */
    Optional<BackendTls> tls(UpstreamKey key) {
        return lookups.get(key) instanceof Lookup.Found found ? found.upstream().tls() : external.tls(key);
    }

    /** The port with that number; where there are several, the one for what is to be carried. */
    private static Optional<ServicePort> port(ServiceSpec spec, UpstreamKey key) {
        ServicePort found = null;
        for (@Nullable ServicePort port : Declared.list(spec.getPorts())) {
            if (port != null && port.getPort() != null && port.getPort() == key.port()) {
                if (transport(key).equals(Declared.text(port.getProtocol(), "TCP"))) {
                    return Optional.of(port);
                }
                found = found == null ? port : found;
            }
        }
        return Optional.ofNullable(found);
    }

    private static String ports(ServiceSpec spec) {
        List<String> ports = Declared.list(spec.getPorts()).stream()
                .filter(p -> p != null && p.getPort() != null)
                .map(p -> String.valueOf(p.getPort()))
                .distinct()
                .toList();
        return ports.isEmpty() ? " or any other" : " (it has " + String.join(", ", ports) + ")";
    }

    private static boolean isDnsName(String name) {
        return !name.isEmpty()
                && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.')
                && !name.startsWith(".")
                && !name.endsWith(".")
                && !name.contains("..");
    }

    private static Lookup missing(Reason reason, String message) {
        return new Lookup.Missing(new Refusal(reason, message));
    }
}
