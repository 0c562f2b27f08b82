package io.kongruent.cli.diff;

import io.kongruent.behaviour.HeaderField;
import io.kongruent.cli.explain.Request;
import io.kongruent.graph.Graph;
import io.kongruent.graph.ListenerNode;
import io.kongruent.graph.Match;
import io.kongruent.graph.ParentNode;
import io.kongruent.graph.PathMatch;
import io.kongruent.graph.RouteNode;
import io.kongruent.graph.Rule;
import io.kongruent.graph.RuleNode;
import io.kongruent.graph.ValueMatch;
import io.kongruent.model.Hostname;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Requests that a graph's matches suggest: for each match and hostname one that holds, and for a prefix one below it. Regular expressions aren't guessed at. */
public final class Probes {

    private static final String ANY_HOST = "any.example";
    private static final String BELOW = "probe";

    private Probes() {}

    /** Each different request once, in the order of the graph, at most {@code limit}. */
    public static List<Request> of(Graph graph, int limit) {
        Map<String, Request> requests = new LinkedHashMap<>();
        Map<Object, ListenerNode> listeners = new HashMap<>();
        graph.gateways().forEach(g -> g.listeners().forEach(l -> listeners.put(l.key(), l)));
        for (RouteNode route : graph.routes()) {
            for (ParentNode parent : route.parents()) {
                for (ParentNode.Attachment attachment : parent.attachments()) {
                    ListenerNode listener = listeners.get(attachment.listener());
                    if (listener == null) {
                        continue;
                    }
                    for (ParentNode.RouteHostname hostname : attachment.hostnames()) {
                        for (RuleNode rule : route.rules()) {
                            probe(listener, hostname.effective(), rule, requests);
                        }
                    }
                    if (requests.size() >= limit) {
                        return requests.values().stream().limit(limit).toList();
                    }
                }
            }
        }
        return List.copyOf(requests.values());
    }

    private static void probe(ListenerNode listener, Hostname hostname, RuleNode rule, Map<String, Request> requests) {
        if (rule.rule() instanceof Rule.L7 l7) {
            for (Match match : l7.matches()) {
                for (String path : paths(match.path())) {
                    request(listener, hostname, l7, match, path)
                            .ifPresent(r -> requests.putIfAbsent(r.line() + r.headers(), r));
                }
            }
        }
    }

    private static List<String> paths(PathMatch path) {
        return switch (path) {
            case PathMatch.Exact exact -> List.of(exact.value());
            case PathMatch.Prefix prefix ->
                prefix.isRoot() ? List.of("/") : List.of(prefix.value(), prefix.value() + "/" + BELOW);
            case PathMatch.Regex regex -> isLiteral(regex.value()) ? List.of(regex.value()) : List.of();
        };
    }

    private static boolean isLiteral(String pattern) {
        return pattern.chars().noneMatch(c -> "\\.[](){}?*+|^$".indexOf(c) >= 0);
    }

    private static Optional<Request> request(
            ListenerNode listener, Hostname hostname, Rule.L7 rule, Match match, String path) {
        List<HeaderField> headers = new ArrayList<>();
        boolean call = rule.requests() == Rule.L7.Requests.GRPC;
        if (call) {
            headers.add(new HeaderField("content-type", "application/grpc"));
        }
        for (ValueMatch header : match.headers()) {
            if (header instanceof ValueMatch.Regex && !isLiteral(header.value())) {
                return Optional.empty();
            }
            headers.add(new HeaderField(header.name(), header.value()));
        }
        if (match.queryParams().stream().anyMatch(q -> q instanceof ValueMatch.Regex && !isLiteral(q.value()))) {
            return Optional.empty();
        }
        String query = match.queryParams().stream()
                .map(q -> encode(q.name()) + "=" + encode(q.value()))
                .collect(Collectors.joining("&"));
        String name =
                hostname.isAny() ? ANY_HOST : hostname.isWildcard() ? BELOW + hostname.suffix() : hostname.value();
        boolean tls = listener.terminatesTls();
        String host = listener.port() == (tls ? 443 : 80) ? name : name + ":" + listener.port();
        return Optional.of(new Request(
                match.method().orElse(call ? "POST" : "GET"),
                tls,
                name,
                listener.port(),
                host,
                path,
                query.isEmpty() ? Optional.empty() : Optional.of(query),
                headers));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
