package io.kongruent.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.kongruent.cli.offline.Evaluation;
import io.kongruent.cli.offline.Evaluator;
import io.kongruent.embedded.EchoBackend;
import io.kongruent.embedded.EmbeddedGateway;
import io.kongruent.embedded.EmbeddedSettings;
import io.kongruent.embedded.ProxyListen;
import io.kongruent.embedded.ProxyListener;
import io.kongruent.kong.Document;
import io.kongruent.snapshot.Manifests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/** What the demo plays on: an embedded gateway, a backend for each Service, and a folder of manifests that is applied on demand. */
final class Stage implements AutoCloseable {

    private static final List<String> SERVICES = List.of("shop-stable", "shop-canary", "api");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final Function<Path, Manifests> reader;
    private final Evaluator evaluator;
    private final EmbeddedGateway gateway;
    private final List<EchoBackend> backends = new ArrayList<>();
    private final HttpClient admin = HttpClient.newHttpClient();

    /**
     * @param reader reads a folder of manifests
     * @param listener hears of every request that the gateway answers
     */
    Stage(Path folder, Function<Path, Manifests> reader, Evaluator evaluator, ProxyListener listener)
            throws IOException {
        this.folder = folder;
        this.reader = reader;
        this.evaluator = evaluator;
        for (String service : SERVICES) {
            EchoBackend backend = EchoBackend.start(service);
            backends.add(backend);
            Files.writeString(folder.resolve("endpoints-of-" + service + ".yaml"), endpoints(service, backend.port()));
        }
        this.gateway = EmbeddedGateway.start(EmbeddedSettings.defaults()
                .withListens(
                        ProxyListen.http(8000).onAnyPort(),
                        ProxyListen.https(8443).onAnyPort())
                .withListener(listener));
    }

    /** A Service's endpoints, which a cluster would know: the backend of this process. */
    private static String endpoints(String service, int port) {
        HasMetadata slice = new EndpointSliceBuilder()
                .withNewMetadata()
                .withName(service + "-demo")
                .addToLabels("kubernetes.io/service-name", service)
                .endMetadata()
                .withAddressType("IPv4")
                .addNewPort()
                .withPort(port)
                .endPort()
                .addNewEndpoint()
                .withAddresses("127.0.0.1")
                .endEndpoint()
                .build();
        return Serialization.asYaml(slice);
    }

    /** The port of this machine on which the gateway serves a Gateway's port. */
    int port(int gatewayPort) {
        return gateway.boundPort(evaluator.portMap().getOrDefault(gatewayPort, gatewayPort));
    }

    Path folder() {
        return folder;
    }

    /** Reads the folder, sends what comes of it to the gateway and waits until every worker has applied it. */
    Evaluation apply() throws IOException, InterruptedException {
        Evaluation evaluation = evaluator.evaluate(reader.apply(folder));
        String version = UUID.randomUUID().toString();
        byte[] document = Document.of(Objects.requireNonNull(evaluation.states().get(Evaluator.DATA_PLANE)))
                .bytes(version);
        HttpRequest post = HttpRequest.newBuilder(gateway.adminUrl().resolve("/config?flatten_errors=1"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(document))
                .build();
        HttpResponse<String> answer = admin.send(post, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (answer.statusCode() != 201) {
            throw new IOException("the gateway refused the configuration: " + answer.body());
        }
        awaitApplied(version);
        return evaluation;
    }

    private void awaitApplied(String version) throws IOException, InterruptedException {
        URI status = gateway.adminUrl().resolve("/gateway-api/status");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            String body = admin.send(HttpRequest.newBuilder(status).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            JsonNode applied = new ObjectMapper().readTree(body).at("/workers/applied");
            boolean everywhere = !applied.isEmpty();
            for (JsonNode worker : applied) {
                everywhere &= worker.asText().equals(version);
            }
            if (everywhere) {
                return;
            }
            Thread.sleep(1);
        }
        throw new IOException("the gateway has not applied the configuration within " + PATIENCE.toSeconds() + " s");
    }

    @Override
    public void close() {
        gateway.close();
        backends.forEach(EchoBackend::close);
    }
}
