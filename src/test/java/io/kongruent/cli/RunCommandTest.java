package io.kongruent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kongruent.embedded.EchoBackend;
import io.kongruent.embedded.EmbeddedGateway;
import io.kongruent.embedded.EmbeddedSettings;
import io.kongruent.embedded.ProxyListen;
import io.kongruent.operate.Journal;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole loop: files, engine, a gateway's Admin API over HTTP, and requests through the gateway. */
@QuarkusTest
class RunCommandTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String GATEWAY = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: GatewayClass
            metadata:
              name: kong
            spec:
              controllerName: kongruent.io/gateway-controller
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata:
              name: web
            spec:
              gatewayClassName: kong
              listeners:
                - name: http
                  protocol: HTTP
                  port: 80
            """;

    private static final String ROUTE = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata:
              name: shop
            spec:
              parentRefs:
                - name: web
              rules:
                - backendRefs:
                    - name: BACKEND
                      port: 80
            """;

    @Inject
    CommandLine.IFactory beans;

    @TempDir
    Path root;

    private final List<String> journal = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private EchoBackend one;
    private EchoBackend two;

    @BeforeEach
    void prepare() throws IOException {
        one = EchoBackend.start("one");
        two = EchoBackend.start("two");
        write("gateway.yaml", GATEWAY);
        write("one.yaml", service("one", one.port()));
        write("two.yaml", service("two", two.port()));
        write("route.yaml", ROUTE.replace("BACKEND", "one"));
    }

    @AfterEach
    void end() {
        one.close();
        two.close();
    }

    private static String service(String name, int port) {
        return """
                apiVersion: v1
                kind: Service
                metadata:
                  name: NAME
                spec:
                  ports:
                    - port: 80
                ---
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata:
                  name: NAME-1
                  labels:
                    kubernetes.io/service-name: NAME
                addressType: IPv4
                ports:
                  - port: PORT
                endpoints:
                  - addresses: ["127.0.0.1"]
                """.replace("NAME", name).replace("PORT", Integer.toString(port));
    }

    private void write(String file, String text) throws IOException {
        Path written = root.resolve("." + file);
        Files.writeString(written, text);
        Files.move(written, root.resolve(file), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private RunCommand.Running run(String... options) {
        CommandLine line = Main.commandLine(beans);
        List<String> words = new java.util.ArrayList<>(List.of("run", "--source", "dir:" + root));
        words.addAll(List.of(options));
        CommandLine.ParseResult parsed = line.parseArgs(words.toArray(String[]::new));
        RunCommand command = (RunCommand) parsed.subcommand().commandSpec().userObject();
        return command.start(List.of(new Journal(new Journal.Pen() {
            @Override
            public void note(String text) {
                journal.add(text);
            }

            @Override
            public void warn(String text) {
                journal.add("! " + text);
            }
        })));
    }

    private String backend(int port) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 && response.body().contains("\"backend\":\"two\"")
                    ? "two"
                    : response.statusCode() == 200 ? "one" : Integer.toString(response.statusCode());
        } catch (IOException e) {
            return "nobody";
        }
    }

    private void awaitBackend(int port, String name) {
        await().atMost(PATIENCE).until(() -> backend(port).equals(name));
    }

    private void awaitLine(String part) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(journal).anySatisfy(line -> assertThat(line).contains(part)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void followsTheFolder() throws IOException {
        int http = freePort();
        try (RunCommand.Running running =
                run("--data-plane", "embedded", "--port-map", "80=" + http + ",443=" + freePort())) {
            awaitBackend(http, "one");
            awaitLine("pass 1: ");
            awaitLine("applied by every worker");
            assertThat(running.controller().isSynced()).isTrue();

            write("route.yaml", ROUTE.replace("BACKEND", "two"));
            awaitBackend(http, "two");
            awaitLine("HTTPRoute default/shop changed");

            write("route.yaml", ROUTE.replace("BACKEND", "none"));
            awaitBackend(http, "500");
            awaitLine("! HTTPRoute default/shop at default/web: BackendNotFound: ");

            write("route.yaml", ROUTE.replace("BACKEND", "one"));
            awaitBackend(http, "one");
            awaitLine("HTTPRoute default/shop at default/web: well again");
        }
    }

    @Test
    void aKongThatGoesIsNamedAndServedWhenItIsBack() throws IOException {
        int admin = freePort();
        EmbeddedSettings settings = EmbeddedSettings.defaults()
                .withAdminPort(admin)
                .withListens(ProxyListen.http(8000).onAnyPort());
        EmbeddedGateway kong = EmbeddedGateway.start(settings);
        String url = "http://127.0.0.1:" + admin;
        try (RunCommand.Running running = run("--data-plane", url)) {
            awaitBackend(kong.boundPort(8000), "one");

            kong.close();
            awaitLine("! data plane default: the Admin API at " + url + " can't be reached");
            write("route.yaml", ROUTE.replace("BACKEND", "two"));

            kong = EmbeddedGateway.start(settings);
            awaitBackend(kong.boundPort(8000), "two");
            awaitLine("data plane default: " + url + " is back");
            assertThat(running.gateway()).isEmpty();
        } finally {
            kong.close();
        }
    }

    @Test
    void wrongOptionsAreExplained() {
        assertThatThrownBy(() -> run("--data-plane", "kong:8001"))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll("--data-plane", "\"kong:8001\"");
        assertThatThrownBy(this::run).isInstanceOf(Failure.class).hasMessageContaining("kongruent.data-planes");
        assertThat(Main.commandLine(beans).execute("run", "--source", "dir:" + root.resolve("no")))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(Main.commandLine(beans).execute("run", "--source", root.toString()))
                .isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> run("--data-plane", "embedded", "--port-map", "80=" + taken.getLocalPort()))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining(Integer.toString(taken.getLocalPort()));
        }
    }
}
