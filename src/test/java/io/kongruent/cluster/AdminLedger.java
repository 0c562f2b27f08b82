package io.kongruent.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kongruent.embedded.EmbeddedGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** The Admin API of one gateway with a door for each process that configures it: who sent what when is written down. */
final class AdminLedger implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EmbeddedGateway gateway;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final List<HttpServer> doors = new ArrayList<>();
    private final Map<String, Integer> looks = new ConcurrentHashMap<>();
    private final Set<String> forgetful = ConcurrentHashMap.newKeySet();

    /**
     * A configuration that was sent.
     *
     * @param at in milliseconds since 1970
     */
    record Sent(String who, long at, long begun, long ended) {}

    AdminLedger(EmbeddedGateway gateway) {
        this.gateway = gateway;
    }

    /** The URL for one process. */
    String door(String who) throws IOException {
        HttpServer door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        door.createContext("/", exchange -> pass(who, exchange));
        door.start();
        doors.add(door);
        return "http://127.0.0.1:" + door.getAddress().getPort();
    }

    /** From now on the gateway looks to this process as if it lost each configuration right after it has applied it, so that there is always something to send. */
    void forgetsFor(String who) {
        forgetful.add(who);
    }

    /** What was sent, in the order in which it ended. */
    List<Sent> sent() {
        return List.copyOf(sent);
    }

    List<Sent> sentBy(String who) {
        return sent.stream().filter(s -> s.who.equals(who)).toList();
    }

    private void pass(String who, HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean configures = exchange.getRequestMethod().equals("POST")
                    && exchange.getRequestURI().getPath().equals("/config");
            long at = System.currentTimeMillis();
            long begun = System.nanoTime();
            byte[] body = exchange.getRequestBody().readAllBytes();
            HttpResponse<byte[]> answer = ask(exchange, body);
            byte[] said = answer.body();
            if (configures) {
                sent.add(new Sent(who, at, begun, System.nanoTime()));
                looks.put(who, 0);
            } else if (exchange.getRequestURI().getPath().endsWith("/status")
                    && forgetful.contains(who)
                    && looks.merge(who, 1, Integer::sum) > 1) {
                said = forgotten(said);
            }
            answer.headers()
                    .firstValue("content-type")
                    .ifPresent(t -> exchange.getResponseHeaders().set("Content-Type", t));
            exchange.sendResponseHeaders(answer.statusCode(), said.length == 0 ? -1 : said.length);
            if (said.length > 0) {
                exchange.getResponseBody().write(said);
            }
        }
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (name.equalsIgnoreCase("content-type") || name.equalsIgnoreCase("accept")) {
                headers.put(name, values.getFirst());
            }
        });
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(gateway.adminUrl() + exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] forgotten(byte[] status) throws IOException {
        JsonNode tree = JSON.readTree(status);
        if (tree.path("workers").path("applied") instanceof ArrayNode applied) {
            for (int i = 0; i < applied.size(); i++) {
                applied.setNull(i);
            }
        }
        return JSON.writeValueAsBytes(tree);
    }

    @Override
    public void close() {
        doors.forEach(door -> door.stop(0));
        client.close();
    }
}
