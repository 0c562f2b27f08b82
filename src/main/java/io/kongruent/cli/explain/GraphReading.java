package io.kongruent.cli.explain;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.kongruent.behaviour.HeaderField;
import io.kongruent.embedded.router.RequestPath;
import io.kongruent.embedded.router.RouterRequest;
import io.kongruent.graph.Graph;
import io.kongruent.graph.ListenerNode;
import io.kongruent.graph.Match;
import io.kongruent.graph.ParentNode;
import io.kongruent.graph.ParentNode.RouteHostname;
import io.kongruent.graph.PathMatch;
import io.kongruent.graph.RouteNode;
import io.kongruent.graph.Rule;
import io.kongruent.graph.RuleNode;
import io.kongruent.graph.ValueMatch;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The graph's half: what the Gateway API's own words say of a request. Shares nothing with the translation. */
final class GraphReading {

    /** By what calls of gRPC are known. */
    private static final ValueMatch CALL = new ValueMatch.Regex("content-type", "application/grpc([+;].*)?");

    private final Graph graph;
    private final Request request;
    private final String path;

    GraphReading(Graph graph, Request request) {
        this.graph = graph;
        this.request = request;
        this.path = RequestPath.normalise(RouterRequest.wire(request.path()));
    }

    /** The listener of that data plane that the request belongs to: the most specific hostname on its port. */
    Optional<ListenerNode> listener(String dataPlane) {
        return listener(dataPlane, request.hostname());
    }

    /** The listener for another name on the request's port. */
    Optional<ListenerNode> listener(String dataPlane, String name) {
        return graph.listenersOf(dataPlane).stream()
                .filter(l -> l.takesRequests() && l.port() == request.port() && l.terminatesTls() == request.tls())
                .filter(l -> l.hostname().matches(name))
                .max(Comparator.comparingInt(l -> Standing.specificity(l.hostname())));
    }

    /** Every match that holds on the listener, the winner first. */
    List<Standing> standings(ListenerNode listener) {
        List<Standing> standings = new ArrayList<>();
        eachMatch(listener, (route, rule, match, hostname) -> {
            if (hostname.isPresent() && failures(rule, match).isEmpty()) {
                standings.add(new Standing(route, rule, match, hostname.get()));
            }
        });
        standings.sort(Comparator.naturalOrder());
        return standings;
    }

    /** What came close: matches of which one part alone doesn't hold come first. */
    List<Miss> misses(ListenerNode listener, int limit) {
        List<Miss> misses = new ArrayList<>();
        eachMatch(listener, (route, rule, match, hostname) -> {
            List<String> reasons = new ArrayList<>();
            if (hostname.isEmpty()) {
                reasons.add("the host is " + request.hostname() + ", the route wants " + hostnames(route));
            }
            reasons.addAll(failures(rule, match));
            if (!reasons.isEmpty()) {
                misses.add(new Miss(
                        route.route().meta().ref(),
                        rule.rule().index(),
                        rule.rule().name(),
                        match.index(),
                        hostname.isEmpty(),
                        reasons));
            }
        });
        misses.sort(Comparator.comparing(Miss::elsewhere)
                .thenComparing(m -> m.reasons().size()));
        boolean someHere = misses.stream().anyMatch(m -> !m.elsewhere());
        return misses.stream()
                .filter(m -> !m.elsewhere() || !someHere)
                .limit(limit)
                .toList();
    }

    private static String hostnames(RouteNode route) {
        return route.route().hostnames().stream().map(Object::toString).collect(Collectors.joining(" or "));
    }

    private interface Visitor {
        void visit(RouteNode route, RuleNode rule, Match match, Optional<RouteHostname> hostname);
    }

    private void eachMatch(ListenerNode listener, Visitor visitor) {
        for (RouteNode route : graph.routes()) {
            List<RouteHostname> here = route.parents().stream()
                    .flatMap(p -> p.attachments().stream())
                    .filter(a -> a.listener().equals(listener.key()))
                    .map(ParentNode.Attachment::hostnames)
                    .flatMap(List::stream)
                    .toList();
            if (here.isEmpty()) {
                continue;
            }
            Optional<RouteHostname> hostname = here.stream()
                    .filter(h -> h.effective().matches(request.hostname()))
                    .max(Comparator.comparingInt(h -> Standing.specificity(h.declared())));
            for (RuleNode rule : route.rules()) {
                if (rule.rule() instanceof Rule.L7 l7) {
                    l7.matches().forEach(m -> visitor.visit(route, rule, m, hostname));
                }
            }
        }
    }

    /** What of a match doesn't hold, in words; nothing when it holds. */
    private List<String> failures(RuleNode rule, Match match) {
        List<String> reasons = new ArrayList<>();
        if (rule.rule() instanceof Rule.L7 l7 && l7.requests() == Rule.L7.Requests.GRPC) {
            compare("header", CALL, headerValue(CALL.name()))
                    .map(reason -> "it is no call of gRPC: " + reason)
                    .ifPresent(reasons::add);
        }
        if (!pathHolds(match.path())) {
            reasons.add("the path is " + request.path() + ", not " + Words.pathType(match.path()) + " "
                    + match.path().value());
        }
        match.method()
                .filter(m -> !m.equals(request.method()))
                .ifPresent(m -> reasons.add("the method is " + request.method() + ", not " + m));
        for (ValueMatch header : match.headers()) {
            compare("header", header, headerValue(header.name())).ifPresent(reasons::add);
        }
        for (ValueMatch query : match.queryParams()) {
            compare("query parameter", query, queryValue(query.name())).ifPresent(reasons::add);
        }
        return reasons;
    }

    private boolean pathHolds(PathMatch match) {
        String declared = RequestPath.normalise(RouterRequest.wire(match.value()));
        return switch (match) {
            case PathMatch.Exact exact -> path.equals(declared);
            case PathMatch.Prefix prefix -> {
                String stem = declared.endsWith("/") ? declared.substring(0, declared.length() - 1) : declared;
                yield stem.isEmpty() || path.equals(stem) || path.startsWith(stem + "/");
            }
            case PathMatch.Regex regex ->
                wholly(regex.value(), new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        };
    }

    private static boolean wholly(String pattern, String text) {
        try {
            return Pattern.compile("^(?:" + pattern + ")$").matcher(text).find();
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static Optional<String> compare(String what, ValueMatch wanted, Optional<String> actual) {
        if (actual.isEmpty()) {
            return Optional.of("there is no " + what + " " + wanted.name());
        }
        boolean holds = switch (wanted) {
            case ValueMatch.Exact exact -> exact.value().equals(actual.get());
            case ValueMatch.Regex regex -> wholly(regex.value(), actual.get());
        };
        return holds
                ? Optional.empty()
                : Optional.of(what + " " + wanted.name() + " is \"" + actual.get() + "\", not "
                        + (wanted instanceof ValueMatch.Exact ? "\"" + wanted.value() + "\"" : "~ " + wanted.value()));
    }

    /** Several lines of one name are one value, joined by commas (RFC 9110, 5.3). */
    private Optional<String> headerValue(String name) {
        List<String> values = request.headers().stream()
                .filter(h -> h.name().equalsIgnoreCase(name))
                .map(HeaderField::value)
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
    }

    /** "Implementations should match against the first value of the param". */
    private Optional<String> queryValue(String name) {
        for (String pair : request.query().orElse("").split("&", -1)) {
            int equals = pair.indexOf('=');
            String key = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!pair.isEmpty() && key.equals(name)) {
                return Optional.of(equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
