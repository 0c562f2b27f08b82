package io.kongruent.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.kongruent.embedded.RawHttp.Answer;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** What a real Kong's proxy answered and what its backends saw, asked of the embedded one through sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyRecordingsTest {
    private static final Map<String, Integer> COMMITTED = Map.of(
            "01-expressions-routing.json", 88,
            "02-router-cache-1.json", 4,
            "02-router-cache-2.json", 4,
            "02-router-cache-3.json", 4,
            "02-router-cache-4.json", 4,
            "02-router-cache-5.json", 4,
            "03-weighted-targets.json", 5,
            "05-tls-sni-1.json", 9,
            "05-tls-sni-2.json", 9,
            "08-proxy-errors.json", 14);

    /** Of recording 04 only the exchanges of request-termination without echo; the embedded gateway runs no other stock plugin. */
    private static final int COMMITTED_TERMINATIONS = 4;

    private static final int COMMITTED_WITH_STOCK_PLUGINS = 62;

    private final Map<String, Integer> ran = new ConcurrentHashMap<>();
    private final HttpClient admin = HttpClient.newHttpClient();
    private RecordedBackends backends;
    private EmbeddedGateway gateway;

    @BeforeAll
    void start() throws IOException {
        backends = new RecordedBackends();
        gateway = EmbeddedGateway.start(EmbeddedSettings.defaults()
                .withoutPlugin()
                .withClock(Recordings.THAT_DAY)
                .withDialer(backends.dialer())
                .withListens(
                        ProxyListen.http(21000).onAnyPort(),
                        ProxyListen.http(21002).onAnyPort(),
                        ProxyListen.http(21003).onAnyPort(),
                        ProxyListen.https(21443).onAnyPort(),
                        ProxyListen.https(21444).onAnyPort(),
                        ProxyListen.https(21445).onAnyPort()));
    }

    @AfterAll
    void allRan() {
        gateway.close();
        backends.close();
        Map<String, Integer> all = new TreeMap<>(COMMITTED);
        all.put("04-stock-plugins.json", COMMITTED_TERMINATIONS);
        assertThat(new TreeMap<>(ran)).isEqualTo(all);
    }

    @TestFactory
    Stream<DynamicTest> exchanges() {
        return COMMITTED.entrySet().stream().sorted(Map.Entry.comparingByKey()).flatMap(entry -> {
            String file = entry.getKey();
            JsonNode recording = Recordings.read("recordings/" + file);
            JsonNode exchanges = recording.path("exchanges");
            assertThat(exchanges).as(file).hasSize(entry.getValue());
            boolean pushEach = file.startsWith("01");
            return IntStream.range(0, exchanges.size())
                    .mapToObj(i -> DynamicTest.dynamicTest(file + " " + (i + 1), () -> {
                        if (i == 0 || pushEach) {
                            push(recording.path("config"));
                        }
                        ran.merge(file, 1, Integer::sum);
                        run(recording, exchanges.get(i));
                    }));
        });
    }

    @TestFactory
    Stream<DynamicTest> terminations() throws Exception {
        JsonNode recording = Recordings.read("recordings/04-stock-plugins.json");
        assertThat(recording.path("exchanges")).hasSize(COMMITTED_WITH_STOCK_PLUGINS);
        ObjectNode config = recording.path("config").deepCopy();
        List<JsonNode> kept = new ArrayList<>();
        List<String> names = new ArrayList<>();
        config.path("routes").forEach(route -> {
            boolean only = route.path("plugins").size() == 1
                    && route.at("/plugins/0/name").asText().equals("request-termination")
                    && !route.at("/plugins/0/config/echo").asBoolean();
            if (only) {
                kept.add(route);
                names.add(route.path("name").asText());
            }
        });
        config.putArray("routes").addAll(kept);
        config.remove(List.of("consumers", "keyauth_credentials"));
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode exchange : recording.path("exchanges")) {
            if (names.contains(exchange.at("/response/matched_route").asText())) {
                tests.add(DynamicTest.dynamicTest(exchange.at("/request/path").asText(), () -> {
                    push(config);
                    ran.merge("04-stock-plugins.json", 1, Integer::sum);
                    run(recording, exchange);
                }));
            }
        }
        return tests.stream();
    }

    private void push(JsonNode config) throws Exception {
        HttpResponse<String> answer = admin.send(
                HttpRequest.newBuilder(gateway.adminUrl().resolve("/config"))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(config.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private void run(JsonNode recording, JsonNode exchange) throws Exception {
        JsonNode request = exchange.path("request");
        JsonNode wanted = exchange.path("response");
        if (request.path("protocol").asText().equals("TLS")) {
            handshake(recording, request, wanted);
        } else if (request.has("repeat")) {
            split(recording, request, wanted);
        } else {
            compare(send(recording, request), wanted);
        }
    }

    private int port(JsonNode recording, JsonNode request) {
        return gateway.boundPort(recording
                .path("listeners")
                .path(request.path("listener").asText())
                .path("port")
                .asInt());
    }

    private Answer send(JsonNode recording, JsonNode request) throws IOException {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        if (!request.path("host").isNull()) {
            headers.add(Map.entry("Host", request.path("host").asText()));
        }
        headers.add(Map.entry("Kong-Debug", "1"));
        request.path("headers")
                .forEach(header -> headers.add(
                        Map.entry(header.get(0).asText(), header.get(1).asText())));
        boolean tls = request.path("listener").asText().startsWith("https");
        int port = port(recording, request);
        try (Socket socket =
                tls ? RawHttp.tls(port, Optional.of(request.path("sni").asText())) : RawHttp.plain(port)) {
            return RawHttp.send(
                    socket,
                    request.path("method").asText(),
                    request.path("path").asText(),
                    request.path("protocol").asText(),
                    headers,
                    request.path("body").asText());
        }
    }

    private static void compare(Answer got, JsonNode wanted) throws IOException {
        assertThat(got.status()).as(got.body()).isEqualTo(wanted.path("status").asInt());
        assertThat(got.header("kong-route-name")).isEqualTo(text(wanted.path("matched_route")));
        assertThat(got.header("kong-service-name")).isEqualTo(text(wanted.path("matched_service")));
        wanted.path("headers")
                .properties()
                .forEach(header -> assertThat(got.header(header.getKey()))
                        .as(header.getKey())
                        .contains(header.getValue().asText()));
        if (wanted.has("upstream_request_seen")) {
            assertThat(Recordings.MAPPER.readTree(got.body())).isEqualTo(wanted.path("upstream_request_seen"));
            assertThat(got.header("via")).contains("1.1 kong/3.9.3");
            assertThat(got.headers())
                    .extracting(Map.Entry::getKey)
                    .contains("x-kong-upstream-latency", "x-kong-proxy-latency", "x-kong-request-id");
        } else {
            assertThat(Recordings.stable(Recordings.body(got.body())))
                    .isEqualTo(Recordings.stable(wanted.path("body")));
        }
    }

    private static Optional<String> text(JsonNode node) {
        return node instanceof TextNode text ? Optional.of(text.asText()) : Optional.empty();
    }

    /**
     * The split is Kong's to the request. Where a target stands on the wheel is chance in Kong, so of targets with equal weights any may have
     * got the one request that is left over.
     */
    private void split(JsonNode recording, JsonNode request, JsonNode wanted) throws Exception {
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, Integer> statuses = new TreeMap<>();
        for (int i = 0; i < request.path("repeat").asInt(); i++) {
            Answer answer = send(recording, request);
            counts.merge(answer.header("x-backend").orElse("none"), 1, Integer::sum);
            statuses.merge(Integer.toString(answer.status()), 1, Integer::sum);
        }
        assertThat(statuses).isEqualTo(numbers(wanted.path("statuses")));
        assertThat(counts.values().stream().sorted().toList())
                .isEqualTo(numbers(wanted.path("counts")).values().stream()
                        .sorted()
                        .toList());
        if (new java.util.HashSet<>(counts.values()).size() == counts.size()) {
            assertThat(counts).isEqualTo(numbers(wanted.path("counts")));
        }
    }

    private static Map<String, Integer> numbers(JsonNode object) {
        Map<String, Integer> numbers = new TreeMap<>();
        object.properties()
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asInt()));
        return numbers;
    }

    private void handshake(JsonNode recording, JsonNode request, JsonNode wanted) throws Exception {
        Optional<String> sni = text(request.path("sni"));
        try (SSLSocket socket = RawHttp.tls(port(recording, request), sni)) {
            assertThat(wanted.path("status").asText()).isEqualTo("handshake-ok");
            X509Certificate served = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            String name = wanted.path("certificate").asText().equals("kong-default")
                    ? SelfSigned.NAME
                    : wanted.path("certificate").asText();
            assertThat(served.getSubjectX500Principal().getName()).isEqualTo("CN=" + name);
            assertThat(socket.getSession().getProtocol())
                    .isEqualTo(wanted.path("tls").asText());
        }
    }
}
