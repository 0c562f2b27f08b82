package io.kongruent.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capability;
import io.kongruent.push.Admin.Reply;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The REST client against a scripted server on loopback. */
@QuarkusTest
class RestAdminTest {

    private static final String ROOT = "{\"version\":\"3.9.3\",\"configuration\":{\"router_flavor\":\"expressions\","
            + "\"database\":\"off\",\"proxy_listeners\":[{\"port\":8000,\"ssl\":false},{\"port\":8443,\"ssl\":true}]}}";

    private static final String PLUGIN = "{\"plugin\":\"gateway-api\",\"version\":\"0.1.0\",\"spec_versions\":[1],"
            + "\"capabilities\":{\"redirect\":{\"ok\":true},\"respond\":{\"ok\":false,\"reason\":\"no luck\"},\"newer\":{\"ok\":true}},"
            + "\"workers\":{\"count\":2,\"applied\":[\"v1\",null]}}";

    private record Scripted(int status, String body) {}

    @Inject
    RestAdmins admins;

    private HttpServer server;
    private final Map<String, Scripted> script = new ConcurrentHashMap<>();
    private final Map<String, String> seen = new ConcurrentHashMap<>();
    private final CountDownLatch rest = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
        script.put("GET /", new Scripted(200, ROOT));
        script.put("GET /gateway-api/status", new Scripted(200, PLUGIN));
    }

    @AfterEach
    void stop() {
        rest.countDown();
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        seen.put(request, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        seen.put("token", String.valueOf(exchange.getRequestHeaders().getFirst("Kong-Admin-Token")));
        seen.put("x-extra", String.valueOf(exchange.getRequestHeaders().getFirst("X-Extra")));
        Scripted answer = script.getOrDefault(request, new Scripted(404, "{\"message\":\"Not found\"}"));
        if (answer.status() == 429) {
            exchange.getResponseHeaders().set("Retry-After", "3");
        }
        if (answer.body().equals("hang")) {
            await();
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean halves = answer.body().startsWith("halves");
        exchange.sendResponseHeaders(answer.status(), halves ? 0 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
            if (halves) {
                out.flush();
                await();
                out.write(body);
            }
        }
    }

    private void await() {
        try {
            rest.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private Admin admin() {
        return admins.open(AdminEndpoint.at(url()), 2_000);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void capabilitiesAreWhatKongAndPluginReport() {
        Capabilities capabilities = admin().probe();
        assertThat(capabilities.kongVersion()).isEqualTo("3.9.3");
        assertThat(capabilities.pluginVersion()).contains("0.1.0");
        assertThat(capabilities.able()).containsExactly(Capability.REDIRECT);
        assertThat(capabilities.unable()).containsExactly(Map.entry(Capability.RESPOND, "no luck"));
        assertThat(capabilities.listens())
                .containsExactly(new Capabilities.Listen(8000, false), new Capabilities.Listen(8443, true));
    }

    /** An older release of the plugin lists fewer capabilities; that it was never asked for the rest is told with its version. */
    @Test
    void whatAnOlderPluginDoesNotListItCanNotDo() {
        script.put(
                "GET /gateway-api/status",
                new Scripted(200, PLUGIN.replace("0.1.0", "0.0.9").replace("\"redirect\":{\"ok\":true},", "")));
        Capabilities capabilities = admin().probe();
        assertThat(capabilities.pluginVersion()).contains("0.0.9");
        assertThat(capabilities.able()).isEmpty();
        assertThat(capabilities.why(Capability.REDIRECT))
                .isEqualTo("the data plane's gateway-api plugin 0.0.9 doesn't know redirect; update the plugin");
        assertThat(capabilities.why(Capability.RESPOND)).endsWith("reports respond as unavailable: no luck");
    }

    /** What a newer release says beyond what we know is passed over, as long as it understands our specs still. */
    @Test
    void aNewerPluginThatUnderstandsOurSpecsWillDo() {
        script.put(
                "GET /gateway-api/status",
                new Scripted(
                        200,
                        PLUGIN.replace("0.1.0", "9.0.0")
                                .replace("[1]", "[1,2]")
                                .replace("{\"ok\":true}", "{\"ok\":true,\"since\":\"9.0.0\"}")
                                .replace("{\"plugin\"", "{\"schema\":{\"also\":[\"new\"]},\"plugin\"")));
        Capabilities capabilities = admin().probe();
        assertThat(capabilities.pluginVersion()).contains("9.0.0");
        assertThat(capabilities.able()).containsExactly(Capability.REDIRECT);
        assertThat(admin().applied().workers()).containsExactly("v1", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[0] | [0]", "[2,3] | [2, 3]", "[] | []", "null | []"})
    void aPluginThatDoesNotUnderstandOurSpecsIsNotConfigured(String versions, String told) {
        script.put("GET /gateway-api/status", new Scripted(200, PLUGIN.replace("[1]", versions)));
        assertThatThrownBy(() -> admin().probe())
                .isInstanceOf(AdminUnreachable.class)
                .hasMessage("the gateway-api plugin of the Kong at " + url() + " understands the spec versions " + told
                        + " but not 1; mount the plugin of this Kongruent");
    }

    @Test
    void aKongWithoutThePluginSaysSoWith404() {
        script.remove("GET /gateway-api/status");
        script.put("GET /status", new Scripted(200, "{\"configuration_hash\":\"00000000000000000000000000000000\"}"));
        assertThat(admin().probe().hasPlugin()).isFalse();
        assertThat(admin().applied().workers()).isEmpty();
        assertThat(admin().applied().isEmpty()).isTrue();
    }

    @Test
    void whatCantBeConfiguredSaysWhatToSet() {
        script.put("GET /", new Scripted(200, ROOT.replace("expressions", "traditional_compatible")));
        assertThatThrownBy(() -> admin().probe()).hasMessageContaining("KONG_ROUTER_FLAVOR");
        script.put("GET /", new Scripted(200, ROOT.replace("\"off\"", "\"postgres\"")));
        assertThatThrownBy(() -> admin().probe()).hasMessageContaining("KONG_DATABASE");
        script.put("GET /", new Scripted(200, ROOT));
        script.put("GET /", new Scripted(401, "{\"message\":\"Unauthorized\"}"));
        assertThatThrownBy(() -> admin().probe())
                .isInstanceOf(AdminUnreachable.class)
                .hasMessageContaining("401: Unauthorized");
    }

    @Test
    void workersTellWhatTheyHaveApplied() {
        assertThat(admin().applied().workers()).containsExactly("v1", "");
    }

    @Test
    void answersToAConfigurationAreToldApart() {
        Admin admin = admin();
        script.put("POST /config?flatten_errors=1", new Scripted(201, "{\"echo\":\"…\"}"));
        assertThat(admin.post(bytes("{}"), true)).isInstanceOf(Reply.Taken.class);
        assertThat(seen).containsEntry("POST /config?flatten_errors=1", "{}");
        script.put("POST /config", new Scripted(400, "{\"message\":\"no\"}"));
        assertThat(admin.post(bytes("{}"), false)).isEqualTo(new Reply.Refused("{\"message\":\"no\"}"));
        script.put("POST /config", new Scripted(429, "{}"));
        assertThat(admin.post(bytes("{}"), false)).isEqualTo(new Reply.Busy(Optional.of(Duration.ofSeconds(3))));
        script.put("POST /config", new Scripted(504, "{\"message\":\"Timed out while loading configuration\"}"));
        assertThat(admin.post(bytes("{}"), false)).isInstanceOf(Reply.Unknown.class);
        script.put("POST /config", new Scripted(500, "{\"message\":\"An unexpected error occurred\"}"));
        assertThat(admin.post(bytes("{}"), false)).isEqualTo(new Reply.Failed(500, "An unexpected error occurred"));
    }

    @Test
    void tooLargeNamesTheSettingThatIsTooSmall() {
        script.put("POST /config", new Scripted(413, "<html><h1>413 Request Entity Too Large</h1></html>"));
        assertThat(((Reply.TooLarge) admin().post(bytes("{}"), false)).message())
                .contains("KONG_NGINX_ADMIN_CLIENT_MAX_BODY_SIZE", "2 bytes");
        script.put("POST /config", new Scripted(413, "{\"message\":\"Configuration does not fit in LMDB database\"}"));
        assertThat(((Reply.TooLarge) admin().post(bytes("{}"), false)).message())
                .contains("KONG_LMDB_MAP_SIZE");
    }

    @Test
    void noAnswerInTimeIsUnknownAndNoConnectionIsUnreachable() {
        script.put("POST /config", new Scripted(201, "hang"));
        assertThat(admins.open(AdminEndpoint.at(url()), 200).post(bytes("{}"), false))
                .isInstanceOf(Reply.Unknown.class);
        server.stop(0);
        assertThatThrownBy(() -> admin().post(bytes("{}"), false)).isInstanceOf(AdminUnreachable.class);
        assertThatThrownBy(() -> admin().probe())
                .isInstanceOf(AdminUnreachable.class)
                .hasMessageContaining(url().toString());
    }

    /** The answer to a configuration repeats it, keys and all: it is handed on before it is complete, so nobody holds it. */
    @Test
    void theEchoIsNotHeld() throws Exception {
        script.put("POST /config", new Scripted(201, "halves"));
        try (KongAdmin kong =
                QuarkusRestClientBuilder.newBuilder().baseUri(url()).build(KongAdmin.class)) {
            try (Response response = kong.config(null, bytes("{}"))) {
                assertThat(rest.getCount()).isEqualTo(1);
                rest.countDown();
                assertThat(response.readEntity(InputStream.class).readAllBytes())
                        .hasSize(12);
            }
        }
        assertThat(admin().post(bytes("{}"), false)).isInstanceOf(Reply.Taken.class);
    }

    @Test
    void connectionsAreClosedWithIt() throws Exception {
        try (ServerSocket kong = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> end = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try (Socket connection = kong.accept()) {
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
                    while (!in.readLine().isEmpty()) {
                        continue;
                    }
                    connection
                            .getOutputStream()
                            .write(bytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                                    + PLUGIN.length() + "\r\n\r\n" + PLUGIN));
                    end.complete(in.read());
                } catch (IOException e) {
                    end.completeExceptionally(e);
                }
            });
            Admin admin = admins.open(AdminEndpoint.at(URI.create("http://127.0.0.1:" + kong.getLocalPort())));
            assertThat(admin.applied().workers()).containsExactly("v1", "");
            assertThat(end).as("kept for the next request").isNotDone();

            admin.close();

            assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(-1);
        }
    }

    @Test
    void objectionsAreKongsWords() {
        script.put("POST /schemas/routes/validate", new Scripted(400, "{\"message\":\"schema violation (name: no)\"}"));
        script.put(
                "POST /schemas/services/validate", new Scripted(200, "{\"message\":\"schema validation successful\"}"));
        assertThat(admin().objection("routes", "{\"name\":\"a b\"}")).contains("schema violation (name: no)");
        assertThat(admin().objection("services", "{}")).isEmpty();
        assertThat(admin().objection("unknown", "{}")).isEmpty();
    }

    @Test
    void tokenAndHeadersAreSentAndNotTold() {
        AdminEndpoint endpoint =
                new AdminEndpoint(url(), Optional.of("s3cret"), Map.of("X-Extra", "s3cret"), Optional.empty());
        admins.open(endpoint).probe();
        assertThat(seen).containsEntry("token", "s3cret").containsEntry("x-extra", "s3cret");
        assertThat(endpoint.toString()).doesNotContain("s3cret");
    }

    @Test
    void aTlsConfigurationThatIsntThereIsSaidAtOnce() {
        AdminEndpoint endpoint = new AdminEndpoint(url(), Optional.empty(), Map.of(), Optional.of("kong"));
        assertThatThrownBy(() -> admins.open(endpoint)).hasMessageContaining("quarkus.tls.kong");
    }
}
