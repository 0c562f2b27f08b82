package io.kongruent.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every refusal that was recorded from a real Kong's Admin API, asked of the embedded one: status and body. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminRecordingsTest {
    private static final int COMMITTED_CASES = 93;
    private static final int COMMITTED_EXCHANGES = 36;

    private final AtomicInteger cases = new AtomicInteger();
    private final AtomicInteger exchanges = new AtomicInteger();
    private final HttpClient http = HttpClient.newHttpClient();
    private EmbeddedGateway gateway;

    @BeforeAll
    void start() {
        gateway = EmbeddedGateway.start(EmbeddedSettings.defaults().withClock(Recordings.THAT_DAY));
    }

    @AfterAll
    void allRan() {
        gateway.close();
        assertThat(cases).as("cases of admin-errors").hasValue(COMMITTED_CASES);
        assertThat(exchanges).as("exchanges of recording 07").hasValue(COMMITTED_EXCHANGES);
    }

    @TestFactory
    Stream<DynamicTest> refusals() {
        JsonNode all = Recordings.read("admin-errors/expressions.json");
        assertThat(all).hasSize(COMMITTED_CASES);
        return StreamSupport.stream(all.spliterator(), false)
                .map(one -> DynamicTest.dynamicTest(one.path("name").asText(), () -> {
                    cases.incrementAndGet();
                    run(one);
                }));
    }

    private void run(JsonNode one) throws Exception {
        switch (one.path("name").asText()) {
            case "get-config" -> {
                // Kong writes YAML, the embedded gateway JSON, which is YAML too: compared as documents
                HttpResponse<String> got = get("/config");
                assertThat(got.statusCode()).isEqualTo(200);
                ObjectNode document = (ObjectNode) Recordings.MAPPER.readTree(
                        Recordings.MAPPER.readTree(got.body()).path("config").asText());
                assertThat(document.path("_format_version").asText()).isEqualTo("3.0");
                assertThat(document.path("_transform").asBoolean(true)).isFalse();
            }
            case "post-services" -> {
                HttpResponse<String> got = post("/services", "{\"name\":\"x\"}", "application/json");
                assertThat(got.statusCode()).isEqualTo(one.path("status").asInt());
                assertThat(Recordings.body(got.body()))
                        .isEqualTo(Recordings.body(one.path("body").asText()));
            }
            case "delete-config" -> {
                HttpResponse<String> got = http.send(
                        HttpRequest.newBuilder(uri("/config")).DELETE().build(), HttpResponse.BodyHandlers.ofString());
                assertThat(got.statusCode()).isEqualTo(one.path("status").asInt());
                assertThat(Recordings.body(got.body()))
                        .isEqualTo(Recordings.body(one.path("body").asText()));
            }
            case "valid-response", "check_hash same" -> {
                JsonNode service = one.path("body").path("services").iterator().next();
                ObjectNode document = Recordings.MAPPER.createObjectNode().put("_format_version", "3.0");
                document.putArray("services")
                        .addObject()
                        .put("id", service.path("id").asText())
                        .put("name", "s")
                        .put("host", "h");
                check(post("/config?check_hash=1", document.toString(), "application/json"), one, "status", "body");
            }
            default -> {
                check(send("/config", one), one, "status", "body");
                if (one.has("flatten_status")) {
                    check(send("/config?flatten_errors=1", one), one, "flatten_status", "flatten_body");
                }
            }
        }
    }

    private HttpResponse<String> send(String path, JsonNode one) throws Exception {
        JsonNode request = one.path("request");
        if (one.path("name").asText().equals("nested-snis-spurious")) {
            // about nested server names; its plugin is one that the embedded gateway can't run and so refuses
            ((ObjectNode) request.path("plugins").path(0)).put("name", "request-termination");
        }
        String type = switch (one.path("name").asText()) {
            case "yaml-text" -> "text/yaml";
            case "form-no-config" -> "application/x-www-form-urlencoded";
            default -> "application/json";
        };
        return post(path, request.isTextual() ? request.asText() : request.toString(), type);
    }

    private static void check(HttpResponse<String> got, JsonNode one, String status, String body) {
        JsonNode wanted = one.path(body);
        assertThat(got.statusCode()).as(got.body()).isEqualTo(one.path(status).asInt());
        boolean echoLeftOut = wanted.isTextual() && wanted.asText().equals("(config echo)");
        if (echoLeftOut) {
            assertThat(Recordings.body(got.body()).isObject()).isTrue();
        } else {
            assertThat(Recordings.stable(Recordings.body(got.body()))).isEqualTo(Recordings.stable(wanted));
        }
    }

    @TestFactory
    Stream<DynamicTest> configRefusals() {
        JsonNode all = Recordings.read("recordings/07-config-refusals.json").path("exchanges");
        assertThat(all).hasSize(COMMITTED_EXCHANGES);
        return StreamSupport.stream(all.spliterator(), false)
                .map(one -> DynamicTest.dynamicTest(one.path("case").asText(), () -> {
                    exchanges.incrementAndGet();
                    JsonNode request = one.path("request");
                    JsonNode body = request.path("body");
                    HttpResponse<String> got = post(
                            request.path("path").asText(),
                            body.isTextual() ? body.asText() : body.toString(),
                            request.at("/headers/0/1").asText());
                    JsonNode wanted = one.path("response");
                    assertThat(got.statusCode())
                            .as(got.body())
                            .isEqualTo(wanted.path("status").asInt());
                    if (wanted.path("body").equals(TextNode.valueOf("<entities>"))) {
                        assertThat(Recordings.body(got.body()).path("routes")).hasSize(1);
                    } else {
                        assertThat(Recordings.body(got.body())).isEqualTo(wanted.path("body"));
                    }
                }));
    }

    private URI uri(String path) {
        return gateway.adminUrl().resolve(path);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body, String type) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(path))
                        .header("content-type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
