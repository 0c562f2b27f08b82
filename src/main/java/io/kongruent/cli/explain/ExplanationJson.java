package io.kongruent.cli.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.behaviour.HeaderField;
import io.kongruent.cli.explain.Explanation.Behaviour;
import io.kongruent.cli.explain.Explanation.Candidate;
import io.kongruent.cli.explain.Explanation.Entry;
import io.kongruent.cli.explain.Explanation.HeaderChange;
import io.kongruent.cli.explain.Explanation.Sent;
import io.kongruent.cli.explain.Explanation.Share;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Diagnostic.Position;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An explanation for programs; docs/cli.md names its fields. */
public final class ExplanationJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ExplanationJson() {}

    public static ObjectNode of(Explanation explanation) {
        ObjectNode json =
                NODES.objectNode().put("request", explanation.request().line());
        if (explanation.request().tls()) {
            json.put("serverName", explanation.request().serverName());
        }
        json.put(
                "outcome",
                explanation.verdict().outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        explanation.verdict().status().ifPresent(status -> json.put("status", status));
        json.put("text", explanation.verdict().text());
        explanation.entry().ifPresent(entry -> json.set("listener", entry(entry)));
        ArrayNode candidates = json.putArray("candidates");
        explanation.candidates().forEach(c -> candidates.add(candidate(c)));
        behaviours(json, explanation.behaviours());
        ArrayNode backends = json.putArray("backends");
        explanation.shares().forEach(s -> backends.add(share(s)));
        ArrayNode misses = json.putArray("nearest");
        explanation.misses().forEach(m -> misses.add(miss(m)));
        explanation.disagreements().forEach(json.putArray("disagreements")::add);
        return json;
    }

    private static ObjectNode entry(Entry entry) {
        ObjectNode json = NODES.objectNode();
        json.set("gateway", ref(entry.gateway()));
        json.set("declaredBy", ref(entry.source()));
        json.put("name", entry.listener())
                .put("port", entry.port())
                .put("kongPort", entry.listenPort())
                .put("hostname", entry.hostname())
                .put("dataPlane", entry.dataPlane());
        entry.certificate().ifPresent(secret -> json.set("certificate", ref(secret)));
        return json;
    }

    private static ObjectNode ref(Ref ref) {
        ObjectNode json = NODES.objectNode();
        json.put("kind", ref.kind());
        if (!ref.namespace().isEmpty()) {
            json.put("namespace", ref.namespace());
        }
        return json.put("name", ref.name());
    }

    private static void rule(ObjectNode json, Ref route, int rule, Optional<String> name, int match) {
        json.set("route", ref(route));
        json.put("rule", rule);
        name.ifPresent(n -> json.put("ruleName", n));
        json.put("match", match);
    }

    private static ObjectNode candidate(Candidate candidate) {
        ObjectNode json = NODES.objectNode();
        rule(json, candidate.route(), candidate.rule(), candidate.ruleName(), candidate.match());
        json.put("matches", candidate.words());
        declared(json, candidate.field(), candidate.position());
        candidate
                .kong()
                .ifPresent(kong -> json.putObject("kongRoute")
                        .put("name", kong.name())
                        .put("id", kong.id())
                        .put("priority", kong.priority())
                        .put("expression", kong.expression()));
        candidate
                .lost()
                .ifPresent(lost -> json.putObject("lost")
                        .put("on", lost.rung().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .put("text", lost.text()));
        return json;
    }

    private static void declared(ObjectNode json, String field, Optional<Position> position) {
        json.put("field", field);
        position.ifPresent(p -> json.put("position", p.toString()));
    }

    private static void behaviours(ObjectNode json, List<Behaviour> behaviours) {
        ArrayNode array = json.putArray("behaviours");
        for (Behaviour behaviour : behaviours) {
            ObjectNode one = array.addObject().put("type", behaviour.type()).put("text", behaviour.text());
            declared(one, behaviour.field(), behaviour.position());
        }
    }

    private static ObjectNode share(Share share) {
        ObjectNode json = NODES.objectNode().put("percent", share.percent()).put("backend", share.backend());
        share.endpoints().ifPresent(number -> json.put("endpoints", number));
        switch (share.sent()) {
            case Sent.Forwarded forwarded -> {
                ObjectNode sent =
                        json.putObject("gets").put("target", forwarded.target()).put("host", forwarded.host());
                ArrayNode headers = sent.putArray("headers");
                forwarded.headers().forEach(h -> headers.add(change(h)));
            }
            case Sent.Answered answered -> {
                ObjectNode sent = json.putObject("answered").put("status", answered.status());
                ArrayNode headers = sent.putArray("headers");
                for (HeaderField header : answered.headers()) {
                    headers.addObject().put("name", header.name()).put("value", header.value());
                }
                sent.put("why", answered.why());
            }
        }
        behaviours(json, share.behaviours());
        declared(json, share.field(), share.position());
        return json;
    }

    private static ObjectNode change(HeaderChange change) {
        ObjectNode json = NODES.objectNode().put("name", change.name());
        change.before().ifPresent(before -> json.put("before", before));
        change.after().ifPresent(after -> json.put("after", after));
        return json;
    }

    private static ObjectNode miss(Miss miss) {
        ObjectNode json = NODES.objectNode();
        rule(json, miss.route(), miss.rule(), miss.ruleName(), miss.match());
        miss.reasons().forEach(json.putArray("reasons")::add);
        return json;
    }
}
