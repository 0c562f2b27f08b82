package io.kongruent.behaviour;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The JSON of the specs. Whether a text is valid is for the plugin to say; here every known field is read. */
final class SpecJson {
    private static final int VERSION = 1;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper TREES = new ObjectMapper();

    private SpecJson() {}

    static String write(RuleSpec spec) {
        ObjectNode json = NODES.objectNode().put("v", VERSION);
        edits(json, "request_headers", spec.requestHeaders());
        edits(json, "response_headers", spec.responseHeaders());
        spec.redirect().ifPresent(redirect -> json.set("redirect", redirect(redirect)));
        spec.rewrite().ifPresent(rewrite -> json.set("rewrite", rewrite(rewrite)));
        if (!spec.backends().isEmpty()) {
            ArrayNode backends = json.putArray("backends");
            spec.backends().forEach(backend -> backends.add(backend(backend)));
        }
        spec.respond().ifPresent(respond -> json.set("respond", respond(respond)));
        spec.timeouts()
                .backendRequest()
                .ifPresent(limit -> json.putObject("timeouts").put("backend_request_ms", limit.toMillis()));
        return json.toString();
    }

    static String write(GlobalSpec spec) {
        ObjectNode json = NODES.objectNode().put("v", VERSION).put("version", spec.version());
        if (!spec.listeners().isEmpty()) {
            ObjectNode listeners = json.putObject("listeners");
            spec.listeners().forEach((port, listen) -> {
                ObjectNode hosts = listeners
                        .putObject(port.toString())
                        .put("port", listen.port())
                        .putObject("hosts");
                listen.hosts().forEach(hosts::put);
            });
        }
        if (!spec.tls().isEmpty()) {
            ObjectNode tls = json.putObject("tls");
            spec.tls().forEach((port, byHost) -> {
                ObjectNode hosts = tls.putObject(port.toString());
                byHost.forEach((host, ids) -> ids.forEach(hosts.putArray(host)::add));
            });
        }
        if (!spec.upstreams().isEmpty()) {
            ObjectNode upstreams = json.putObject("upstreams");
            spec.upstreams().forEach((upstream, tls) -> {
                ObjectNode place =
                        upstreams.putObject(upstream).put("name", tls.name()).put("key", tls.key());
                if (tls.authorities().isEmpty()) {
                    place.put("system", true);
                } else {
                    tls.authorities().forEach(place.putArray("authorities")::add);
                }
            });
        }
        if (!spec.clientCertificates().isEmpty()) {
            ObjectNode shown = json.putObject("client_certificates");
            spec.clientCertificates().forEach((port, id) -> shown.put(port.toString(), id));
        }
        if (!spec.facts().isEmpty()) {
            ArrayNode facts = json.putArray("facts");
            spec.facts().forEach(fact -> facts.add(fact(fact)));
        }
        if (!spec.names().isEmpty()) {
            spec.names().forEach(json.putArray("names")::add);
        }
        return json.toString();
    }

    private static void edits(ObjectNode json, String key, HeaderEdits edits) {
        if (edits.isEmpty()) {
            return;
        }
        ObjectNode modifier = json.putObject(key);
        fields(modifier, "set", edits.set());
        fields(modifier, "add", edits.add());
        if (!edits.remove().isEmpty()) {
            edits.remove().forEach(modifier.putArray("remove")::add);
        }
    }

    private static void fields(ObjectNode json, String key, List<HeaderField> fields) {
        if (fields.isEmpty()) {
            return;
        }
        ArrayNode array = json.putArray(key);
        fields.forEach(field -> array.addArray().add(field.name()).add(field.value()));
    }

    private static ObjectNode redirect(Redirect redirect) {
        ObjectNode json = NODES.objectNode();
        redirect.scheme().ifPresent(scheme -> json.put("scheme", scheme));
        redirect.hostname().ifPresent(hostname -> json.put("hostname", hostname));
        redirect.port().ifPresent(port -> json.put("port", port));
        redirect.path().ifPresent(path -> json.set("path", path(path)));
        return json.put("status", redirect.status());
    }

    private static ObjectNode rewrite(Rewrite rewrite) {
        ObjectNode json = NODES.objectNode();
        rewrite.hostname().ifPresent(hostname -> json.put("hostname", hostname));
        rewrite.path().ifPresent(path -> json.set("path", path(path)));
        return json;
    }

    private static ObjectNode path(PathEdit edit) {
        return switch (edit) {
            case PathEdit.Full(String path) -> NODES.objectNode().put("full", path);
            case PathEdit.Prefix(String prefix, String replacement) ->
                NODES.objectNode().put("prefix", prefix).put("replace", replacement);
        };
    }

    private static ObjectNode respond(Respond respond) {
        ObjectNode json = NODES.objectNode().put("status", respond.status());
        respond.message().ifPresent(message -> json.put("message", message));
        return json;
    }

    private static ObjectNode backend(WeightedBackend backend) {
        ObjectNode json = NODES.objectNode().put("weight", backend.weight());
        backend.upstream().ifPresent(upstream -> json.put("upstream", upstream));
        edits(json, "request_headers", backend.requestHeaders());
        edits(json, "response_headers", backend.responseHeaders());
        backend.redirect().ifPresent(redirect -> json.set("redirect", redirect(redirect)));
        backend.rewrite().ifPresent(rewrite -> json.set("rewrite", rewrite(rewrite)));
        backend.respond().ifPresent(respond -> json.set("respond", respond(respond)));
        return json;
    }

    private static ObjectNode fact(Fact fact) {
        ObjectNode json = NODES.objectNode().put("id", fact.id());
        switch (fact.subject()) {
            case Fact.Subject.Query(String name) -> json.put("query", name);
            case Fact.Subject.Header(String name) -> json.put("header", name);
        }
        switch (fact.test()) {
            case Fact.Test.Exact(String value) -> json.put("exact", value);
            case Fact.Test.Regex(String pattern) -> json.put("regex", pattern);
        }
        return json;
    }

    static RuleSpec readRule(String text) {
        JsonNode json = parse(text);
        return new RuleSpec(
                readEdits(json.path("request_headers")),
                readEdits(json.path("response_headers")),
                part(json, "redirect", SpecJson::readRedirect),
                part(json, "rewrite", SpecJson::readRewrite),
                list(json.path("backends"), SpecJson::readBackend),
                part(json, "respond", SpecJson::readRespond),
                new Timeouts(part(
                        json.path("timeouts"), "backend_request_ms", limit -> Duration.ofMillis(limit.longValue()))));
    }

    static GlobalSpec readGlobal(String text) {
        JsonNode json = parse(text);
        SortedMap<Integer, GlobalSpec.Listen> listeners = new TreeMap<>();
        json.path("listeners").properties().forEach(entry -> {
            SortedMap<String, String> hosts = new TreeMap<>();
            entry.getValue()
                    .path("hosts")
                    .properties()
                    .forEach(host -> hosts.put(host.getKey(), host.getValue().textValue()));
            listeners.put(
                    Integer.valueOf(entry.getKey()),
                    new GlobalSpec.Listen(entry.getValue().path("port").intValue(), hosts));
        });
        SortedMap<Integer, SortedMap<String, List<String>>> tls = new TreeMap<>();
        json.path("tls").properties().forEach(entry -> {
            SortedMap<String, List<String>> hosts = new TreeMap<>();
            entry.getValue()
                    .properties()
                    .forEach(host -> hosts.put(host.getKey(), list(host.getValue(), JsonNode::textValue)));
            tls.put(Integer.valueOf(entry.getKey()), hosts);
        });
        SortedMap<String, GlobalSpec.UpstreamTls> upstreams = new TreeMap<>();
        json.path("upstreams")
                .properties()
                .forEach(place -> upstreams.put(
                        place.getKey(),
                        new GlobalSpec.UpstreamTls(
                                place.getValue().path("name").asText(),
                                place.getValue().path("key").asText(),
                                list(place.getValue().path("authorities"), JsonNode::textValue))));
        SortedMap<Integer, String> shown = new TreeMap<>();
        json.path("client_certificates")
                .properties()
                .forEach(id ->
                        shown.put(Integer.valueOf(id.getKey()), id.getValue().textValue()));
        return new GlobalSpec(
                json.path("version").asText(),
                listeners,
                tls,
                upstreams,
                shown,
                list(json.path("facts"), SpecJson::readFact),
                list(json.path("names"), JsonNode::textValue));
    }

    private static JsonNode parse(String text) {
        try {
            JsonNode json = TREES.readTree(text);
            if (!json.isObject() || json.path("v").asInt() != VERSION) {
                throw new IllegalArgumentException("not a spec of version " + VERSION);
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    private static <T> Optional<T> part(JsonNode json, String key, Function<JsonNode, T> read) {
        return Optional.ofNullable(json.get(key)).map(read);
    }

    private static <T> List<T> list(JsonNode json, Function<JsonNode, T> read) {
        List<T> result = new ArrayList<>();
        json.forEach(item -> result.add(read.apply(item)));
        return result;
    }

    private static HeaderEdits readEdits(JsonNode json) {
        return new HeaderEdits(
                list(json.path("set"), SpecJson::readField),
                list(json.path("add"), SpecJson::readField),
                list(json.path("remove"), JsonNode::textValue));
    }

    private static HeaderField readField(JsonNode pair) {
        return new HeaderField(pair.path(0).asText(), pair.path(1).asText());
    }

    private static Redirect readRedirect(JsonNode json) {
        return new Redirect(
                part(json, "scheme", JsonNode::textValue),
                part(json, "hostname", JsonNode::textValue),
                json.has("port") ? OptionalInt.of(json.get("port").intValue()) : OptionalInt.empty(),
                part(json, "path", SpecJson::readPath),
                json.path("status").intValue());
    }

    private static Rewrite readRewrite(JsonNode json) {
        return new Rewrite(part(json, "hostname", JsonNode::textValue), part(json, "path", SpecJson::readPath));
    }

    private static PathEdit readPath(JsonNode json) {
        return json.has("full")
                ? new PathEdit.Full(json.get("full").textValue())
                : new PathEdit.Prefix(
                        json.path("prefix").asText(), json.path("replace").asText());
    }

    private static Respond readRespond(JsonNode json) {
        return new Respond(json.path("status").intValue(), part(json, "message", JsonNode::textValue));
    }

    private static WeightedBackend readBackend(JsonNode json) {
        return new WeightedBackend(
                json.path("weight").intValue(),
                part(json, "upstream", JsonNode::textValue),
                readEdits(json.path("request_headers")),
                readEdits(json.path("response_headers")),
                part(json, "redirect", SpecJson::readRedirect),
                part(json, "rewrite", SpecJson::readRewrite),
                part(json, "respond", SpecJson::readRespond));
    }

    private static Fact readFact(JsonNode json) {
        Fact.Subject subject = json.has("query")
                ? new Fact.Subject.Query(json.get("query").textValue())
                : new Fact.Subject.Header(json.path("header").asText());
        Fact.Test test = json.has("exact")
                ? new Fact.Test.Exact(json.get("exact").textValue())
                : new Fact.Test.Regex(json.path("regex").asText());
        return new Fact(json.path("id").asText(), subject, test);
    }
}
