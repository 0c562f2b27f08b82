package io.kongruent.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The shared vectors, under each interpreter: what the plugin's modules decide, written down by hand. */
class VectorsTest {
    private static final int FEWEST = 200;

    private static final PluginRuntime LUAJIT = new LuaPluginRuntime(new LuaJitEngine());
    private static final PluginRuntime LUAJ = new LuaPluginRuntime(new LuaJEngine());

    @AfterAll
    static void close() {
        LUAJIT.close();
        LUAJ.close();
    }

    private interface Check {
        void run(PluginRuntime runtime, JsonNode vector);
    }

    private static JsonNode read(String file) {
        try {
            return new ObjectMapper().readTree(VectorsTest.class.getResource("/plugin/vectors/" + file + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<DynamicTest> vectors(String file, Check check) {
        JsonNode vectors = read(file);
        Optional<String> shared = Optional.ofNullable(vectors.get("global")).map(JsonNode::toString);
        return Stream.of(LUAJIT, LUAJ)
                .flatMap(runtime -> StreamSupport.stream(vectors.get("cases").spliterator(), false)
                        .map(vector -> dynamicTest(
                                (runtime == LUAJIT ? "LuaJIT: " : "LuaJ: ")
                                        + vector.get("name").textValue(),
                                () -> {
                                    runtime.configure(Optional.ofNullable(vector.get("global"))
                                            .map(JsonNode::toString)
                                            .or(() -> shared));
                                    check.run(runtime, vector);
                                })));
    }

    private static List<HeaderField> headers(JsonNode pairs) {
        List<HeaderField> headers = new ArrayList<>();
        pairs.forEach(pair ->
                headers.add(new HeaderField(pair.get(0).textValue(), pair.get(1).textValue())));
        return headers;
    }

    private static Optional<String> text(JsonNode json, String key) {
        return Optional.ofNullable(json.get(key)).map(JsonNode::textValue);
    }

    private static RequestView request(JsonNode json) {
        return new RequestView(
                text(json, "scheme").orElse("http"),
                "GET",
                text(json, "host").orElse("h.test"),
                json.path("port").asInt(8000),
                text(json, "path").orElse("/p"),
                text(json, "sent"),
                text(json, "query"),
                headers(json.path("headers")));
    }

    private static String rule(JsonNode spec) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("v", 1);
        spec.properties().forEach(entry -> json.set(entry.getKey(), entry.getValue()));
        return json.toString();
    }

    private static OptionalInt number(JsonNode json, String key) {
        return json.has(key) ? OptionalInt.of(json.get(key).intValue()) : OptionalInt.empty();
    }

    @TestFactory
    Stream<DynamicTest> facts() {
        return vectors("facts", (runtime, vector) -> {
            RequestView request = request(vector.get("request"));
            List<HeaderField> expected = new ArrayList<>();
            text(vector, "listener").ifPresent(name -> expected.add(new HeaderField("gwlistener", name)));
            text(vector, "facts").ifPresent(ids -> expected.add(new HeaderField("gwfacts", ids)));
            assertThat(runtime.facts(request)).isEqualTo(expected);
            List<String> concealed = new ArrayList<>();
            vector.path("concealed").forEach(name -> concealed.add(name.textValue()));
            assertThat(runtime.concealed(
                            request.headers().stream().map(HeaderField::name).toList()))
                    .isEqualTo(concealed);
        });
    }

    @TestFactory
    Stream<DynamicTest> certificates() {
        return vectors("certificates", (runtime, vector) -> {
            Optional<List<String>> expected = Optional.ofNullable(vector.get("certificates"))
                    .map(ids -> {
                        List<String> list = new ArrayList<>();
                        ids.forEach(id -> list.add(id.textValue()));
                        return list;
                    });
            assertThat(runtime.certificateIds(vector.get("port").intValue(), text(vector, "sni")))
                    .isEqualTo(expected);
        });
    }

    @TestFactory
    Stream<DynamicTest> misdirected() {
        return vectors("misdirected", (runtime, vector) -> {
            Optional<Decision.Respond> answer = runtime.misdirected(
                    vector.get("port").intValue(),
                    text(vector, "sni"),
                    vector.get("host").textValue());
            assertThat(answer.map(Decision.Respond::status))
                    .isEqualTo(vector.path("misdirected").asBoolean() ? Optional.of(421) : Optional.empty());
        });
    }

    @TestFactory
    Stream<DynamicTest> paths() {
        return vectors("paths", (runtime, vector) -> {
            ObjectNode path = JsonNodeFactory.instance.objectNode();
            Stream.of("full", "prefix", "replace").filter(vector::has).forEach(key -> path.set(key, vector.get(key)));
            ObjectNode spec = JsonNodeFactory.instance.objectNode();
            spec.putObject("rewrite").set("path", path);
            String gives = vector.get("gives").textValue();
            assertThat(runtime.decide(rule(spec), request(vector)))
                    .isInstanceOfSatisfying(
                            Decision.Forward.class,
                            forward -> assertThat(forward.path()).isEqualTo(gives));
        });
    }

    @TestFactory
    Stream<DynamicTest> redirects() {
        return vectors("redirects", (runtime, vector) -> {
            JsonNode redirect = vector.get("redirect");
            ObjectNode spec = JsonNodeFactory.instance.objectNode();
            spec.set("redirect", redirect);
            assertThat(runtime.decide(rule(spec), request(vector.get("request"))))
                    .isEqualTo(new Decision.Respond(
                            redirect.get("status").intValue(),
                            List.of(new HeaderField(
                                    "Location", vector.get("location").textValue())),
                            Optional.empty(),
                            OptionalInt.empty()));
        });
    }

    @TestFactory
    Stream<DynamicTest> rules() {
        return vectors("rules", (runtime, vector) -> {
            String spec = rule(vector.get("spec"));
            RequestView request = request(vector.get("request"));
            if (vector.has("draws")) {
                vector.get("draws")
                        .forEach(index -> assertThat(
                                        runtime.decide(spec, request).backend())
                                .hasValue(index.intValue()));
                return;
            }
            Decision decision = runtime.decide(spec, request);
            if (vector.has("respond")) {
                JsonNode expected = vector.get("respond");
                assertThat(decision)
                        .isEqualTo(new Decision.Respond(
                                expected.get("status").intValue(),
                                headers(expected.path("headers")),
                                text(expected, "body"),
                                number(expected, "backend")));
            } else if (vector.has("forward")) {
                JsonNode expected = vector.get("forward");
                OptionalInt limit = number(expected, "ms");
                assertThat(decision)
                        .isEqualTo(new Decision.Forward(
                                text(expected, "upstream"),
                                headers(expected.path("headers")),
                                text(expected, "path").orElse(request.path()),
                                text(expected, "host"),
                                limit.isPresent() ? Optional.of(Duration.ofMillis(limit.getAsInt())) : Optional.empty(),
                                number(expected, "backend")));
            } else {
                assertThat(runtime.responseHeaders(spec, decision, headers(vector.get("response"))))
                        .isEqualTo(headers(vector.get("edited")));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> refusals() {
        return vectors(
                "refusals",
                (runtime, vector) -> assertThat(
                                runtime.validate(vector.get("text").textValue()))
                        .isEqualTo(text(vector, "says")));
    }

    @Test
    void every_vector_is_of_a_kind_and_there_are_enough() {
        int count = Stream.of("facts", "certificates", "paths", "redirects", "rules", "refusals")
                .mapToInt(file -> read(file).get("cases").size())
                .sum();
        assertThat(count).isGreaterThanOrEqualTo(FEWEST);
    }
}
