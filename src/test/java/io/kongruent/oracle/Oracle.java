package io.kongruent.oracle;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
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

    private final List<Gateway> gateways = new ArrayList<>();
    private final List<HTTPRoute> routes = new ArrayList<>();
    private final Set<String> secrets = new HashSet<>();
    private final Backends backends;
    private final List<Level> levels;

    /**
     * @param objects Gateways, HTTPRoutes, Services, ReferenceGrants and Secrets, every one of which holds a certificate; all Gateways are of our class and share one data plane
     * @param levels the order of precedence; {@link Level#SPECIFIED} but for mutations
     */
    public Oracle(Collection<? extends HasMetadata> objects, List<Level> levels) {
        for (HasMetadata object : objects) {
            if (object instanceof Gateway g) {
                gateways.add(g);
            } else if (object instanceof HTTPRoute r) {
                routes.add(r);
            } else if (object instanceof Secret s) {
                secrets.add(path(s));
            }
        }
        gateways.sort(Comparator.comparing(Oracle::created).thenComparing(g -> path(g)));
        this.backends = new Backends(objects);
        this.levels = List.copyOf(levels);
    }

    /**
     * What must happen, and how it was decided.
     *
     * @param rules how many rules match
     * @param decidedBy the level on which the winner differs from the next best match of another rule; empty with fewer than two
     */
    public record Judgement(Answer answer, int rules, Optional<Level> decidedBy) {}

    public Judgement judge(Request request) {
        if (request.tls().isPresent() && certificates(request).isEmpty()) {
            return new Judgement(new Answer.NoHandshake(), 0, Optional.empty());
        }
        String host = bareHost(request.host());
        if (request.tls().isPresent() && isMisdirected(request, host)) {
            return new Judgement(new Answer.Misdirected(), 0, Optional.empty());
        }
        List<Candidate> found = new ArrayList<>();
        for (Gateway gateway : gateways) {
            Optional<Listener> listener = listenerFor(gateway, request.port(), host);
            boolean portTaken = gateway.getSpec().getListeners().stream().anyMatch(l -> l.getPort() == request.port());
            if (listener.isPresent() && serves(listener.get(), gateway)) {
                routes.forEach(route -> collect(gateway, listener.get(), route, request, host, found));
            }
            if (portTaken) {
                break;
            }
        }
        found.sort(Level.by(levels).reversed());
        Set<String> rules = new HashSet<>();
        found.forEach(c -> rules.add(c.route() + "#" + c.rule()));
        if (found.isEmpty()) {
            return new Judgement(new Answer.NotFound(), 0, Optional.empty());
        }
        Candidate winner = found.getFirst();
        Optional<Candidate> next = found.stream()
                .filter(c -> !c.route().equals(winner.route()) || c.rule() != winner.rule())
                .findFirst();
        Optional<Level> decidedBy = next.flatMap(
                n -> levels.stream().filter(l -> l.compare(winner, n) != 0).findFirst());
        return new Judgement(winner.answer(), rules.size(), decidedBy);
    }

    private boolean isMisdirected(Request request, String host) {
        String sni = request.tls().flatMap(Request.Handshake::sni).orElse("");
        for (Gateway gateway : gateways) {
            if (gateway.getSpec().getListeners().stream().anyMatch(l -> l.getPort() == request.port())) {
                Optional<Listener> ofHost = listenerFor(gateway, request.port(), host);
                return ofHost.isPresent() && !ofHost.equals(listenerFor(gateway, request.port(), bareHost(sni)));
            }
        }
        return false;
    }

    /** The Secrets, any of which may be shown to a client that asks for that server name: those of the most specific listener. None: it is refused. */
    public Set<String> certificates(Request request) {
        String sni = request.tls().flatMap(Request.Handshake::sni).orElse("");
        for (Gateway gateway : gateways) {
            if (gateway.getSpec().getListeners().stream().anyMatch(l -> l.getPort() == request.port())) {
                return listenerFor(gateway, request.port(), bareHost(sni))
                        .map(listener -> certificates(listener, gateway))
                        .orElse(Set.of());
            }
        }
        return Set.of();
    }

    private Set<String> certificates(Listener listener, Gateway gateway) {
        Set<String> found = new HashSet<>();
        if (listener.getTls() != null) {
            list(listener.getTls().getCertificateRefs())
                    .forEach(ref -> found.add(gateway.getMetadata().getNamespace() + "/" + ref.getName()));
        }
        found.retainAll(secrets);
        return found;
    }

    /** A listener without a certificate has no routes; but the hosts that are its own are no other listener's. */
    private boolean serves(Listener listener, Gateway gateway) {
        return listener.getTls() == null || !certificates(listener, gateway).isEmpty();
    }

    /** "the most specific match" of the listeners on that port: exact, then the longest wildcard, then none. */
    private static Optional<Listener> listenerFor(Gateway gateway, int port, String host) {
        return gateway.getSpec().getListeners().stream()
                .filter(l -> l.getPort() == port)
                .filter(l -> hostMatches(text(l.getHostname()), host))
                .max(Comparator.comparingInt((Listener l) -> {
                    String name = text(l.getHostname());
                    return name.isEmpty() ? 0 : name.startsWith("*") ? name.length() : 1000;
                }));
    }

    private void collect(
            Gateway gateway, Listener listener, HTTPRoute route, Request request, String host, List<Candidate> found) {
        boolean attached = route.getSpec().getParentRefs().stream()
                .anyMatch(p -> refersTo(p, route, gateway, listener) && allowed(route, gateway, listener));
        if (!attached) {
            return;
        }
        List<String> declared = list(route.getSpec().getHostnames());
        List<String> hostnames = declared.isEmpty() ? List.of("") : declared;
        for (String hostname : hostnames) {
            if (!hostMatches(hostname, host)) {
                continue;
            }
            int index = 0;
            for (HTTPRouteRule rule : list(route.getSpec().getRules())) {
                for (HTTPRouteMatch match : matchesOf(rule)) {
                    if (Matching.holds(match, request)) {
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
                match.getMethod() != null,
                list(match.getHeaders()).size(),
                list(match.getQueryParams()).size(),
                created(route),
                path(route),
                rule,
                answer);
    }

    private static boolean refersTo(ParentReference ref, HTTPRoute route, Gateway gateway, Listener listener) {
        String namespace = ref.getNamespace() == null ? route.getMetadata().getNamespace() : ref.getNamespace();
        return ref.getName().equals(gateway.getMetadata().getName())
                && namespace.equals(gateway.getMetadata().getNamespace())
                && (ref.getSectionName() == null || ref.getSectionName().equals(listener.getName()))
                && (ref.getPort() == null || ref.getPort().equals(listener.getPort()));
    }

    private static boolean allowed(HTTPRoute route, Gateway gateway, Listener listener) {
        String from = listener.getAllowedRoutes() == null
                        || listener.getAllowedRoutes().getNamespaces() == null
                        || listener.getAllowedRoutes().getNamespaces().getFrom() == null
                ? "Same"
                : listener.getAllowedRoutes().getNamespaces().getFrom();
        return from.equals("All")
                || route.getMetadata()
                        .getNamespace()
                        .equals(gateway.getMetadata().getNamespace());
    }

    private static boolean hostMatches(String hostname, String host) {
        String name = hostname.toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            return true;
        }
        return name.startsWith("*.")
                ? host.endsWith(name.substring(1)) && host.length() > name.length() - 1
                : host.equals(name);
    }

    private static String bareHost(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        int colon = lower.lastIndexOf(':');
        String name = colon < 0 ? lower : lower.substring(0, colon);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static Instant created(HasMetadata object) {
        String stamp = object.getMetadata().getCreationTimestamp();
        return stamp == null ? Instant.EPOCH : Instant.parse(stamp);
    }

    private static String path(HasMetadata object) {
        return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    static <T> List<T> list(@Nullable List<T> values) {
        return values == null ? List.of() : values;
    }
}
