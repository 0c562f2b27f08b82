package io.kongruent.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The proxy beside the recordings: bodies, retries, upgrades, classic routes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyServerTest {
    private static final int SOCKETS = 100;
    private static final String HANDSHAKE = """
            GET /ws HTTP/1.1\r
            Host: h\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            \r
            """;

    private final List<RequestRecord> log = Collections.synchronizedList(new ArrayList<>());
    private final Vertx vertx = Runtimes.vertx(1);
    private EchoBackend echo;
    private HttpServer mirror;
    private Trial trial;

    @BeforeAll
    void start() {
        echo = EchoBackend.start("echo");
        mirror = Runtimes.join(vertx.createHttpServer()
                .webSocketHandler(socket -> {
                    socket.textMessageHandler(text -> socket.writeTextMessage("you: " + text));
                })
                .requestHandler(request -> {
                    request.response().setChunked(true);
                    request.pipeTo(request.response());
                })
                .listen(0, "127.0.0.1"));
        trial = new Trial(EmbeddedSettings.defaults()
                .withoutPlugin()
                .withListener(log::add)
                .withListens(ProxyListen.http(8000).onAnyPort()));
    }

    @AfterAll
    void stop() {
        trial.close();
        echo.close();
        Runtimes.join(vertx.close());
    }

    @BeforeEach
    void fresh() {
        trial.clear();
        log.clear();
    }

    @Test
    void longBodiesPassBothWays() throws Exception {
        trial.service("m", mirror.actualPort())
                .route("r", "http.path ^= \"/\"", "m")
                .push();
        String body = "0123456789".repeat(300_000);
        RawHttp.Answer answer = trial.send("POST", 8000, "h", "/", body);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.header("transfer-encoding")).contains("chunked");
    }

    /** Java's own client asks for HTTP/2 in this way at first. */
    @Test
    void whoAsksForHttp2OnAPlainConnectionIsAnsweredByHttp1() throws Exception {
        trial.service("s", echo.port()).route("r", "http.path ^= \"/\"", "s").push();
        URI uri = URI.create("http://127.0.0.1:" + trial.gateway.boundPort(8000) + "/here");
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            for (int i = 0; i < 3; i++) {
                HttpResponse<String> answer =
                        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
                assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
                assertThat(answer.body()).contains("\"path\":\"/here\"").doesNotContain("h2c");
            }
        }
    }

    @Test
    void aHeadMayComeInPieces() throws Exception {
        trial.service("s", echo.port()).route("r", "http.path ^= \"/\"", "s").push();
        String head = "GET /pieces HTTP/1.1\r\nHost: h\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"
                + "Connection: Upgrade, HTTP2-Settings, close\r\n\r\n";
        try (Socket socket = RawHttp.plain(trial.gateway.boundPort(8000))) {
            socket.setTcpNoDelay(true);
            for (byte one : head.getBytes(StandardCharsets.US_ASCII)) {
                socket.getOutputStream().write(one);
                socket.getOutputStream().flush();
            }
            byte[] begin = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            assertThat(new String(begin, StandardCharsets.UTF_8)).isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void aDeadTargetIsHiddenByRetries() throws Exception {
        int dead;
        try (ServerSocket closed = new ServerSocket(0)) {
            dead = closed.getLocalPort();
        }
        trial.service("s", dead, echo.port())
                .route("r", "http.path ^= \"/\"", "s")
                .push();
        for (int i = 0; i < 10; i++) {
            assertThat(trial.send("POST", 8000, "h", "/", "body").status()).isEqualTo(200);
        }
        // a turn that begins at the dead target does so again: each request then takes both
        assertThat(log).hasSize(10).extracting(RequestRecord::tries).contains(2);
        assertThat(log).allSatisfy(record -> assertThat(record.upstream()).contains("127.0.0.1:" + echo.port()));
    }

    @Test
    void everyRequestIsRecorded() throws Exception {
        trial.service("s", echo.port()).route("r", "http.path == \"/a\"", "s").push();
        trial.get(8000, "h.test", "/a?b=c");
        trial.get(8000, "h.test", "/b");
        assertThat(log).hasSize(2);
        RequestRecord first = log.getFirst();
        assertThat(first.route()).contains("r");
        assertThat(first.service()).contains("s");
        assertThat(first.host()).isEqualTo("h.test");
        assertThat(first.target()).isEqualTo("/a?b=c");
        assertThat(first.listenPort()).isEqualTo(8000);
        assertThat(first.status()).isEqualTo(200);
        assertThat(log.getLast().route()).isEmpty();
        assertThat(log.getLast().status()).isEqualTo(404);
    }

    /** Either side may speak as soon as the connection is its own; many at once, so that somebody is early. */
    @Test
    void webSocketsPass() throws Exception {
        trial.service("m", mirror.actualPort())
                .route("r", "http.path ^= \"/\"", "m")
                .push();
        try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < SOCKETS; i++) {
                answers.add(clients.submit(this::conversation));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get()).isEqualTo("you: hello");
            }
        }
    }

    /** By hand, so that the first word is said right behind the handshake. */
    private String conversation() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", trial.gateway.boundPort(8000))) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(HANDSHAKE.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            assertThat(head).startsWith("HTTP/1.1 101 ");
            byte[] masked = {(byte) 0x81, (byte) 0x85, 0, 0, 0, 0, 'h', 'e', 'l', 'l', 'o'};
            socket.getOutputStream().write(masked);
            return frame(in);
        }
    }

    private static String frame(InputStream in) throws IOException {
        in.read();
        return new String(in.readNBytes(in.read()), StandardCharsets.UTF_8);
    }

    @Test
    void aConnectionServesSeveralRequests() throws Exception {
        trial.service("s", echo.port()).route("r", "http.path ^= \"/\"", "s").push();
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            Map<Integer, Long> statuses = java.util.stream.IntStream.range(0, 50)
                    .mapToObj(i -> client.sendAsync(
                            java.net.http.HttpRequest.newBuilder(java.net.URI.create(
                                            "http://127.0.0.1:" + trial.gateway.boundPort(8000) + "/" + i))
                                    .version(java.net.http.HttpClient.Version.HTTP_1_1)
                                    .build(),
                            java.net.http.HttpResponse.BodyHandlers.ofString()))
                    .map(CompletableFuture::join)
                    .collect(Collectors.groupingBy(java.net.http.HttpResponse::statusCode, Collectors.counting()));
            assertThat(statuses).isEqualTo(Map.of(200, 50L));
        }
    }

    @Test
    void aRouteOfClassicFieldsIsServed() throws Exception {
        trial.service("s", echo.port())
                .with(
                        "routes",
                        "{\"name\":\"c\",\"service\":\"s\",\"paths\":[\"/c\"],\"hosts\":[\"*.c.test\"],\"strip_path\":true}")
                .push();
        JsonNode seen = Trial.json(trial.get(8000, "x.c.test", "/c/d"));
        assertThat(seen.path("path").asText()).isEqualTo("/d");
        assertThat(seen.path("headers").path("x-forwarded-prefix").path(0).asText())
                .isEqualTo("/c");
        assertThat(trial.get(8000, "c.test", "/c").status()).isEqualTo(404);
    }

    @Test
    void aStreamsServiceTakesNoRequests() throws Exception {
        trial.with("services", "{\"name\":\"g\",\"host\":\"127.0.0.1\",\"port\":1,\"protocol\":\"tcp\"}")
                .route("r", "http.path ^= \"/\"", "g")
                .push();
        assertThat(trial.get(8000, "h", "/").status()).isEqualTo(500);
    }
}
