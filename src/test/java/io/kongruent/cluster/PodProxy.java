package io.kongruent.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;

/** What asks an API server with nodes, in place of one without: pods answer, and everything else is what the real one says. For reading only. */
final class PodProxy implements AutoCloseable {

    private final KubernetesClient client;
    private final Map<String, String> pods;
    private final HttpServer http;

    /** @param pods what they answer, by the part of the path that names them */
    PodProxy(KubernetesClient client, Map<String, String> pods) throws IOException {
        this.client = client;
        this.pods = pods;
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::answer);
        http.start();
    }

    String kubeconfig() {
        return """
                apiVersion: v1
                kind: Config
                current-context: tests
                contexts: [{name: tests, context: {cluster: tests, user: tests}}]
                clusters: [{name: tests, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: tests, user: {}}]
                """.formatted(http.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        String said = pods.entrySet().stream()
                .filter(pod -> path.contains("/pods/" + pod.getKey() + "/proxy/"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> client.raw(path));
        try (exchange;
                OutputStream out = exchange.getResponseBody()) {
            exchange.getResponseHeaders().set("content-type", "application/json");
            byte[] body = (said == null ? "{}" : said).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(said == null ? 404 : 200, body.length);
            out.write(body);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
