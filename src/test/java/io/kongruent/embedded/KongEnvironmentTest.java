package io.kongruent.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kongruent.embedded.StreamListen.Transport;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class KongEnvironmentTest {
    private static final String TLS = "src/test/resources/tls/";

    private static EmbeddedSettings settings(String... pairs) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            environment.put(pairs[i], pairs[i + 1]);
        }
        return KongEnvironment.settings(environment);
    }

    @Test
    void withoutVariablesItListensWhereKongDoes() {
        EmbeddedSettings settings = settings();
        assertThat(settings.listens())
                .containsExactly(
                        new ProxyListen("0.0.0.0", 8000, 8000, false, false),
                        new ProxyListen("0.0.0.0", 8443, 8443, true, true));
        assertThat(settings.admins())
                .containsExactly(
                        new AdminListen("127.0.0.1", 8001, false, false),
                        new AdminListen("127.0.0.1", 8444, true, false),
                        new AdminListen("127.0.0.1", 8007, false, true));
        assertThat(settings.streams()).isEmpty();
    }

    @Test
    void flagsAreThoseOfKong() {
        EmbeddedSettings settings = settings(
                "KONG_PROXY_LISTEN", "0.0.0.0:80 reuseport backlog=16384 , [::]:443 http2 ssl",
                "KONG_STREAM_LISTEN", "0.0.0.0:5432, 0.0.0.0:9443 ssl reuseport,0.0.0.0:53 udp reuseport",
                "KONG_STATUS_LISTEN", "off",
                "KONG_PORT_MAPS", "80:8000, 443:8443",
                "KONG_NGINX_ADMIN_CLIENT_MAX_BODY_SIZE", "64m");
        assertThat(settings.listens())
                .containsExactly(
                        new ProxyListen("0.0.0.0", 80, 80, false, false), new ProxyListen("::", 443, 443, true, true));
        assertThat(settings.streams())
                .containsExactly(
                        new StreamListen("0.0.0.0", 5432, 5432, Transport.TCP),
                        new StreamListen("0.0.0.0", 9443, 9443, Transport.TLS),
                        new StreamListen("0.0.0.0", 53, 53, Transport.UDP));
        assertThat(settings.admins()).noneMatch(AdminListen::statusOnly);
        assertThat(settings.portMaps()).isEqualTo(Map.of(8000, 80, 8443, 443));
        assertThat(settings.bodyLimit()).isEqualTo(64 * 1024 * 1024);
    }

    @Test
    void whatCantBeHadIsNamed() {
        assertThatThrownBy(() -> settings("KONG_PROXY_LISTEN", "8000"))
                .hasMessage("KONG_PROXY_LISTEN: \"8000\" is no ip:port with flags; write it as 0.0.0.0:8000 reuseport");
        assertThatThrownBy(() -> settings("KONG_PORT_MAPS", "80")).hasMessageContaining("KONG_PORT_MAPS");
        assertThatThrownBy(() -> settings("KONG_ADMIN_SSL_CERT", TLS + "ec.crt"))
                .hasMessageContaining("go together");
        assertThatThrownBy(() -> settings("KONG_NGINX_ADMIN_SSL_VERIFY_CLIENT", "on"))
                .hasMessageContaining("nothing to verify clients by");
        assertThatThrownBy(() ->
                        settings("KONG_ADMIN_SSL_CERT", "/no/such/file", "KONG_ADMIN_SSL_CERT_KEY", TLS + "ec.key"))
                .hasMessageContaining("the file /no/such/file can't be read");
    }

    @Test
    void onlyClientsOfTheAuthoritySpeakToTheAdminApi() {
        EmbeddedSettings settings = settings(
                "KONG_PROXY_LISTEN", "off",
                "KONG_ADMIN_LISTEN", "127.0.0.1:0 ssl",
                "KONG_STATUS_LISTEN", "127.0.0.1:0",
                "KONG_ADMIN_SSL_CERT", TLS + "ec.crt",
                "KONG_ADMIN_SSL_CERT_KEY", TLS + "ec.key",
                "KONG_NGINX_ADMIN_SSL_VERIFY_CLIENT", "on",
                "KONG_NGINX_ADMIN_SSL_CLIENT_CERTIFICATE", TLS + "rsa.crt");
        Vertx vertx = Runtimes.vertx(1);
        try (EmbeddedGateway gateway = EmbeddedGateway.start(settings)) {
            HttpClientOptions stranger = new HttpClientOptions()
                    .setSsl(true)
                    .setSslHandshakeTimeout(60)
                    .setTrustAll(true)
                    .setVerifyHost(false);
            HttpClientOptions known = new HttpClientOptions(stranger)
                    .setKeyCertOptions(
                            new PemKeyCertOptions().setCertPath(TLS + "rsa.crt").setKeyPath(TLS + "rsa.key"));
            int port = gateway.adminPorts().getFirst();
            assertThat(get(vertx, known, port)).isEqualTo(200);
            assertThatThrownBy(() -> get(vertx, stranger, port)).isInstanceOf(CompletionException.class);
        } finally {
            Runtimes.join(vertx.close());
        }
    }

    private static int get(Vertx vertx, HttpClientOptions options, int port) {
        return Runtimes.join(vertx.createHttpClient(options)
                .request(HttpMethod.GET, port, "127.0.0.1", "/status")
                .compose(HttpClientRequest::send)
                .map(HttpClientResponse::statusCode));
    }

    @Test
    void theStatusTellsReadyOnceThereIsAConfiguration() throws Exception {
        EmbeddedSettings settings = settings(
                "KONG_PROXY_LISTEN", "off",
                "KONG_ADMIN_LISTEN", "127.0.0.1:0",
                "KONG_STATUS_LISTEN", "127.0.0.1:0");
        try (EmbeddedGateway gateway = EmbeddedGateway.start(settings);
                HttpClient http = HttpClient.newHttpClient()) {
            String status = "http://127.0.0.1:" + gateway.adminPorts().getLast();
            assertThat(code(http, status + "/status/ready")).isEqualTo(503);
            assertThat(code(http, status + "/config")).isEqualTo(404);
            assertThat(code(http, status + "/gateway-api/status")).isEqualTo(200);
            post(http, gateway);
            assertThat(code(http, status + "/status/ready")).isEqualTo(200);
        }
    }

    @Test
    void anEndWaitsForWhatIsUnderWay() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Promise<Void> answer = Promise.promise();
        Vertx vertx = Runtimes.vertx(1);
        int port = Runtimes.join(vertx.createHttpServer()
                        .requestHandler(request -> {
                            asked.countDown();
                            answer.future().onSuccess(now -> request.response().end("done"));
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();
        EmbeddedSettings settings =
                EmbeddedSettings.defaults().withListens(ProxyListen.http(8000).onAnyPort());
        try (HttpClient http = HttpClient.newHttpClient()) {
            Trial trial = new Trial(settings);
            trial.service("slow", port)
                    .route("slow", "http.path ^= \"/\"", "slow")
                    .push();
            CompletableFuture<HttpResponse<String>> got = http.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + trial.gateway.boundPort(8000) + "/"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            asked.await();
            CompletableFuture<Void> ended =
                    CompletableFuture.runAsync(() -> trial.gateway.finish(Duration.ofSeconds(60)));
            while (trial.admin("/status/ready").statusCode() != 503) {
                Thread.onSpinWait();
            }
            assertThat(ended).isNotDone();
            answer.complete();
            assertThat(got.join().body()).isEqualTo("done");
            ended.join();
        } finally {
            Runtimes.join(vertx.close());
        }
    }

    private static int code(HttpClient http, String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    private static void post(HttpClient http, EmbeddedGateway gateway) throws Exception {
        String config = "{\"_format_version\":\"3.0\",\"services\":[{\"name\":\"a\",\"host\":\"127.0.0.1\"}]}";
        assertThat(http.send(
                                HttpRequest.newBuilder(gateway.adminUrl().resolve("/config"))
                                        .header("content-type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString(config))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(201);
    }
}
