package io.kongruent.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.embedded.EmbeddedGateway;
import io.kongruent.embedded.EmbeddedSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What we give to Kong is what Kong takes: every configuration of the golden cases is accepted by the embedded gateway's Admin API, plugin specs included.
 * With {@code -Dkongruent.kong=URL} and {@code -Dkongruent.kong.plain=URL} they go to the Admin APIs of real Kongs, one with and one without the plugin.
 */
class AdmissionTest {

    private static EmbeddedGateway withPlugin;
    private static EmbeddedGateway withoutPlugin;
    private static URI admin;
    private static URI plainAdmin;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        withPlugin = EmbeddedGateway.start(EmbeddedSettings.defaults());
        withoutPlugin = EmbeddedGateway.start(EmbeddedSettings.defaults().withoutPlugin());
        admin = given("kongruent.kong").orElseGet(withPlugin::adminUrl);
        plainAdmin = given("kongruent.kong.plain").orElseGet(withoutPlugin::adminUrl);
        client = HttpClient.newHttpClient();
    }

    private static Optional<URI> given(String property) {
        return Optional.ofNullable(System.getProperty(property)).map(URI::create);
    }

    @AfterAll
    static void stop() {
        client.close();
        withPlugin.close();
        withoutPlugin.close();
    }

    @TestFactory
    Stream<DynamicTest> isAccepted() {
        return configurations().stream()
                .map(f -> DynamicTest.dynamicTest(f.toString(), () -> {
                    String text = GoldenCase.read(f);
                    HttpResponse<String> answer = post(text.contains("name: gateway-api") ? admin : plainAdmin, text);
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
                }));
    }

    @Test
    void refusesToo() throws Exception {
        String text = GoldenCase.read(configurations().getFirst());
        assertThat(post(admin, text.replace("gateway-api", "gateway-apis")).statusCode())
                .isEqualTo(400);
        assertThat(configurations()).hasSizeGreaterThan(250);
    }

    private static HttpResponse<String> post(URI admin, String text) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(admin.resolve("/config"))
                        .header("Content-Type", "text/yaml")
                        .POST(HttpRequest.BodyPublishers.ofString(text))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static List<Path> configurations() {
        return GoldenCase.all().stream()
                .flatMap(c -> c.outputs().stream())
                .filter(f -> !f.endsWith("status.yaml"))
                .toList();
    }
}
