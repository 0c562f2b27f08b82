package io.kongruent.translate;

import io.kongruent.behaviour.GlobalSpec;
import io.kongruent.capability.Capability;
import io.kongruent.graph.BackendNode;
import io.kongruent.graph.BackendTls;
import io.kongruent.graph.Rule;
import io.kongruent.graph.UpstreamKey;
import io.kongruent.graph.UpstreamNode;
import io.kongruent.kong.Ids;
import io.kongruent.kong.KongEntity;
import io.kongruent.kong.KongEntity.CaCertificate;
import io.kongruent.kong.KongEntity.Service;
import io.kongruent.kong.KongEntity.Target;
import io.kongruent.kong.KongEntity.Upstream;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The Service ports that rules point to, as one upstream and one service each, shared by all who point there: upstreams are what costs Kong most. Enters
 * into the ledger what is used, and nothing else. Not thread-safe.
 */
final class Supply {

    /**
     * Tries after the first. nginx makes them on another endpoint when a connection fails, is reset or times out and the request is idempotent: what
     * requests need while an endpoint goes away. A rule with a time limit of its own has none (our plugin sees to it), so that the limit holds.
     */
    private static final int RETRIES = 2;

    /** The weight of every endpoint of one Service port; Kong's own default. */
    private static final int EVEN = 100;

    /** TLS for connections: Kong speaks and verifies it by itself, since no pool of connections can mix them up. */
    private static final String CONNECTIONS = "tls";

    private final Site site;
    private final Ledger ledger;
    private final Map<String, Optional<Source>> sources = new HashMap<>();
    private final Map<String, Optional<Source>> mixes = new HashMap<>();
    private final Map<String, Ref> sourcesOfTrust = new HashMap<>();
    private final SortedMap<String, GlobalSpec.UpstreamTls> spoken = new TreeMap<>();

    Supply(Site site, Ledger ledger) {
        this.site = site;
        this.ledger = ledger;
    }

    /** Where requests can go. Its protocol is a service's, and a Kong route has one service. */
    record Source(UpstreamNode node, Upstream upstream, Service service, boolean mixed, Optional<Trust> trust) {

        /** What one Kong route can reach: TLS comes and goes with the drawn place. */
        String family() {
            return trust.isPresent()
                    ? service.protocol().substring(0, service.protocol().length() - 1)
                    : service.protocol();
        }
    }

    /** Who is trusted, as Kong has it. */
    record Trust(BackendTls tls, List<CaCertificate> certificates) {
        boolean isNobody() {
            return !tls.system() && certificates.isEmpty();
        }

        GlobalSpec.UpstreamTls spec() {
            List<String> ids = certificates.stream().map(CaCertificate::id).toList();
            return new GlobalSpec.UpstreamTls(
                    tls.hostname(),
                    Ids.digest(tls.hostname() + ids + tls.system()).substring(0, 16),
                    ids);
        }
    }

    /** How TLS is spoken to what has been entered. */
    SortedMap<String, GlobalSpec.UpstreamTls> spoken() {
        return spoken;
    }

    private Trust trust(BackendTls tls) {
        List<CaCertificate> certificates = new ArrayList<>();
        for (BackendTls.Authority authority : tls.authorities()) {
            CaCertificate certificate = new CaCertificate(
                    Ids.of("ca_certificates", authority.source() + "\n" + authority.certificate()),
                    authority.certificate(),
                    Tagging.of(site, authority.source()));
            if (!site.refused(certificate)) {
                certificates.add(certificate);
                sourcesOfTrust.put(certificate.id(), authority.source());
            }
        }
        return new Trust(tls, certificates);
    }

    private static boolean speaksTls(String protocol) {
        return protocol.equals("https") || protocol.equals("grpcs") || protocol.equals(CONNECTIONS);
    }

    /** What can be had of a backend of that rule; empty when it doesn't resolve or when Kong has refused it: its share fails. */
    Optional<Source> source(BackendNode backend, Rule rule) {
        return backend.upstream()
                .flatMap(key -> Optional.ofNullable(site.graph().upstreams().get(key)))
                .filter(this::canSpeak)
                .flatMap(node -> {
                    String protocol = protocol(node, rule);
                    return sources.computeIfAbsent(protocol + " " + node.key(), k -> source(node, protocol));
                });
    }

    /** Likewise for connections whose TLS has ended here, which go on with TLS where a policy asks for it. */
    Optional<Source> anew(BackendNode backend, Rule rule) {
        return backend.upstream()
                .flatMap(key -> Optional.ofNullable(site.graph().upstreams().get(key)))
                .filter(node -> node.tls().isPresent())
                .map(node -> canSpeak(node)
                        ? sources.computeIfAbsent(CONNECTIONS + " " + node.key(), k -> source(node, CONNECTIONS))
                        : Optional.<Source>empty())
                .orElseGet(() -> source(backend, rule));
    }

    /** TLS is verified, or not spoken at all. */
    private boolean canSpeak(UpstreamNode node) {
        return node.tls().isEmpty()
                || (site.can(Capability.BACKEND_TLS)
                        && (!node.tls().get().system() || site.can(Capability.SYSTEM_AUTHORITIES)));
    }

    private Optional<Source> source(UpstreamNode node, String protocol) {
        UpstreamKey key = node.key();
        String name = name(key.backend()) + "." + key.port() + (key.udp() ? ".udp" : "")
                + (protocol.equals(CONNECTIONS) ? "." + CONNECTIONS : "");
        List<Target> targets =
                node.endpoints().stream().map(e -> new Target(e.place(), EVEN)).toList();
        return made(node, name, protocol, targets, false);
    }

    /**
     * A source that mixes several by weight, for a Kong that can't draw; empty when Kong has refused it. All are of the same protocol.
     *
     * @param shares never empty
     */
    Optional<Source> mix(List<Shares.Share> shares, Rule rule) {
        return mix(shares, 0, rule);
    }

    /**
     * Likewise, with a share that is lost.
     *
     * @param lost the weight of what connections are refused for
     */
    Optional<Source> mix(List<Shares.Share> shares, int lost, Rule rule) {
        StringBuilder identity = new StringBuilder();
        shares.forEach(s ->
                identity.append(s.node().key()).append('=').append(s.weight()).append('\n'));
        if (lost > 0) {
            identity.append("nowhere=").append(lost).append('\n');
        }
        String name = "weighted." + Ids.digest(identity.toString());
        String protocol = protocol(shares.getFirst().node(), rule);
        return mixes.computeIfAbsent(
                protocol + " " + name,
                n -> made(shares.getFirst().node(), name, protocol, Shares.targets(shares, lost), true));
    }

    private Optional<Source> made(
            UpstreamNode node, String name, String protocol, List<Target> targets, boolean mixed) {
        List<String> tags = Tagging.of(site, object(node));
        boolean byKong = protocol.equals(CONNECTIONS);
        Optional<String> asked = byKong ? node.tls().map(BackendTls::hostname) : Optional.empty();
        Upstream upstream = new Upstream(Ids.of("upstreams", name), name, targets, asked, tags);
        String spoken = protocol.equals("http") || name.endsWith("." + protocol) ? name : name + "." + protocol;
        Optional<Trust> trust = speaksTls(protocol) ? node.tls().map(this::trust) : Optional.empty();
        if (trust.isPresent() && trust.get().isNobody()) {
            return Optional.empty();
        }
        Service service = new Service(
                Ids.of("services", spoken),
                spoken,
                protocol,
                name,
                node.key().port(),
                RETRIES,
                byKong || protocol.equals("https") ? Optional.of(true) : Optional.empty(),
                byKong
                        ? trust.stream()
                                .flatMap(t -> t.certificates().stream())
                                .map(CaCertificate::id)
                                .toList()
                        : List.of(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                tags);
        return site.refused(upstream) || site.refused(service)
                ? Optional.empty()
                : Optional.of(new Source(node, upstream, service, mixed, trust));
    }

    /** Enters a source that a plugin draws. */
    void draw(Source source) {
        add(source, source.upstream());
        source.trust().ifPresent(trust -> {
            trust.certificates().forEach(c -> ledger.add(c, Objects.requireNonNull(sourcesOfTrust.get(c.id()))));
            if (!source.service().protocol().equals(CONNECTIONS)) {
                spoken.put(source.upstream().name(), trust.spec());
            }
        });
    }

    /** Enters a source with its service, for a route to name; the service's name. */
    String serve(Source source) {
        draw(source);
        add(source, source.service());
        return source.service().name();
    }

    private void add(Source source, KongEntity entity) {
        Ref service = object(source.node());
        if (source.mixed()) {
            ledger.add(entity, service);
        } else {
            ledger.add(entity, service, source.node().key().port());
        }
    }

    /** Names of Services have no dots; those of other kinds may, and Kong takes an underscore for a part of a hostname. */
    private static String name(Ref backend) {
        String path = backend.namespace() + "." + backend.name().replace('.', '_');
        return backend.kind().equals("Service") ? path : backend.kind().toLowerCase(Locale.ROOT) + "." + path;
    }

    private static Ref object(UpstreamNode node) {
        return node.key().backend();
    }

    /** What Kong speaks to a port for a rule. Its {@code grpc} is HTTP/2 whatever it carries. */
    private static String protocol(UpstreamNode node, Rule rule) {
        UpstreamNode.Protocol protocol = node.protocol();
        boolean tls = node.tls().isPresent();
        return switch (rule) {
            case Rule.L7 l7 when l7.requests() == Rule.L7.Requests.GRPC -> tls ? "grpcs" : "grpc";
            case Rule.L7 l7 when tls -> protocol == UpstreamNode.Protocol.H2C ? "grpcs" : "https";
            case Rule.L7 l7 ->
                switch (protocol) {
                    case HTTP, WEBSOCKET, TCP, UDP -> "http";
                    case HTTPS -> "https";
                    case H2C -> "grpc";
                };
            case Rule.L4 l4 -> protocol == UpstreamNode.Protocol.UDP ? "udp" : "tcp";
        };
    }
}
