package io.kongruent.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The Admin API beside the recorded refusals, and what a script makes of it. */
class AdminServerTest {
    private static final String GLOBAL = "{\"v\":1,\"version\":\"%s\",\"listeners\":{}}";

    @Test
    void itSaysWhatItIs() throws Exception {
        try (Trial trial = new Trial(EmbeddedSettings.defaults().withListens(ProxyListen.http(0)))) {
            HttpResponse<String> root = trial.admin("/");
            assertThat(root.headers().firstValue("x-kongruent-embedded")).contains("true");
            JsonNode body = Recordings.MAPPER.readTree(root.body());
            assertThat(body.path("tagline").asText()).contains("Kongruent's embedded gateway");
            assertThat(body.path("version").asText()).startsWith("3.9.");
            assertThat(body.at("/configuration/router_flavor").asText()).isEqualTo("expressions");
            assertThat(body.at("/configuration/proxy_listeners/0/port").asInt())
                    .isEqualTo(trial.gateway.listens().getFirst().bind());
            assertThat(body.at("/plugins/available_on_server/gateway-api/priority")
                            .asInt())
                    .isEqualTo(1000001);
            assertThat(trial.adminJson("/schemas/routes").path("fields")).isNotEmpty();
            assertThat(trial.adminJson("/schemas/plugins/gateway-api").path("fields"))
                    .isNotEmpty();
            assertThat(trial.admin("/schemas/nothing").statusCode()).isEqualTo(404);
            assertThat(trial.admin("/nothing").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void itIsReadyOnceSomethingIsConfigured() throws Exception {
        try (Trial trial = new Trial(EmbeddedSettings.defaults())) {
            assertThat(trial.adminJson("/status").path("configuration_hash").asText())
                    .isEqualTo("0".repeat(32));
            assertThat(trial.admin("/status/ready").statusCode()).isEqualTo(503);
            trial.push();
            assertThat(trial.admin("/status/ready").statusCode()).isEqualTo(503);

            trial.service("s", 1).push();
            String first = trial.adminJson("/status").path("configuration_hash").asText();
            assertThat(first).matches("[0-9a-f]{32}").isNotEqualTo("0".repeat(32));
            assertThat(trial.admin("/status/ready").statusCode()).isEqualTo(200);

            trial.service("t", 1).push();
            assertThat(trial.adminJson("/status").path("configuration_hash").asText())
                    .isNotEqualTo(first);
        }
    }

    @Test
    void anUnchangedDocumentInAStringIsNotLoadedAgain() throws Exception {
        try (Trial trial = new Trial(EmbeddedSettings.defaults())) {
            String wrapped = Recordings.MAPPER
                    .createObjectNode()
                    .put("config", trial.service("s", 1).document())
                    .toString();
            assertThat(trial.post("/config?check_hash=1", wrapped).statusCode()).isEqualTo(201);
            assertThat(trial.post("/config?check_hash=1", wrapped).statusCode()).isEqualTo(304);
            assertThat(trial.post("/config", wrapped).statusCode()).isEqualTo(201);
            assertThat(trial.post("/config?check_hash=1", trial.document()).statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void aBodyOverTheLimitIsRefusedInHtml() throws Exception {
        try (Trial trial = new Trial(EmbeddedSettings.defaults().withBodyLimit(1000))) {
            HttpResponse<String> answer =
                    trial.post("/config", "{\"_format_version\":\"3.0\",\"x\":\"" + "x".repeat(2000) + "\"}");
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.headers().firstValue("content-type")).contains("text/html");
            assertThat(answer.body()).contains("413 Request Entity Too Large");
        }
    }

    @Test
    void whatItCannotDoIsRefusedWithItsPlace() throws Exception {
        try (Trial trial = new Trial(EmbeddedSettings.defaults())) {
            trial.service("s", 1)
                    .route("r", "http.path ^= \"/\"", "s")
                    .with("plugins", "{\"name\":\"cors\",\"route\":\"r\",\"tags\":[\"mine\"]}")
                    .with("upstreams", "{\"name\":\"u\",\"algorithm\":\"least-connections\"}");
            JsonNode nested = Recordings.MAPPER.readTree(
                    trial.post("/config", trial.document()).body());
            assertThat(nested.at("/fields/plugins/0/@entity/0").asText())
                    .isEqualTo("the embedded gateway can't run the plugin 'cors'");
            JsonNode flat = Recordings.MAPPER.readTree(
                    trial.post("/config?flatten_errors=1", trial.document()).body());
            assertThat(flat.path("flattened_errors"))
                    .extracting(error -> error.path("entity_name").asText())
                    .containsExactly("u", "cors");
            assertThat(flat.at("/flattened_errors/1/entity_tags/0").asText()).isEqualTo("mine");
        }
    }

    @Test
    void aScriptedWorkerMissesAPushUntilTheNext() throws Exception {
        Script script = new Script();
        try (Trial trial = new Trial(EmbeddedSettings.defaults().withWorkers(2).withScript(script))) {
            trial.spec("", GLOBAL.formatted("v1")).push();
            assertThat(applied(trial)).containsExactly("v1", "v1");

            script.missNext(1);
            trial.clear().spec("", GLOBAL.formatted("v2")).push();
            assertThat(applied(trial)).containsExactly("v2", "v1");

            trial.push();
            assertThat(applied(trial)).containsExactly("v2", "v2");
        }
    }

    @Test
    void aConfigurationIsLiveAfterTheScriptsTime() throws Exception {
        Script script = new Script().applyTime(Duration.ofHours(1));
        try (Trial trial = new Trial(EmbeddedSettings.defaults()
                .withScript(script)
                .withListens(ProxyListen.http(8000).onAnyPort()))) {
            trial.route("r", "http.path ^= \"/\"", "")
                    .spec("", GLOBAL.formatted("v1"))
                    .push();
            assertThat(applied(trial)).containsExactly("null");
            assertThat(trial.get(8000, "h", "/").status()).isEqualTo(404);
            assertThat(trial.adminJson("/status").path("configuration_hash").asText())
                    .isNotEqualTo("0".repeat(32));

            script.applyTime(Duration.ZERO);
            trial.push();
            assertThat(applied(trial)).containsExactly("v1");
            assertThat(trial.get(8000, "h", "/").status()).isEqualTo(503);
        }
    }

    @Test
    void scriptedRefusalsLeaveTheConfigurationAlone() throws Exception {
        Script script = new Script();
        try (Trial trial = new Trial(EmbeddedSettings.defaults().withScript(script))) {
            trial.service("s", 1);
            script.refuseNext(2, 429);
            HttpResponse<String> first = trial.post("/config", trial.document());
            assertThat(first.statusCode()).isEqualTo(429);
            assertThat(first.headers().firstValue("retry-after")).isPresent();
            assertThat(trial.post("/config", trial.document()).statusCode()).isEqualTo(429);
            assertThat(trial.adminJson("/status").path("configuration_hash").asText())
                    .isEqualTo("0".repeat(32));
            script.answerAfter(Duration.ofMillis(1));
            assertThat(trial.post("/config", trial.document()).statusCode()).isEqualTo(201);
        }
    }

    private static List<String> applied(Trial trial) throws Exception {
        return trial.adminJson("/gateway-api/status")
                .at("/workers/applied")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }
}
