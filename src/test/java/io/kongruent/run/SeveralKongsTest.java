package io.kongruent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kongruent.capability.Capabilities;
import io.kongruent.cli.folder.FolderSource;
import io.kongruent.embedded.EchoBackend;
import io.kongruent.embedded.EmbeddedGateway;
import io.kongruent.embedded.EmbeddedSettings;
import io.kongruent.embedded.ProxyListen;
import io.kongruent.push.RestAdmins;
import io.kongruent.settings.GivenSettings;
import io.kongruent.settings.KongruentSettings;
import io.kongruent.snapshot.Samples;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that name several Kongs: two instances of one data plane have the same, another data plane has what is its own. */
@QuarkusTest
class SeveralKongsTest {

    private static final String SHARE = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: NAME}
            spec:
              gatewayClassName: kong
              listeners: [{name: http, protocol: HTTP, port: 80}]
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: NAME}
            spec:
              parentRefs: [{name: NAME}]
              rules:
                - matches: [{path: {type: Exact, value: /NAME}}]
                  backendRefs: [{name: app, port: 80}]
            ---
            """;

    @Inject
    RestAdmins admins;

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    private static EmbeddedGateway kong() {
        return EmbeddedGateway.start(
                EmbeddedSettings.defaults().withListens(ProxyListen.http(8000).onAnyPort()));
    }

    private int status(EmbeddedGateway kong, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + kong.boundPort(8000) + path))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void everyKongHasWhatIsItsOwn() throws IOException, InterruptedException {
        try (EchoBackend app = EchoBackend.start("app");
                EmbeddedGateway first = kong();
                EmbeddedGateway second = kong();
                EmbeddedGateway other = kong()) {
            Files.writeString(
                    folder.resolve("all.yaml"),
                    Samples.CLASS
                            + Samples.service("app", app.port())
                            + SHARE.replace("NAME", "web")
                            + SHARE.replace("NAME", "shop"));
            KongruentSettings settings = GivenSettings.of(Map.of(
                    "kongruent.default-data-plane", "main",
                    "kongruent.data-planes.main.admin-urls", first.adminUrl() + "," + second.adminUrl(),
                    "kongruent.data-planes.main.port-map.80", "8000",
                    "kongruent.data-planes.shop.admin-urls", other.adminUrl().toString(),
                    "kongruent.data-planes.shop.port-map.80", "8000",
                    "kongruent.data-planes.shop.gateways", "default/shop"));
            Setup setup =
                    Setup.of(settings, DataPlanes.of(settings, admins::open), Capabilities.shipped("0.1.0", List.of()));
            try (Controller controller = Controller.start(setup, new FolderSource(folder, reading -> {}), List.of())) {
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> status(first, "/web") == 200
                                && status(second, "/web") == 200
                                && status(other, "/shop") == 200);
                assertThat(status(first, "/shop")).isEqualTo(404);
                assertThat(status(second, "/shop")).isEqualTo(404);
                assertThat(status(other, "/web")).isEqualTo(404);
                assertThat(controller.engine().outcomes()).hasSize(3);
            }
        }
    }
}
