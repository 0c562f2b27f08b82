package io.kongruent.oracle;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRouteMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what must happen to a request, by going through the objects as the specification's sentences do. */
public final class Oracle {

    private final List<Door> doors;
    private final List<HTTPRoute> routes = new ArrayList<>();
    private final List<GRPCRoute> calls = new ArrayList<>();
    private final Set<String> secrets = new HashSet<>();
    private final Backends backends;
    private final List<Level> levels;

    /**
     * @param objects Gateways, ListenerSets, HTTPRoutes, GRPCRoutes, Services, ReferenceGrants and Secrets, every one of which holds a certificate; all Gateways are of
     *     our class and share one data plane
     * @param levels the order of precedence; {@link Level#SPECIFIED} but for mutations
     */
    public Oracle(Collection<? extends HasMetadata> objects, List<Level> levels) {
        for (HasMetadata object : objects) {
            if (object instanceof HTTPRoute r) {
                routes.add(r);
            } else if (object instanceof GRPCRoute r) {
                calls.add(r);
            } else if (object instanceof Secret s) {
                secrets.add(path(s));
            }
        }
        this.doors = Door.of(objects);
        this.backends = new Backends(objects);
        this.levels = List.copyOf(levels);
    }

    public Judgement<Answer> judge(Request request) {
        if (request.tls().isPresent() && certificates(request).isEmpty()) {
            return Judgement.plain(new Answer.NoHandshake());
        }
        String host = bareHost(request.host());
        if (request.tls().isPresent() && isMisdirected(request, host)) {
            return Judgement.plain(new Answer.Misdirected());
        }
        List<Candidate> found = new ArrayList<>();
        doorFor(request.port(), host).filter(this::serves).ifPresent(door -> {
            for (HasMetadata route : Sharing.accepted(door, routes, calls)) {
                switch (route) {
                    case HTTPRoute r -> collect(r, request, host, found);
                    case GRPCRoute r -> collect(r, request, host, found);
                    default -> throw new IllegalArgumentException(route.getKind());
                }
            }
        });
        if (found.isEmpty()) {
            return Judgement.plain(
                    Called.isCall(request) && !calls.isEmpty() ? new Answer.Unimplemented() : new Answer.NotFound());
        }
        return decide(found, levels);
    }

    static Judgement<Answer> decide(List<Candidate> found, List<Level> levels) {
        found.sort(Level.by(levels).reversed());
        Set<String> rules = new HashSet<>();
        found.forEach(c -> rules.add(c.route() + "#" + c.rule()));
        Candidate winner = found.getFirst();
        Optional<Candidate> next = found.stream()
                .filter(c -> !c.route().equals(winner.route()) || c.rule() != winner.rule())
                .findFirst();
        Optional<Level> decidedBy = next.flatMap(
                n -> levels.stream().filter(l -> l.compare(winner, n) != 0).findFirst());
        return new Judgement<>(winner.answer(), rules.size(), decidedBy);
    }

    private boolean isMisdirected(Request request, String host) {
        String sni = request.tls().flatMap(Request.Handshake::sni).orElse("");
        Optional<Door> ofHost = doorFor(request.port(), host);
        return ofHost.isPresent() && !ofHost.equals(doorFor(request.port(), bareHost(sni)));
    }

    /** The Secrets, any of which may be shown to a client that asks for that server name: those of the most specific listener. None: it is refused. */
    public Set<String> certificates(Request request) {
        String sni = request.tls().flatMap(Request.Handshake::sni).orElse("");
        return doorFor(request.port(), bareHost(sni)).map(this::certificates).orElse(Set.of());
    }

    private Set<String> certificates(Door door) {
        Set<String> found = new HashSet<>();
        if (door.listener().getTls() != null) {
            list(door.listener().getTls().getCertificateRefs())
                    .forEach(ref -> found.add(door.source().getMetadata().getNamespace() + "/" + ref.getName()));
        }
        found.retainAll(secrets);
        return found;
    }

    /** A listener without a certificate has no routes; but the hosts that are its own are no other listener's. */
    private boolean serves(Door door) {
        return door.listener().getTls() == null || !certificates(door).isEmpty();
    }

    /** The listener for a host among those of the Gateway that has the port, the oldest that wants it. */
    private Optional<Door> doorFor(int port, String host) {
        Optional<Door> first = doors.stream().filter(d -> d.isOn(port)).findFirst();
        return first.flatMap(f -> doors.stream()
                .filter(d -> d.isOn(port) && d.gateway().equals(f.gateway()))
                .filter(d -> Names.covers(d.hostname(), host))
                .max(Comparator.comparingInt(Door::specificity)));
    }

    private void collect(HTTPRoute route, Request request, String host, List<Candidate> found) {
        for (String hostname : Names.declared(Sharing.hostnames(route))) {
            int index = 0;
            for (HTTPRouteRule rule : list(route.getSpec().getRules())) {
                for (HTTPRouteMatch match : matchesOf(rule)) {
                    if (Names.covers(hostname, host) && Matching.holds(match, request)) {
                        found.add(candidate(hostname, route, index, match, backends.answer(route, rule)));
                    }
                }
                index++;
            }
        }
    }

    private void collect(GRPCRoute route, Request request, String host, List<Candidate> found) {
        for (String hostname : Names.declared(Sharing.hostnames(route))) {
            int index = 0;
            for (GRPCRouteRule rule : list(route.getSpec().getRules())) {
                List<GRPCRouteMatch> matches = list(rule.getMatches());
                for (GRPCRouteMatch match : matches.isEmpty() ? List.of(new GRPCRouteMatch()) : matches) {
                    if (Names.covers(hostname, host) && Called.holds(match, request)) {
                        found.add(candidate(hostname, route, index, match, backends.answer(route, rule)));
                    }
                }
                index++;
            }
        }
    }

    private static List<HTTPRouteMatch> matchesOf(HTTPRouteRule rule) {
        List<HTTPRouteMatch> matches = list(rule.getMatches());
        return matches.isEmpty() ? List.of(new HTTPRouteMatch()) : matches;
    }

    private static Candidate candidate(
            String hostname, HTTPRoute route, int rule, HTTPRouteMatch match, Answer answer) {
        return new Candidate(
                hostname,
                Matching.pathType(match),
                Matching.pathValue(match).length(),
                0,
                0,
                match.getMethod() != null,
                list(match.getHeaders()).size(),
                list(match.getQueryParams()).size(),
                created(route),
                path(route),
                rule,
                answer);
    }

    private static Candidate candidate(
            String hostname, GRPCRoute route, int rule, GRPCRouteMatch match, Answer answer) {
        return new Candidate(
                hostname,
                "",
                0,
                Called.service(match),
                Called.procedure(match),
                false,
                list(match.getHeaders()).size(),
                0,
                created(route),
                path(route),
                rule,
                answer);
    }

    static String bareHost(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        int colon = lower.lastIndexOf(':');
        String name = colon < 0 ? lower : lower.substring(0, colon);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    static Instant created(HasMetadata object) {
        String stamp = object.getMetadata().getCreationTimestamp();
        return stamp == null ? Instant.EPOCH : Instant.parse(stamp);
    }

    static String path(HasMetadata object) {
        return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
    }

    static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    static <T> List<T> list(@Nullable List<T> values) {
        return values == null ? List.of() : values;
    }
}
