package io.kongruent.property;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kongruent.embedded.EmbeddedGateway;
import io.kongruent.embedded.EmbeddedSettings;
import io.kongruent.embedded.ProxyListen;
import io.kongruent.kong.Document;
import io.kongruent.kong.KongState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import java.util.stream.StreamSupport;

/**
 * A gateway on the wire, with backends behind it: the embedded one, or a real Kong with the plugin where {@code -Dkongruent.kong} names the URL of its Admin
 * API. That Kong is on this machine, listens on 8000, 8080 and 8081, on 8443 and 9443 with TLS, and is all ours: its configuration is replaced.
 */
final class Gate implements AutoCloseable {

    private static final int BACKENDS = 60;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final AddressEcho echo;
    private final Optional<EmbeddedGateway> embedded;
    private final URI admin;
    private final IntUnaryOperator bound;

    private Gate(AddressEcho echo, Optional<EmbeddedGateway> embedded, URI admin, IntUnaryOperator bound) {
        this.echo = echo;
        this.embedded = embedded;
        this.admin = admin;
        this.bound = bound;
    }

    static Gate open() {
        Optional<URI> given =
                Optional.ofNullable(System.getProperty("kongruent.kong")).map(URI::create);
        if (given.isPresent()) {
            return new Gate(AddressEcho.there(BACKENDS), Optional.empty(), given.get(), port -> port);
        }
        AddressEcho echo = AddressEcho.anywhere(BACKENDS);
        EmbeddedGateway gateway = EmbeddedGateway.start(EmbeddedSettings.defaults()
                .withWorkers(2)
                .withDialer(echo.dialer())
                .withListens(
                        ProxyListen.http(8000).onAnyPort(),
                        ProxyListen.http(8080).onAnyPort(),
                        ProxyListen.http(8081).onAnyPort(),
                        ProxyListen.https(8443).onAnyPort(),
                        ProxyListen.https(9443).onAnyPort()));
        return new Gate(echo, Optional.of(gateway), gateway.adminUrl(), gateway::boundPort);
    }

    /** Whether it is a real Kong. */
    boolean isReal() {
        return embedded.isEmpty();
    }

    /** Puts a state in force; returns when every worker has applied it. */
    void configure(KongState state) throws IOException, InterruptedException {
        String version = UUID.randomUUID().toString();
        configure(Document.of(state).bytes(version), version);
    }

    /** As {@link #configure(KongState)}, with a document whose global spec has that version. */
    void configure(byte[] document, String version) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(admin.resolve("/config?flatten_errors=1"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(document))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new AssertionError("refused: " + answer.body());
        }
        long end = System.nanoTime() + SOON.toNanos();
        while (!applied().equals(Set.of(version))) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not applied: " + version);
            }
            Thread.sleep(10);
        }
    }

    private Set<String> applied() throws IOException, InterruptedException {
        JsonNode status = new ObjectMapper()
                .readTree(http.send(
                                HttpRequest.newBuilder(admin.resolve("/gateway-api/status"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body());
        List<String> versions = new ArrayList<>();
        StreamSupport.stream(status.at("/workers/applied").spliterator(), false)
                .map(JsonNode::asText)
                .forEach(versions::add);
        return Set.copyOf(versions);
    }

    /** The port to connect to for one of Kong's listens. */
    int port(int listen) {
        return bound.applyAsInt(listen);
    }

    @Override
    public void close() {
        http.close();
        embedded.ifPresent(EmbeddedGateway::close);
        echo.close();
    }
}
