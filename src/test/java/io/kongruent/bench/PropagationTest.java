package io.kongruent.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.cli.folder.FolderSource;
import io.kongruent.embedded.EchoBackend;
import io.kongruent.embedded.EmbeddedGateway;
import io.kongruent.embedded.EmbeddedSettings;
import io.kongruent.embedded.ProxyListen;
import io.kongruent.engine.EngineListener;
import io.kongruent.graph.Graph;
import io.kongruent.push.AdminEndpoint;
import io.kongruent.push.Outcome;
import io.kongruent.push.RestAdmins;
import io.kongruent.run.Controller;
import io.kongruent.run.OneKong;
import io.kongruent.run.Setup;
import io.kongruent.snapshot.Samples;
import io.kongruent.verdict.Verdicts;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One route of many is edited, again and again: every edit is in effect, and how long that takes from the file being there is printed. Small as a test;
 * {@code make bench-propagation} makes it large.
 */
@QuarkusTest
class PropagationTest {

    private static final int ROUTES = Integer.getInteger("propagation.routes", 20);
    private static final int EDITS = Integer.getInteger("propagation.edits", 5);

    /** A prime, so that edits are spread over all routes. */
    private static final int STEP = 37;

    private static final String BASE = Samples.CLASS + """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: web}
            spec:
              gatewayClassName: kong
              listeners: [{name: http, protocol: HTTP, port: 80}]
            ---
            """;

    @Inject
    RestAdmins admins;

    @TempDir
    Path folder;

    private final LinkedBlockingQueue<Duration> applied = new LinkedBlockingQueue<>();

    private final class Ears implements EngineListener {
        @Override
        public void verdicts(Graph graph, List<Outcome> outcomes, Verdicts verdicts) {
            // Only what is applied counts here.
        }

        @Override
        public void propagated(String dataPlane, Duration took) {
            applied.add(took);
        }
    }

    @Test
    void everyEditIsInEffect() throws Exception {
        try (EchoBackend backend = EchoBackend.start("app");
                EmbeddedGateway gateway = EmbeddedGateway.start(EmbeddedSettings.defaults()
                        .withListens(ProxyListen.http(8000).onAnyPort()))) {
            write("base.yaml", BASE + Samples.service("app", backend.port()));
            for (int i = 0; i < ROUTES; i++) {
                write(file(i), route(i, "/first"));
            }
            Setup setup = OneKong.setup(admins.open(AdminEndpoint.at(gateway.adminUrl())));
            try (Controller controller =
                    Controller.start(setup, new FolderSource(folder, reading -> {}), List.of(new Ears()))) {
                awaitApplied();
                int port = gateway.boundPort(8000);
                report("idle Kong", edits(port, "idle", true));
                report("one edit after the other", edits(port, "busy", false));
                assertThat(controller.engine().passes()).isGreaterThan(EDITS);
            }
        }
    }

    /** Edits one route after the other, and asks the gateway for each. @param rested whether the Kong may rest before the next edit */
    private List<Duration> edits(int port, String name, boolean rested) throws Exception {
        List<Duration> took = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int edit = 0; edit < EDITS; edit++) {
                int route = edit * STEP % ROUTES;
                String path = "/" + name + edit;
                applied.clear();
                long begin = System.nanoTime();
                write(file(route), route(route, path));
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + path + "/r" + route))
                        .build();
                Duration one;
                do {
                    // What is applied first may be what was on its way before the edit.
                    awaitApplied();
                    one = Duration.ofNanos(System.nanoTime() - begin);
                } while (client.send(request, HttpResponse.BodyHandlers.ofString())
                                .statusCode()
                        != 200);
                took.add(one);
                if (rested) {
                    Thread.sleep(one.multipliedBy(2));
                }
            }
        }
        return took;
    }

    private void awaitApplied() throws InterruptedException {
        assertThat(applied.poll(2, TimeUnit.MINUTES)).isNotNull();
    }

    private static void report(String name, List<Duration> took) {
        List<Duration> sorted = took.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "propagation, %d routes, %d edits, %s: p50 %.1f ms, p95 %.1f ms, most %.1f ms%n",
                ROUTES,
                took.size(),
                name,
                millis(sorted.get(sorted.size() / 2)),
                millis(sorted.get(Math.min(sorted.size() - 1, sorted.size() * 95 / 100))),
                millis(sorted.getLast()));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private static String file(int route) {
        return "route-" + route + ".yaml";
    }

    private static String route(int number, String path) {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: r%d}
                spec:
                  parentRefs: [{name: web}]
                  rules:
                    - matches: [{path: {type: Exact, value: %s/r%d}}]
                      backendRefs: [{name: app, port: 80}]
                """.formatted(number, path, number);
    }

    private void write(String file, String text) throws IOException {
        Path written = folder.resolve("." + file);
        Files.writeString(written, text);
        Files.move(written, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
