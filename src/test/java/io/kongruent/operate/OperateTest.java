package io.kongruent.operate;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.kongruent.cli.folder.FolderSource;
import io.kongruent.embedded.EmbeddedGateway;
import io.kongruent.embedded.EmbeddedSettings;
import io.kongruent.embedded.ProxyListen;
import io.kongruent.engine.Engine;
import io.kongruent.model.Ref;
import io.kongruent.push.AdminEndpoint;
import io.kongruent.push.RestAdmins;
import io.kongruent.run.Controller;
import io.kongruent.run.OneKong;
import io.kongruent.run.Setup;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health and metrics over HTTP, of a controller on an embedded gateway. */
@QuarkusTest
class OperateTest {

    private static final String READY = "/q/health/ready";

    @Inject
    RestAdmins admins;

    @Inject
    Vitals vitals;

    @Inject
    Metrics metrics;

    @TempDir
    Path folder;

    @AfterEach
    void end() {
        vitals.rest();
    }

    private record Watched(Controller controller, boolean standsBy) implements Vitals.Patient {
        @Override
        public Engine engine() {
            return controller.engine();
        }

        @Override
        public boolean isSynced() {
            return controller.isSynced();
        }

        @Override
        public Map<String, String> details() {
            return Map.of("kinds that the cluster doesn't have", "TLSRoute");
        }
    }

    private Controller controller(URI admin) {
        return controller(admin, false);
    }

    private Controller controller(URI admin, boolean standsBy) {
        Setup setup = OneKong.setup(admins.open(AdminEndpoint.at(admin)));
        Controller controller = Controller.start(setup, new FolderSource(folder, r -> {}), List.of(metrics));
        vitals.watch(new Watched(controller, standsBy));
        return controller;
    }

    private void examples() throws IOException {
        for (String file : List.of("traffic-split.yaml", "broken.yaml")) {
            Files.copy(Path.of("examples", file), folder.resolve(file));
        }
    }

    private static void isUp(String path, boolean up) {
        given().get(path).then().statusCode(up ? 200 : 503).body("status", equalTo(up ? "UP" : "DOWN"));
    }

    private static void awaitUp(String path) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> isUp(path, true));
    }

    @Test
    void nothingIsReadyBeforeThereIsAnEngine() {
        isUp("/q/health/started", false);
        isUp(READY, false);
        isUp("/q/health/live", true);
    }

    @Test
    void readyAfterTheFirstPassAndMeasured() throws IOException {
        examples();
        try (EmbeddedGateway gateway = EmbeddedGateway.start(EmbeddedSettings.defaults()
                        .withListens(ProxyListen.http(8000).onAnyPort()));
                Controller controller = controller(gateway.adminUrl())) {
            isUp("/q/health/started", true);
            awaitUp(READY);
            isUp("/q/health/live", true);
            String state = "kongruent_data_plane_state{data_plane=\"default\",instance=\"" + gateway.adminUrl()
                    + "\",state=\"applied\"} 1.0";
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(scrape()).contains(state));
            assertThat(controller.engine().passes()).isPositive();

            String text = scrape();
            assertThat(text)
                    .contains("kongruent_passes_total{changed=\"true\"}")
                    .contains("kongruent_stage_seconds_count{stage=\"resolve\"}")
                    .contains("kongruent_stage_seconds_count{stage=\"judge\"}")
                    .contains("kongruent_stage_seconds_count{stage=\"translate\"}")
                    .contains("kongruent_stage_seconds_count{stage=\"serialise\"}")
                    .contains("kongruent_passes_total{changed=\"")
                    .contains("kongruent_push_seconds_count{data_plane=\"default\"")
                    .contains("kongruent_propagation_seconds_bucket{data_plane=\"default\",le=")
                    .contains("kongruent_refused_objects{kind=\"HTTPRoute\"} 1.0")
                    .contains("kongruent_refused_objects{kind=\"Gateway\"} 0.0")
                    .contains("result=\"taken\"")
                    .contains("kongruent_push_size_bytes_count{");
            for (String alias : List.of(
                    "configuration_push_count{dataplane=\"" + gateway.adminUrl()
                            + "\",failure_reason=\"\",protocol=\"db-less\",success=\"true\"}",
                    "configuration_push_last_successful{",
                    "configuration_push_duration_milliseconds_bucket{",
                    "configuration_push_size{",
                    "configuration_push_broken_resource_count{",
                    "translation_count{success=\"true\"}",
                    "translation_duration_milliseconds_bucket{",
                    "translation_broken_resource_count 1.0")) {
                assertThat(text).contains("ingress_controller_" + alias);
            }

            metrics.gone("default", gateway.adminUrl().toString());

            assertThat(scrape()).doesNotContain(gateway.adminUrl().toString()).contains("kongruent_passes_total");
        }
    }

    /** What docs/operations.md lists is there, under that name and with those labels, as soon as there is something to measure. */
    @Test
    void everyMetricOfTheDocumentationIsThere() throws IOException {
        examples();
        try (EmbeddedGateway gateway = EmbeddedGateway.start(EmbeddedSettings.defaults()
                        .withListens(ProxyListen.http(8000).onAnyPort()));
                Controller controller = controller(gateway.adminUrl())) {
            metrics.written(Ref.gatewayApi("GRPCRoute", "default", "r"), true);
            metrics.watching("services", true);
            metrics.reaches(true);
            metrics.leads(true);
            metrics.runs("kongruent.io/gateway-controller", "0.1.0");
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(scrape()).contains("kongruent_propagation_seconds_count"));
            assertThat(controller.engine().passes()).isPositive();

            String text = scrape();
            List<String> rows = Files.readAllLines(Path.of("docs/operations.md")).stream()
                    .filter(line -> line.startsWith("| `kongruent_"))
                    .toList();
            assertThat(rows).hasSizeGreaterThan(10);
            for (String row : rows) {
                String[] cells = row.split("\\|", -1);
                String name = cells[1].strip().replace("`", "");
                assertThat(text).contains(name);
                Pattern.compile("`([a-z_]+)`(?=:|,|$)")
                        .matcher(cells[3].replaceAll(":.*", ":").strip())
                        .results()
                        .map(r -> r.group(1))
                        .forEach(
                                label -> assertThat(text).containsPattern(name + "[a-z_]*\\{[^}]*\\b" + label + "=\""));
            }
        }
    }

    private static String scrape() {
        return given().get("/q/metrics").then().statusCode(200).extract().asString();
    }

    @Test
    void aKongThatIsAwayShowsAndMakesNobodyUnready() throws IOException {
        examples();
        URI nobody = URI.create("http://127.0.0.1:9");
        try (Controller controller = controller(nobody)) {
            assertThat(controller.isSynced()).isTrue();
            awaitUp(READY);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> given().get(READY)
                            .then()
                            .statusCode(200)
                            .body(
                                    "checks.data.'data plane default http://127.0.0.1:9'",
                                    hasItem(startsWith("UNREACHABLE: "))));
            isUp("/q/health/live", true);
        }
    }

    @Test
    void aStandbyIsReadyWhenItHasSeenEverything() {
        try (Controller controller = controller(URI.create("http://127.0.0.1:9"), true)) {
            assertThat(controller.isSynced()).isTrue();
            given().get(READY)
                    .then()
                    .statusCode(200)
                    .body("checks.data.role", hasItem("standby"))
                    .body("checks.data.'kinds that the cluster doesn\\'t have'", hasItem("TLSRoute"));
        }
    }

    @Test
    void whatIsWrittenAndWatchedIsCounted() {
        metrics.written(Ref.gatewayApi("HTTPRoute", "default", "r"), true);
        metrics.written(Ref.gatewayApi("HTTPRoute", "default", "r"), false);
        metrics.watching("httproutes", false);
        metrics.watching("httproutes", true);
        metrics.reaches(false);
        metrics.leads(true);
        metrics.leads(false);

        assertThat(scrape())
                .contains("kongruent_status_writes_total{kind=\"HTTPRoute\",success=\"true\"} 1.0")
                .contains("kongruent_status_writes_total{kind=\"HTTPRoute\",success=\"false\"} 1.0")
                .contains("kongruent_watches_total{again=\"false\",resource=\"httproutes\"} 1.0")
                .contains("kongruent_watches_total{again=\"true\",resource=\"httproutes\"} 1.0")
                .contains("kongruent_api_server_reachable 0.0")
                .contains("kongruent_leader 0.0");
    }

    @Test
    void aHeartThatDoesntBeatForAMinuteIsDead() {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(LivenessCheck.isFresh(now.minusSeconds(60), now)).isTrue();
        assertThat(LivenessCheck.isFresh(now.minusSeconds(61), now)).isFalse();
    }
}
