package io.kongruent.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Calls of gRPC, as HTTP/2 sees them: messages both ways, and how it went in the trailers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallsTest {
    private static final int HTTP = 8000;
    private static final int HTTPS = 8443;

    private final Vertx vertx = Runtimes.vertx(1);
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private Trial trial;
    private int backend;

    /** An answer to its end. */
    private record Answer(int status, HttpClientResponse head, String body) {
        String header(String name) {
            return String.valueOf(head.getHeader(name));
        }
    }

    @BeforeAll
    void start() {
        backend = Runtimes.join(vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(true))
                        .requestHandler(this::echo)
                        .listen(0, "127.0.0.1"))
                .actualPort();
        trial = new Trial(EmbeddedSettings.defaults()
                .withListens(
                        ProxyListen.http(HTTP).onAnyPort(),
                        ProxyListen.https(HTTPS).onAnyPort()));
    }

    private void echo(HttpServerRequest request) {
        seen.add(request.version() + " " + request.authority() + " " + request.path() + " te=" + request.getHeader("te")
                + " via=" + request.getHeader("via"));
        request.response().setChunked(true).putHeader("content-type", "application/grpc");
        request.response().putTrailer("grpc-status", "0");
        request.handler(part -> {
            if (part.length() > 0) {
                request.response().write(Buffer.buffer("echo " + part));
            }
        });
        request.endHandler(end -> request.response().end());
    }

    @AfterAll
    void stop() {
        trial.close();
        Runtimes.join(vertx.close());
    }

    @BeforeEach
    void configure() throws Exception {
        seen.clear();
        trial.clear()
                .with("upstreams", "{\"name\":\"calls\",\"targets\":[{\"target\":\"127.0.0.1:" + backend + "\"}]}")
                .with("services", "{\"name\":\"calls\",\"host\":\"calls\",\"port\":80,\"protocol\":\"grpc\"}")
                .route("calls", "http.path == \"/a.B/C\"", "calls")
                .route("nobody", "http.path ^= \"/no.Such/\"", "")
                .spec("nobody", "{\"v\":1,\"respond\":{\"status\":501,\"message\":\"no route is for this call\"}}")
                .push();
    }

    private HttpClient client(boolean tls) {
        return vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setSsl(tls)
                .setSslHandshakeTimeout(60)
                .setUseAlpn(tls)
                .setTrustAll(true)
                .setVerifyHost(false));
    }

    private Future<HttpClientRequest> call(boolean tls, String path) {
        return client(tls).request(options(tls, path));
    }

    private RequestOptions options(boolean tls, String path) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(trial.gateway.boundPort(tls ? HTTPS : HTTP))
                .setURI(path)
                .putHeader("content-type", "application/grpc")
                .putHeader("te", "trailers");
    }

    private Answer answer(boolean tls, String path, String message) {
        return Runtimes.join(call(tls, path)
                .compose(request -> request.send(message))
                .compose(head -> head.body().map(body -> new Answer(head.statusCode(), head, body.toString()))));
    }

    @Test
    void aCallGoesToTheBackendByHttp2AndItsTrailersComeBack() {
        for (boolean tls : new boolean[] {false, true}) {
            Answer answer = answer(tls, "/a.B/C", "hello");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("echo hello");
            assertThat(answer.head().version()).isEqualTo(HttpVersion.HTTP_2);
            assertThat(answer.head().getTrailer("grpc-status")).isEqualTo("0");
            assertThat(seen.removeFirst())
                    .isEqualTo("HTTP_2 127.0.0.1:" + trial.gateway.boundPort(tls ? HTTPS : HTTP)
                            + " /a.B/C te=trailers via=2 kong/3.9.3");
        }
    }

    @Test
    void messagesGoBothWaysWhileTheCallLasts() {
        HttpClientRequest request = Runtimes.join(call(false, "/a.B/C"));
        Promise<Buffer> first = Promise.promise();
        Promise<Buffer> second = Promise.promise();
        Promise<String> end = Promise.promise();
        request.response().onSuccess(response -> {
            response.handler(part -> {
                if (!first.tryComplete(part)) {
                    second.tryComplete(part);
                }
            });
            response.endHandler(over -> end.complete(response.getTrailer("grpc-status")));
        });
        request.setChunked(true);
        request.write("one");
        assertThat(Runtimes.join(first.future())).hasToString("echo one");
        request.write("two");
        assertThat(Runtimes.join(second.future())).hasToString("echo two");
        request.end();
        assertThat(Runtimes.join(end.future())).isEqualTo("0");
    }

    /** Thousands of calls on a few connections, one of twenty taken back as soon as it is made; more would be taken for an attack. */
    @Test
    void callsThatAreTakenBackAreOver() {
        HttpClient client = client(false);
        List<Future<Integer>> ended = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            boolean taken = i % 20 == 0;
            ended.add(client.request(options(false, "/a.B/C"))
                    .compose(request -> {
                        if (taken) {
                            request.exceptionHandler(closed -> {});
                            request.setChunked(true).write("hello");
                            request.reset();
                            return Future.succeededFuture(0);
                        }
                        return request.send("hello").compose(head -> head.body().map(body -> head.statusCode()));
                    })
                    .otherwise(refused -> -1));
        }
        List<Integer> statuses = ended.stream().map(Runtimes::join).toList();
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(2_850);
        Awaitility.await()
                .untilAsserted(() -> assertThat(trial.gateway.underWay()).isZero());
    }

    @Test
    void anAnswerOfKongsOwnIsTheStatusOfACall() {
        Answer unimplemented = answer(false, "/no.Such/Method", "hello");
        assertThat(unimplemented.status()).isEqualTo(200);
        assertThat(unimplemented.header("content-type")).isEqualTo("application/grpc");
        assertThat(unimplemented.header("grpc-status")).isEqualTo("12");
        assertThat(unimplemented.header("grpc-message")).isEqualTo("no route is for this call");
        assertThat(unimplemented.body()).isEmpty();
        Answer missed = answer(true, "/nowhere", "hello");
        assertThat(missed.status()).isEqualTo(404);
        assertThat(missed.header("grpc-status")).isEqualTo("5");
        assertThat(missed.header("grpc-message")).isEqualTo("no Route matched with those values");
    }

    @Test
    void whatHasNoBackendIsUnavailable() throws Exception {
        trial.clear()
                .with("upstreams", "{\"name\":\"calls\",\"targets\":[]}")
                .with("services", "{\"name\":\"calls\",\"host\":\"calls\",\"port\":80,\"protocol\":\"grpc\"}")
                .route("calls", "http.path ^= \"/\"", "calls")
                .push();
        assertThat(answer(false, "/a.B/C", "hello").header("grpc-status")).isEqualTo("14");
    }

    @Test
    void aRequestOfHttp1ReachesABackendThatSpeaksHttp2() throws Exception {
        RawHttp.Answer answer = trial.get(HTTP, "shop.example.com", "/a.B/C");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(seen).singleElement().asString().startsWith("HTTP_2 shop.example.com /a.B/C");
    }
}
