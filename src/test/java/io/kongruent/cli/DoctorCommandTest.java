package io.kongruent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.kongruent.embedded.AdminListen;
import io.kongruent.embedded.AdminTls;
import io.kongruent.embedded.EmbeddedGateway;
import io.kongruent.embedded.EmbeddedSettings;
import io.kongruent.embedded.ProxyListen;
import io.kongruent.keys.X509;
import io.kongruent.push.RestAdmins;
import io.kongruent.settings.KongruentSettings;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command on what people point it at: a gateway, nothing, something else, and TLS of each kind. */
@QuarkusTest
class DoctorCommandTest {

    @Inject
    RestAdmins admins;

    @Inject
    KongruentSettings settings;

    @TempDir
    Path folder;

    private CommandLineRun run(String... args) {
        DoctorCommand command = new DoctorCommand();
        command.admins = admins;
        command.settings = settings;
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Failures.handledBy(new CommandLine(command))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
        CommandLineRun run = new CommandLineRun(code, out.toString(), err.toString());
        assertThat(run.out() + run.err()).doesNotContain("\tat ").doesNotContain("Exception");
        return run;
    }

    @Test
    void aGatewayThatHasEverything() throws IOException {
        try (EmbeddedGateway gateway = EmbeddedGateway.start(EmbeddedSettings.defaults()
                .withListens(
                        ProxyListen.http(8000).onAnyPort(),
                        ProxyListen.https(8443).onAnyPort()))) {
            String url = gateway.adminUrl().toString();
            CommandLineRun run = run(url);
            assertThat(run.out())
                    .contains("plugin gateway-api")
                    .contains("everything that Kongruent can do is possible");
            assertThat(run.code()).isZero();

            JsonNode kong =
                    new ObjectMapper().readTree(run(url, "-o", "json").out()).at("/kongs/0");
            assertThat(kong.path("reached").asBoolean()).isTrue();
            assertThat(kong.path("able").asInt())
                    .isEqualTo(kong.path("capabilities").asInt());
            assertThat(kong.path("listens").size()).isEqualTo(2);
        }
    }

    @Test
    void nobodyIsThere() {
        CommandLineRun run = run("127.0.0.1:1");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).contains("http://127.0.0.1:1").contains("it can't be reached: Connection refused");
    }

    @Test
    void whatIsNoUrlIsSaid() {
        assertThat(run("ftp://kong").code()).isEqualTo(2);
        assertThat(run("http://").err()).contains("is no URL");
        assertThat(run("http://kong:8001", "-H", "nonsense").err()).contains("has no colon");
        assertThat(run("https://kong", "--cert", "here.pem").err()).contains("go together");
        assertThat(run("https://kong", "--ca", folder.resolve("absent").toString())
                        .err())
                .contains("can't be read");
    }

    @Test
    void somebodyElseIsThere() throws IOException {
        for (int code : List.of(200, 401, 403, 404, 500)) {
            HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
            other.createContext("/", exchange -> {
                try (exchange) {
                    byte[] body = "<html>something else</html>".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(code, body.length);
                    exchange.getResponseBody().write(body);
                }
            });
            other.start();
            try {
                CommandLineRun run =
                        run("http://127.0.0.1:" + other.getAddress().getPort());
                assertThat(run.code()).isEqualTo(2);
                assertThat(run.out())
                        .contains(code == 200 ? "is no Kong" : code == 404 ? "answers 404" : "answers " + code);
            } finally {
                other.stop(0);
            }
        }
    }

    @Test
    void tlsOfEachKind() throws IOException {
        Instant now = Instant.now();
        X509.Pair server = X509.selfSigned(
                "kong", now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(1)), new X509.Use.Server("kong.test"));
        Path ca = Files.writeString(folder.resolve("ca.pem"), X509.pem(server.certificate()));
        EmbeddedSettings secured = EmbeddedSettings.defaults()
                .withAdmins(
                        List.of(new AdminListen("127.0.0.1", 0, true, false)),
                        new AdminTls(
                                Optional.of(new AdminTls.Pair(X509.pem(server.certificate()), X509.pem(server.key()))),
                                Optional.empty()));
        try (EmbeddedGateway gateway = EmbeddedGateway.start(secured)) {
            String url = "https://127.0.0.1:" + gateway.adminUrl().getPort();
            assertThat(run(url).out()).contains("can't be reached").contains("--ca");
            assertThat(run(url, "--ca", ca.toString()).out())
                    .contains("isn't for 127.0.0.1")
                    .contains("--server-name");
            CommandLineRun run = run(url, "--ca", ca.toString(), "--server-name", "kong.test");
            assertThat(run.out()).contains("plugin gateway-api");
            assertThat(run(url.replace("https", "http")).code()).isEqualTo(2);
        }
    }
}
