package io.kongruent.cli.show;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.graph.BackendNode;
import io.kongruent.graph.Finding;
import io.kongruent.graph.GatewayNode;
import io.kongruent.graph.Graph;
import io.kongruent.graph.ListenerNode;
import io.kongruent.graph.Match;
import io.kongruent.graph.ParentNode;
import io.kongruent.graph.RouteNode;
import io.kongruent.graph.Rule;
import io.kongruent.graph.RuleNode;
import io.kongruent.graph.UpstreamNode;
import io.kongruent.graph.ValueMatch;
import io.kongruent.model.Condition;
import java.util.List;
import java.util.Locale;

/** The graph with every decision and its reason, private keys left out. For looking at; its form may change. */
public final class GraphTree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private GraphTree() {}

    public static ObjectNode of(Graph graph) {
        ObjectNode json = NODES.objectNode();
        ArrayNode classes = json.putArray("classes");
        graph.classes().forEach(c -> {
            ObjectNode node = classes.addObject().put("name", c.meta().ref().name());
            conditions(node, c.conditions());
        });
        ArrayNode gateways = json.putArray("gateways");
        graph.gateways().forEach(g -> gateways.add(gateway(g)));
        ArrayNode routes = json.putArray("routes");
        graph.routes().forEach(r -> routes.add(route(r)));
        ArrayNode upstreams = json.putArray("upstreams");
        graph.upstreams().values().forEach(u -> upstreams.add(upstream(u)));
        return json;
    }

    private static ObjectNode gateway(GatewayNode gateway) {
        ObjectNode json = NODES.objectNode()
                .put("gateway", gateway.meta().ref().path())
                .put("class", gateway.className())
                .put("dataPlane", gateway.dataPlane());
        conditions(json, gateway.conditions());
        ArrayNode listeners = json.putArray("listeners");
        for (ListenerNode listener : gateway.listeners()) {
            ObjectNode node = listeners
                    .addObject()
                    .put("name", listener.key().name())
                    .put("declaredBy", listener.key().source().toString())
                    .put("protocol", listener.protocol())
                    .put("port", listener.port());
            listener.listenPort().ifPresent(p -> node.put("kongPort", p));
            node.put("hostname", listener.hostname().value())
                    .put("serves", listener.serves())
                    .put("attachedRoutes", listener.attachedRoutes());
            if (!listener.certificates().isEmpty()) {
                ArrayNode certificates = node.putArray("certificates");
                listener.certificates().forEach(c -> certificates.add(c.secret().path()));
            }
            conditions(node, listener.conditions());
        }
        if (!gateway.listenerSets().isEmpty()) {
            ArrayNode sets = json.putArray("listenerSets");
            gateway.listenerSets()
                    .forEach(set -> conditions(
                            sets.addObject().put("listenerSet", set.meta().ref().path()), List.of(set.accepted())));
        }
        return json;
    }

    private static ObjectNode route(RouteNode route) {
        ObjectNode json =
                NODES.objectNode().put("route", route.route().meta().ref().toString());
        ArrayNode parents = json.putArray("parents");
        for (ParentNode parent : route.parents()) {
            ObjectNode node =
                    parents.addObject().put("gateway", parent.gateway().path()).put("dataPlane", parent.dataPlane());
            ArrayNode attachments = node.putArray("listeners");
            parent.attachments().forEach(a -> {
                ObjectNode attachment = attachments
                        .addObject()
                        .put("listener", a.listener().name())
                        .put("kongPort", a.listenPort());
                ArrayNode hostnames = attachment.putArray("hostnames");
                a.hostnames().forEach(h -> hostnames.add(h.effective().toString()));
            });
            conditions(node, parent.conditions());
        }
        ArrayNode rules = json.putArray("rules");
        route.rules().forEach(r -> rules.add(rule(r)));
        return json;
    }

    private static ObjectNode rule(RuleNode rule) {
        ObjectNode json = NODES.objectNode().put("index", rule.rule().index());
        rule.rule().name().ifPresent(n -> json.put("name", n));
        if (rule.rule() instanceof Rule.L7 l7) {
            ArrayNode matches = json.putArray("matches");
            l7.matches().forEach(m -> matches.add(match(m)));
            ArrayNode filters = json.putArray("filters");
            l7.filters().forEach(f -> filters.add(f.toString()));
            l7.backendRequestTimeout().ifPresent(t -> json.put("backendRequestTimeout", t.toString()));
        }
        ArrayNode backends = json.putArray("backends");
        rule.backends().forEach(b -> backends.add(backend(b)));
        findings(json, "findings", rule.findings());
        rule.findingsByDataPlane().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(e -> findings(json, "findings on " + e.getKey(), e.getValue()));
        return json;
    }

    private static ObjectNode match(Match match) {
        ObjectNode json = NODES.objectNode()
                .put(
                        "path",
                        match.path().getClass().getSimpleName() + " "
                                + match.path().value());
        match.method().ifPresent(m -> json.put("method", m));
        values(json, "headers", match.headers());
        values(json, "queryParams", match.queryParams());
        return json;
    }

    private static void values(ObjectNode json, String field, List<ValueMatch> values) {
        if (!values.isEmpty()) {
            ArrayNode array = json.putArray(field);
            values.forEach(v -> array.add(v.name() + (v instanceof ValueMatch.Exact ? " = " : " ~ ") + v.value()));
        }
    }

    private static ObjectNode backend(BackendNode backend) {
        ObjectNode json = NODES.objectNode()
                .put("target", backend.ref().target().toString())
                .put("weight", backend.ref().weight());
        backend.ref().port().ifPresent(p -> json.put("port", p));
        backend.upstream().ifPresent(u -> json.put("upstream", u.toString()));
        if (!backend.ref().filters().isEmpty()) {
            ArrayNode filters = json.putArray("filters");
            backend.ref().filters().forEach(f -> filters.add(f.toString()));
        }
        return json;
    }

    private static ObjectNode upstream(UpstreamNode upstream) {
        ObjectNode json = NODES.objectNode()
                .put("upstream", upstream.key().toString())
                .put("protocol", upstream.protocol().name().toLowerCase(Locale.ROOT));
        ArrayNode endpoints = json.putArray("endpoints");
        upstream.endpoints().forEach(e -> endpoints.add(e.address() + " port " + e.port()));
        return json;
    }

    private static void findings(ObjectNode json, String field, List<Finding> findings) {
        if (!findings.isEmpty()) {
            ArrayNode array = json.putArray(field);
            findings.forEach(f -> array.addObject()
                    .put("effect", f.effect().name())
                    .put("condition", f.condition().name())
                    .put("reason", f.reason().name())
                    .put("field", f.field())
                    .put("message", f.message()));
        }
    }

    private static void conditions(ObjectNode json, List<Condition> conditions) {
        ArrayNode array = json.putArray("conditions");
        conditions.forEach(c -> array.addObject()
                .put("type", c.type().name())
                .put("status", c.status().toString())
                .put("reason", c.reason().name())
                .put("message", c.message()));
    }
}
