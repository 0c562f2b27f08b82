package io.kongruent.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The plugin's decisions acted on: what the client gets and what the backend sees. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PluginActingTest {
    private static final String GLOBAL = """
            {"v":1,"version":"one","listeners":{"8000":{"port":80,"hosts":{"*.example.com":"8000/*.example.com"}}}}""";

    private static final String ON_LISTENER = "http.headers.gwlistener == \"8000/*.example.com\"";

    private final List<RequestRecord> log = Collections.synchronizedList(new ArrayList<>());
    private EchoBackend one;
    private EchoBackend two;
    private Trial trial;

    @BeforeAll
    void start() {
        one = EchoBackend.start("one");
        two = EchoBackend.start("two");
        trial = new Trial(EmbeddedSettings.defaults()
                .withClock(Recordings.THAT_DAY)
                .withListener(log::add)
                .withListens(
                        ProxyListen.http(8000).onAnyPort(),
                        ProxyListen.http(8001).onAnyPort(),
                        ProxyListen.https(8443).onAnyPort()));
    }

    @AfterAll
    void stop() {
        trial.close();
        one.close();
        two.close();
    }

    @BeforeEach
    void fresh() {
        trial.clear();
        log.clear();
    }

    @Test
    void aListenerIsKnownByPortAndHostAndCannotBeForged() throws Exception {
        trial.service("s", one.port())
                .route("r", ON_LISTENER, "s")
                .spec("", GLOBAL)
                .push();

        RawHttp.Answer right = trial.get(8000, "a.b.Example.com:81", "/x?y=1");
        assertThat(right.status()).isEqualTo(200);
        assertThat(Trial.json(right).path("headers").has("gwlistener")).isFalse();
        assertThat(Trial.json(right).path("headers").has("gwfacts")).isFalse();
        assertThat(Trial.json(right).path("path").asText()).isEqualTo("/x?y=1");
        String forged = "8000/*.example.com";
        assertThat(trial.get(8001, "a.example.com", "/", "gwlistener", forged).status())
                .isEqualTo(404);
        assertThat(trial.get(8000, "example.com", "/", "GwListener", forged).status())
                .isEqualTo(404);
    }

    @Test
    void factsSayWhatExpressionsCannot() throws Exception {
        trial.service("s", one.port())
                .route("r", ON_LISTENER + " && http.headers.gwfacts contains \",0a1b2c3d,\"", "s")
                .spec(
                        "",
                        GLOBAL.replaceFirst(
                                "}$", ",\"facts\":[{\"id\":\"0a1b2c3d\",\"query\":\"x-y\",\"exact\":\"v\"}]}"))
                .push();

        assertThat(trial.get(8000, "a.example.com", "/?x-y=v&x-y=w").status()).isEqualTo(200);
        assertThat(trial.get(8000, "a.example.com", "/?x-y=w").status()).isEqualTo(404);
        assertThat(trial.get(8000, "a.example.com", "/", "gwfacts", ",0a1b2c3d,")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void headersAreEditedBothWays() throws Exception {
        trial.service("s", one.port())
                .route("r", "http.path ^= \"/\"", "s")
                .spec("r", """
                {"v":1,"request_headers":{"set":[["x-set","1"],["x-forwarded-host","me"]],"add":[["x-add","b"]],"remove":["x-gone"]},
                 "response_headers":{"set":[["x-out","ü"]],"remove":["content-type"]}}""")
                .push();

        RawHttp.Answer answer = trial.get(8000, "h", "/", "X-Add", "a", "X-Gone", "1", "X-Set", "0");
        JsonNode seen = Trial.json(answer).path("headers");
        assertThat(seen.path("x-set")).extracting(JsonNode::asText).containsExactly("1");
        assertThat(seen.path("x-add")).extracting(JsonNode::asText).containsExactly("a", "b");
        assertThat(seen.has("x-gone")).isFalse();
        assertThat(seen.path("x-forwarded-host").path(0).asText()).isEqualTo("me");
        assertThat(answer.header("content-type")).isEmpty();
        assertThat(answer.header("x-out")).contains("\u00c3\u00bc");
        assertThat(log.getLast().plugin()).contains("forward");
    }

    @Test
    void aRewriteKeepsTheQueryAndReplacesTheHost() throws Exception {
        trial.service("s", one.port())
                .route("r", "http.path ^= \"/old/\"", "s")
                .spec("r", """
                {"v":1,"rewrite":{"hostname":"new.test","path":{"prefix":"/old","replace":"/new"}}}""")
                .push();

        JsonNode seen = Trial.json(trial.get(8000, "h", "/x/../old/%C3%BC%2F?q=%20"));
        assertThat(seen.path("path").asText()).isEqualTo("/new/%C3%BC%2F?q=%20");
        assertThat(seen.path("host").asText()).isEqualTo("new.test");
    }

    @Test
    void redirectsAndAnswersReachNoBackend() throws Exception {
        trial.service("s", one.port())
                .route("r", "http.path == \"/r\"", "s")
                .route("t", "http.path == \"/t\"", "")
                .spec("r", "{\"v\":1,\"redirect\":{\"scheme\":\"https\",\"hostname\":\"h.test\",\"status\":302}}")
                .spec("t", "{\"v\":1,\"respond\":{\"status\":500,\"message\":\"no\"}}")
                .push();

        RawHttp.Answer redirect = trial.get(8000, "a.test", "/r?x=1");
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.header("location")).contains("https://h.test/r?x=1");
        assertThat(trial.get(8000, "a.test", "/x/..//r").header("location")).contains("https://h.test/x/..//r");
        assertThat(trial.get(8000, "a.test", "/t").status()).isEqualTo(500);
        assertThat(log).extracting(RequestRecord::tries).containsOnly(0);
        assertThat(log).extracting(RequestRecord::plugin).containsOnly(Optional.of("respond"));
    }

    @Test
    void theDrawIsExactAndInvalidBackendsTakeTheirShare() throws Exception {
        trial.service("one", one.port())
                .service("two", two.port())
                .route("r", "http.path ^= \"/\"", "one")
                .spec("r", """
                        {"v":1,"backends":[{"weight":3,"upstream":"one","request_headers":{"set":[["x-b","1"]]}},
                         {"weight":1,"upstream":"two","response_headers":{"set":[["x-b","2"]]}},{"weight":1,"respond":{"status":500}}]}""")
                .push();

        int[] counts = new int[3];
        for (int i = 0; i < 50; i++) {
            RawHttp.Answer answer = trial.get(8000, "h", "/");
            if (answer.status() == 500) {
                counts[2]++;
            } else {
                JsonNode seen = Trial.json(answer);
                boolean first = seen.path("backend").asText().equals("one");
                counts[first ? 0 : 1]++;
                assertThat(seen.path("headers").has("x-b")).isEqualTo(first);
                assertThat(answer.header("x-b").isPresent()).isEqualTo(!first);
            }
        }
        assertThat(counts).containsExactly(30, 10, 10);
        assertThat(log).allSatisfy(record -> assertThat(record.backend()).isPresent());
    }

    @Test
    void aBackendThatTakesTooLongIsNotTriedAgain() throws Exception {
        try (RecordedBackends slow = new RecordedBackends()) {
            int port = slow.dialer().dial(new Dialer.Place("127.0.0.1", 22081)).port();
            trial.service("s", port)
                    .route("r", "http.path ^= \"/\"", "s")
                    .spec("r", "{\"v\":1,\"timeouts\":{\"backend_request_ms\":100}}")
                    .push();

            assertThat(trial.get(8000, "h", "/", "x-delay-ms", "2000").status()).isEqualTo(504);
            assertThat(log.getLast().tries()).isEqualTo(1);
        }
    }

    @Test
    void certificatesAreChosenByPortAndName() throws Exception {
        JsonNode config = Recordings.read("recordings/05-tls-sni-1.json").path("config");
        config.path("certificates").forEach(certificate -> trial.with("certificates", certificate.toString()));
        String first = config.at("/certificates/0/id").asText();
        String second = config.at("/certificates/1/id").asText();
        trial.spec("", """
                {"v":1,"version":"tls","listeners":{},"tls":{"8443":{"a.test":["%s"],"*.test":["%s"],"closed.a.test":[]}}}""".formatted(first, second)).push();

        assertThat(served("A.test")).isEqualTo("CN=s1");
        assertThat(served("x.y.test")).isEqualTo("CN=s2");
        assertThatThrownBy(() -> served("closed.a.test")).isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> served("other.example")).isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> served("")).isInstanceOf(SSLException.class);
    }

    private String served(String name) throws IOException {
        Optional<String> sni = name.isEmpty() ? Optional.empty() : Optional.of(name);
        try (SSLSocket socket = RawHttp.tls(trial.gateway.boundPort(8443), sni)) {
            X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return certificate.getSubjectX500Principal().getName();
        }
    }

    @Test
    void aSpecThatThePluginDoesNotKnowIsRefusedWithItsMessage() throws Exception {
        trial.route("r", "http.path ^= \"/\"", "").spec("r", "{\"v\":2}");
        JsonNode body = Recordings.MAPPER.readTree(
                trial.post("/config?flatten_errors=1", trial.document()).body());
        JsonNode error = body.path("flattened_errors").path(0);
        assertThat(error.path("entity_type").asText()).isEqualTo("plugin");
        assertThat(error.at("/errors/0/field").asText()).isEqualTo("config.spec");
        assertThat(error.at("/errors/0/message").asText()).contains("2");
    }

    @Test
    void withoutThePluginItIsUnknown() throws Exception {
        try (Trial bare = new Trial(EmbeddedSettings.defaults().withoutPlugin())) {
            bare.route("r", "http.path ^= \"/\"", "").spec("r", "{\"v\":1}");
            assertThat(bare.post("/config", bare.document()).body()).contains("plugin 'gateway-api' not enabled");
            assertThat(bare.admin("/gateway-api/status").statusCode()).isEqualTo(404);
            ObjectNode available = (ObjectNode) bare.adminJson("/").at("/plugins/available_on_server");
            assertThat(available.has("gateway-api")).isFalse();
        }
    }
}
