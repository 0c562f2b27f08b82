package io.kongruent.property;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.behaviour.WireText;
import io.kongruent.oracle.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The plugin's shared vectors over real connections (see {@link Gate}): what its modules decide is what happens to requests and answers, in the embedded
 * gateway and in a real Kong. A request says in a header which vector it belongs to.
 */
class VectorsWireTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<Integer> LISTENS = Set.of(8000, 8080, 8443, 9443);
    private static final List<String> UPSTREAMS = List.of("own", "u", "a", "b", "c", "d");
    private static final String CERTIFICATE = "0f000000-0000-0000-0000-000000000001";

    /** What no server takes for a host. */
    private static final Set<String> NO_HOST = Set.of("", "www.example.com..");

    /** Named by a vector, but the client's or the connection's own business on a wire. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "connection", "content-length", "transfer-encoding", "te", "upgrade", "keep-alive");

    private static Gate gate;

    @BeforeAll
    static void open() {
        gate = Gate.open();
    }

    @AfterAll
    static void close() {
        gate.close();
    }

    private interface Check {
        void run(JsonNode vector, Wire.Reply reply);
    }

    private interface Shape {
        void add(JsonNode vector, ObjectNode route, ObjectNode spec);
    }

    private static JsonNode read(String file) {
        try {
            return MAPPER.readTree(VectorsWireTest.class.getResource("/plugin/vectors/" + file + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Configures the vectors of a file, those with the same global spec at once, and sends their requests; gives how many. */
    private static int run(String file, Shape shape, Check check) throws Exception {
        JsonNode vectors = read(file);
        Map<JsonNode, List<JsonNode>> groups = new LinkedHashMap<>();
        vectors.get("cases").forEach(vector -> {
            JsonNode global = Optional.ofNullable(vector.get("global"))
                    .or(() -> Optional.ofNullable(vectors.get("global")))
                    .orElseGet(MAPPER::createObjectNode);
            if (LISTENS.contains(request(vector).path("port").asInt(8000))) {
                groups.computeIfAbsent(global, g -> new ArrayList<>()).add(vector);
            }
        });
        int count = 0;
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<JsonNode, List<JsonNode>> group : groups.entrySet()) {
            configure(group.getKey(), group.getValue(), shape);
            for (int i = 0; i < group.getValue().size(); i++) {
                JsonNode vector = group.getValue().get(i);
                Wire.Reply reply = send(vector, i);
                try {
                    check.run(vector, reply);
                } catch (AssertionError | RuntimeException e) {
                    wrong.add(vector.get("name").textValue() + ": " + e.getMessage() + "\n" + reply);
                }
                count++;
            }
        }
        assertThat(wrong).isEmpty();
        return count;
    }

    private static JsonNode request(JsonNode vector) {
        return vector.has("request") ? vector.get("request") : vector;
    }

    private static void configure(JsonNode global, List<JsonNode> vectors, Shape shape) throws Exception {
        String version = UUID.randomUUID().toString();
        ObjectNode document = MAPPER.createObjectNode().put("_format_version", "3.0");
        ArrayNode upstreams = document.putArray("upstreams");
        for (int i = 0; i < UPSTREAMS.size(); i++) {
            ObjectNode upstream = upstreams.addObject().put("name", UPSTREAMS.get(i));
            upstream.putArray("targets").addObject().put("target", Supplies.address(i) + ":" + Supplies.ENDPOINT_PORT);
        }
        document.putArray("services")
                .addObject()
                .put("name", "own")
                .put("host", "own")
                .put("port", 80);
        ArrayNode routes = document.putArray("routes");
        ArrayNode plugins = document.putArray("plugins");
        for (int i = 0; i < vectors.size(); i++) {
            ObjectNode spec = MAPPER.createObjectNode().put("v", 1);
            ObjectNode route = routes.addObject()
                    .put("name", "v" + i)
                    .put("service", "own")
                    .put("strip_path", false)
                    .put("preserve_host", true)
                    .put("expression", "http.headers.x_vector == \"" + i + "\"");
            shape.add(vectors.get(i), route, spec);
            plugin(plugins, spec).put("route", "v" + i);
        }
        ObjectNode whole = global.deepCopy();
        whole.put("v", 1).put("version", version);
        ObjectNode tls = whole.putObject("tls");
        for (int listen : new int[] {8443, 9443}) {
            tls.putObject(String.valueOf(listen)).putArray("").add(CERTIFICATE);
        }
        plugin(plugins, whole);
        document.putArray("certificates")
                .addObject()
                .put("id", CERTIFICATE)
                .put("cert", Files.readString(Path.of("src/test/resources/tls/ec.crt")))
                .put("key", Files.readString(Path.of("src/test/resources/tls/ec.key")));
        gate.configure(document.toString().getBytes(StandardCharsets.UTF_8), version);
    }

    private static ObjectNode plugin(ArrayNode plugins, JsonNode spec) {
        ObjectNode plugin = plugins.addObject().put("name", "gateway-api");
        plugin.putObject("config").put("spec", spec.toString());
        return plugin;
    }

    private static Wire.Reply send(JsonNode vector, int number) throws IOException {
        JsonNode request = request(vector);
        List<Request.Field> headers = new ArrayList<>(List.of(new Request.Field("x-vector", String.valueOf(number))));
        request.path("headers").forEach(header -> {
            if (!OF_THE_CONNECTION.contains(header.get(0).textValue().toLowerCase(Locale.ROOT))) {
                headers.add(new Request.Field(
                        header.get(0).textValue(), header.get(1).textValue()));
            }
        });
        vector.path("response").forEach(header -> {
            if (!OF_THE_CONNECTION.contains(header.get(0).textValue().toLowerCase(Locale.ROOT))) {
                headers.add(new Request.Field(
                        "x-answer",
                        header.get(0).textValue() + ": " + header.get(1).textValue()));
            }
        });
        int listen = request.path("port").asInt(8000);
        Request sent = new Request(
                listen,
                "GET",
                request.path("host").asText("h.test"),
                request.path("sent").asText(path(vector)).replace(" ", "%20"),
                Optional.ofNullable(request.get("query")).map(JsonNode::textValue),
                headers);
        return listen == 8443 || listen == 9443
                ? Wire.send(gate.port(listen), Optional.of("h.test"), sent)
                : Wire.send(gate.port(listen), sent);
    }

    private static String path(JsonNode vector) {
        return request(vector).path("path").asText("/p");
    }

    /** What a backend saw: the request line, then the headers. */
    private record Seen(String upstream, String target, List<Map.Entry<String, String>> headers) {

        static Seen of(Wire.Reply reply) {
            assertThat(reply.status()).isEqualTo(200);
            String[] lines = reply.body().split("\n");
            List<Map.Entry<String, String>> headers = new ArrayList<>();
            for (int i = 2; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                headers.add(Map.entry(
                        lines[i].substring(0, colon),
                        lines[i].substring(colon + 1).strip()));
            }
            int number = Integer.parseInt(lines[0].substring(lines[0].lastIndexOf('.') + 1));
            return new Seen(UPSTREAMS.get(number), lines[1].split(" ")[1], headers);
        }
    }

    private static String wire(String text) {
        return new String(WireText.bytes(text), StandardCharsets.ISO_8859_1);
    }

    /** Of every header named by one of the lists or the spec: the same values in the same order. */
    private static void compare(
            JsonNode expected, JsonNode before, JsonNode spec, List<Map.Entry<String, String>> got) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        expected.forEach(header -> names.add(header.get(0).textValue()));
        before.forEach(header -> names.add(header.get(0).textValue()));
        for (JsonNode edits : spec.findValues("remove")) {
            edits.forEach(name -> names.add(name.textValue()));
        }
        names.removeIf(name -> OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT)));
        for (String name : names) {
            List<String> wanted = new ArrayList<>();
            expected.forEach(header -> {
                if (header.get(0).textValue().equalsIgnoreCase(name)) {
                    wanted.add(wire(header.get(1).textValue()));
                }
            });
            assertThat(Wire.values(got, name)).as(name).isEqualTo(wanted);
        }
    }

    @Test
    void whatIsTrueBeforeRouting() throws Exception {
        int count = run(
                "facts",
                (vector, route, spec) -> {
                    List<String> terms =
                            new ArrayList<>(List.of(route.get("expression").textValue()));
                    terms.add(is("gwlistener", vector.get("listener")));
                    terms.add(is("gwfacts", vector.get("facts")));
                    route.put("expression", String.join(" && ", terms));
                },
                (vector, reply) -> {
                    boolean refusedBefore =
                            NO_HOST.contains(request(vector).path("host").asText("h.test"));
                    assertThat(reply.status()).isEqualTo(refusedBefore ? 400 : 200);
                });
        assertThat(count).isGreaterThan(30);
    }

    private static String is(String header, JsonNode value) {
        String field = "http.headers." + header;
        return value == null ? "!(" + field + " ~ \".*\")" : field + " == \"" + value.textValue() + "\"";
    }

    @Test
    void paths() throws Exception {
        int count = run(
                "paths",
                (vector, route, spec) -> {
                    ObjectNode path = spec.putObject("rewrite").putObject("path");
                    for (String key : List.of("full", "prefix", "replace")) {
                        if (vector.has(key)) {
                            path.set(key, vector.get(key));
                        }
                    }
                },
                (vector, reply) -> {
                    String query =
                            vector.has("query") ? "?" + vector.get("query").textValue() : "";
                    assertThat(Seen.of(reply).target())
                            .isEqualTo(vector.get("gives").textValue() + query);
                });
        assertThat(count).isGreaterThan(30);
    }

    @Test
    void redirects() throws Exception {
        int count = run(
                "redirects", (vector, route, spec) -> spec.set("redirect", vector.get("redirect")), (vector, reply) -> {
                    assertThat(reply.status())
                            .isEqualTo(vector.at("/redirect/status").intValue());
                    assertThat(reply.values("location"))
                            .containsExactly(vector.get("location").textValue());
                });
        assertThat(count).isGreaterThan(25);
    }

    @Test
    void rules() throws Exception {
        int count =
                run("rules", (vector, route, spec) -> spec.setAll((ObjectNode) vector.get("spec")), (vector, reply) -> {
                    JsonNode none = MAPPER.createArrayNode();
                    if (vector.has("respond")) {
                        JsonNode expected = vector.get("respond");
                        assertThat(reply.status())
                                .isEqualTo(expected.get("status").intValue());
                        compare(expected.path("headers"), none, none, reply.headers());
                        if (expected.has("body")) {
                            assertThat(reply.body())
                                    .isEqualTo(wire(expected.get("body").textValue()));
                        }
                    } else if (vector.has("forward")) {
                        JsonNode expected = vector.get("forward");
                        Seen seen = Seen.of(reply);
                        assertThat(seen.upstream())
                                .isEqualTo(expected.path("upstream").asText("own"));
                        String query = request(vector).has("query")
                                ? "?" + request(vector).get("query").textValue()
                                : "";
                        assertThat(seen.target())
                                .isEqualTo(expected.path("path").asText(path(vector)) + query);
                        assertThat(Wire.values(seen.headers(), "host"))
                                .containsExactly(expected.path("host")
                                        .asText(request(vector).path("host").asText("h.test")));
                        compare(
                                expected.path("headers"),
                                request(vector).path("headers"),
                                vector.get("spec"),
                                seen.headers());
                    } else if (vector.has("response")) {
                        compare(vector.get("edited"), vector.get("response"), vector.get("spec"), reply.headers());
                    } else {
                        assertThat(reply.status()).isIn(200, 500);
                    }
                });
        assertThat(count).isGreaterThan(40);
    }
}
