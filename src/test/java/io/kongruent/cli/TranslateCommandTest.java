package io.kongruent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.kongruent.snapshot.Samples;
import org.junit.jupiter.api.Test;

class TranslateCommandTest {

    private static JsonNode yaml(String text) throws JsonProcessingException {
        return new ObjectMapper(new YAMLFactory()).readTree(text);
    }

    @Test
    void writesAFileForDeck() throws JsonProcessingException {
        CommandLineRun run = CommandLineRun.of("translate", "examples/traffic-split.yaml");
        JsonNode deck = yaml(run.out());

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(deck.path("_format_version").asText()).isEqualTo("3.0");
        assertThat(deck.at("/routes/0/name").asText()).isEqualTo("httproute.default.shop.split.0");
        assertThat(deck.path("upstreams").findValuesAsText("name"))
                .containsExactly("default.shop-canary.80", "default.shop-stable.80");
    }

    @Test
    void keepsPrivateKeysToItself() {
        assertThat(CommandLineRun.of("translate", "examples").out())
                .contains("BEGIN CERTIFICATE")
                .doesNotContain("BEGIN PRIVATE KEY");
        assertThat(CommandLineRun.of("translate", "examples", "-o", "graph").out())
                .doesNotContain("PRIVATE KEY");
        assertThat(CommandLineRun.of("translate", "examples", "-o", "json", "--show-keys")
                        .out())
                .contains("BEGIN PRIVATE KEY");
    }

    @Test
    void writesStatuses() throws JsonProcessingException {
        CommandLineRun run = CommandLineRun.of("translate", "examples/traffic-split.yaml", "-o", "status");
        JsonNode first = yaml(run.out());

        assertThat(first.path("kind").asText()).isEqualTo("GatewayClass");
        assertThat(first.at("/status/conditions/0/type").asText()).isEqualTo("Accepted");
        assertThat(run.out().lines().filter("---"::equals)).hasSize(2);
    }

    @Test
    void showsTables() {
        CommandLineRun run = CommandLineRun.of("translate", "examples", "-o", "table");

        assertThat(run.out())
                .contains("""
                        GATEWAY           PROGRAMMED  LISTENER  PORT       HOSTNAME          STATE  ROUTES
                        default/database  yes         postgres  TCP 5432   *                 ready  1
                        default/resolver  yes         dns       UDP 5353   *                 ready  1
                        default/sealed    yes         tls       TLS 9443   *.example.net     ready  1
                        default/secure    yes         shop      HTTPS 443  shop.example.com  ready  1
                                                      others    HTTPS 443  *.example.com     ready  1
                        default/web       yes         http      HTTP 80    *                 ready  6
                        """)
                .containsPattern("HTTPRoute default/broken +default/web +yes +no \\(BackendNotFound\\) +some refused")
                .contains(
                        "HTTPRoute default/broken at default/web: PartiallyInvalid True, UnsupportedValue: Dropped Rule");
    }

    @Test
    void thePortsOfListenerSetsAreListenedOnToo() {
        CommandLineRun run = CommandLineRun.withInput(Samples.CLASS + """
                        apiVersion: gateway.networking.k8s.io/v1
                        kind: Gateway
                        metadata: {name: web}
                        spec:
                          gatewayClassName: kong
                          allowedListeners: {namespaces: {from: Same}}
                          listeners: [{name: http, protocol: HTTP, port: 80}]
                        ---
                        apiVersion: gateway.networking.k8s.io/v1
                        kind: ListenerSet
                        metadata: {name: more}
                        spec:
                          parentRef: {name: web}
                          listeners: [{name: mqtt, protocol: TCP, port: 1883}, {name: http, protocol: HTTP, port: 8088}]
                        """, "translate", "-", "-o", "table");

        assertThat(run.out())
                .containsPattern("default/more +yes +mqtt +TCP 1883 +\\* +ready")
                .containsPattern("  http +HTTP 8088 +\\* +ready");
    }

    @Test
    void leavesOutWhatCanNotBeRead() {
        CommandLineRun run = CommandLineRun.withInput(
                "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: 1}\n",
                "translate",
                "-");

        assertThat(run.code()).isEqualTo(ExitCodes.FINDINGS);
        assertThat(run.err()).contains("metadata.name: expected a string, found the number 1; put it in quotes");
        assertThat(run.out()).contains("_format_version");
    }

    @Test
    void wantsSomethingToWorkOn() {
        CommandLineRun run = CommandLineRun.withInput("", "translate", "-");

        assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains("no object to work on");
    }
}
