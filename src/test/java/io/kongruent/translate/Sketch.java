package io.kongruent.translate;

import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capability;
import io.kongruent.graph.BackendNode;
import io.kongruent.graph.BackendRef;
import io.kongruent.graph.CertificateNode;
import io.kongruent.graph.DataPlane;
import io.kongruent.graph.Filter;
import io.kongruent.graph.Finding;
import io.kongruent.graph.GatewayNode;
import io.kongruent.graph.Graph;
import io.kongruent.graph.Infrastructure;
import io.kongruent.graph.ListenerKey;
import io.kongruent.graph.ListenerNode;
import io.kongruent.graph.LoweredRoute;
import io.kongruent.graph.Match;
import io.kongruent.graph.ParentNode;
import io.kongruent.graph.ParentNode.Attachment;
import io.kongruent.graph.ParentNode.RouteHostname;
import io.kongruent.graph.ParentRef;
import io.kongruent.graph.PathMatch;
import io.kongruent.graph.Precedence;
import io.kongruent.graph.RouteFamily;
import io.kongruent.graph.RouteNode;
import io.kongruent.graph.Rule;
import io.kongruent.graph.RuleNode;
import io.kongruent.graph.UpstreamKey;
import io.kongruent.graph.UpstreamNode;
import io.kongruent.graph.ValueMatch;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.KongState;
import io.kongruent.model.Hostname;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** Graphs drawn by hand: one Gateway on one data plane, with the shape that resolving gives. */
final class Sketch {

    static final String DATA_PLANE = "kong";
    private static final Ref GATEWAY = Ref.gatewayApi("Gateway", "infra", "front");

    private final List<ListenerNode> listeners = new ArrayList<>();
    private final List<RouteNode> routes = new ArrayList<>();
    private final TreeMap<UpstreamKey, UpstreamNode> upstreams = new TreeMap<>();
    Capabilities capabilities =
            new Capabilities("3.9.1", Optional.of("0.1.0"), EnumSet.allOf(Capability.class), Map.of(), List.of());

    static Sketch withListener() {
        return new Sketch().listener(8000, "");
    }

    Sketch withoutPlugin() {
        capabilities = Capabilities.withoutPlugin("3.9.1", List.of());
        return this;
    }

    Sketch without(Capability... missing) {
        Set<Capability> able = EnumSet.allOf(Capability.class);
        Arrays.asList(missing).forEach(able::remove);
        capabilities = new Capabilities("3.9.1", Optional.of("0.1.0"), able, Map.of(), List.of());
        return this;
    }

    Sketch listener(int listen, String hostname, CertificateNode... certificates) {
        listeners.add(new ListenerNode(
                new ListenerKey(GATEWAY, GATEWAY, "l" + listeners.size()),
                listen - 7920,
                OptionalInt.of(listen),
                certificates.length > 0 ? "HTTPS" : "HTTP",
                certificates.length > 0,
                Hostname.of(hostname),
                List.of(certificates),
                List.of(),
                0,
                true,
                List.of()));
        return this;
    }

    /** A Service's port 80 with so many endpoints. */
    Sketch service(String namespace, String name, int endpoints) {
        return service(namespace, name, endpoints, UpstreamNode.Protocol.HTTP);
    }

    Sketch service(String namespace, String name, int endpoints, UpstreamNode.Protocol protocol) {
        List<UpstreamNode.Endpoint> all = new ArrayList<>();
        int base = Math.floorMod((namespace + name).hashCode(), 250);
        for (int i = 0; i < endpoints; i++) {
            all.add(new UpstreamNode.Endpoint("10." + base + "." + i / 250 + "." + (1 + i % 250), 8080));
        }
        UpstreamKey key = new UpstreamKey(namespace, name, 80);
        upstreams.put(key, new UpstreamNode(key, protocol, all));
        return this;
    }

    Sketch route(String namespace, String name, long created, List<String> hostnames, RuleNode... rules) {
        Meta meta = new Meta(Ref.gatewayApi("HTTPRoute", namespace, name), "uid-" + name, 1, created);
        List<Hostname> declared = hostnames.isEmpty()
                ? List.of(Hostname.ANY)
                : hostnames.stream().map(Hostname::of).toList();
        List<Attachment> attachments = new ArrayList<>();
        for (ListenerNode listener : listeners) {
            List<RouteHostname> served = new ArrayList<>();
            declared.forEach(d -> d.intersect(listener.hostname()).ifPresent(e -> served.add(new RouteHostname(d, e))));
            if (!served.isEmpty()) {
                attachments.add(
                        new Attachment(listener.key(), listener.listenPort().getAsInt(), listener.hostname(), served));
            }
        }
        ParentRef parent = new ParentRef(0, GATEWAY, Optional.empty(), OptionalInt.empty(), true);
        LoweredRoute lowered = new LoweredRoute(
                meta,
                RouteFamily.HTTP,
                List.of(parent),
                declared,
                Arrays.stream(rules).map(RuleNode::rule).toList());
        routes.add(new RouteNode(
                lowered,
                List.of(new ParentNode(
                        parent,
                        GATEWAY,
                        DATA_PLANE,
                        false,
                        Optional.empty(),
                        attachments.stream().map(Attachment::listener).toList(),
                        attachments,
                        List.of())),
                List.of(rules)));
        return this;
    }

    Sketch route(String namespace, String name, List<String> hostnames, RuleNode... rules) {
        return route(namespace, name, 0, hostnames, rules);
    }

    Graph graph() {
        List<RouteNode> ordered = new ArrayList<>(routes);
        ordered.sort(java.util.Comparator.comparing(r -> r.route().meta().ref()));
        return new Graph(
                List.of(),
                List.of(),
                List.of(new GatewayNode(
                        new Meta(GATEWAY, "", 1, 0),
                        "kongruent",
                        DATA_PLANE,
                        listeners,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Infrastructure.NONE,
                        Optional.empty(),
                        List.of())),
                ordered,
                List.of(),
                upstreams);
    }

    /** The same with the objects in another order. */
    Graph reversed() {
        Graph graph = graph();
        return new Graph(
                graph.classes(),
                graph.meshes(),
                graph.gateways(),
                new ArrayList<>(graph.routes()).reversed(),
                graph.policies(),
                graph.upstreams());
    }

    DataPlane dataPlane() {
        return new DataPlane(DATA_PLANE, capabilities, Map.of(), List.of());
    }

    KongState state() {
        return state(Exclusions.NONE);
    }

    KongState state(Exclusions exclusions) {
        return Translator.translate(graph(), dataPlane(), exclusions, TranslateOptions.DEFAULT);
    }

    static RuleNode rule(int index, List<Match> matches, List<Filter> filters, BackendNode... backends) {
        return rule(index, null, matches, filters, List.of(), backends);
    }

    static RuleNode rule(
            int index,
            @org.jspecify.annotations.Nullable String name,
            List<Match> matches,
            List<Filter> filters,
            List<Finding> findings,
            BackendNode... backends) {
        return new RuleNode(
                new Rule.L7(
                        index,
                        Optional.ofNullable(name),
                        Rule.L7.Requests.HTTP,
                        matches.isEmpty() ? List.of(prefix("/")) : matches,
                        filters,
                        Arrays.stream(backends).map(BackendNode::ref).toList(),
                        Optional.empty(),
                        findings),
                List.of(backends),
                findings,
                Map.of());
    }

    static BackendNode backend(String namespace, String service, int weight, Filter... filters) {
        return new BackendNode(
                new BackendRef(
                        0, Ref.core("Service", namespace, service), OptionalInt.of(80), weight, List.of(filters)),
                Optional.of(new UpstreamKey(namespace, service, 80)));
    }

    static BackendNode missing(int weight) {
        return new BackendNode(
                new BackendRef(0, Ref.core("Service", "x", "missing"), OptionalInt.of(80), weight, List.of()),
                Optional.empty());
    }

    static Match exact(String path) {
        return match(0, new PathMatch.Exact(path), null, List.of(), List.of());
    }

    static Match prefix(String path) {
        return match(0, new PathMatch.Prefix(path), null, List.of(), List.of());
    }

    static Match regex(String path) {
        return match(0, new PathMatch.Regex(path), null, List.of(), List.of());
    }

    static Match match(
            int index,
            PathMatch path,
            @org.jspecify.annotations.Nullable String method,
            List<ValueMatch> headers,
            List<ValueMatch> queries) {
        int type = switch (path) {
            case PathMatch.Exact e -> 2;
            case PathMatch.Regex r -> 1;
            case PathMatch.Prefix p -> 0;
        };
        int level = type * 1025 + (type == 2 ? 0 : Math.min(1024, path.value().length()));
        return new Match(
                index,
                path,
                Optional.ofNullable(method),
                headers,
                queries,
                new Precedence(level, method == null ? 0 : 1, headers.size(), queries.size()));
    }
}
