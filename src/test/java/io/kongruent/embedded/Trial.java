package io.kongruent.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A gateway under test, its configuration under way, and requests to it. */
final class Trial implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectNode document = Recordings.MAPPER.createObjectNode().put("_format_version", "3.0");
    final EmbeddedGateway gateway;

    Trial(EmbeddedSettings settings) {
        gateway = EmbeddedGateway.start(settings);
    }

    private ObjectNode entity(String collection) {
        ArrayNode list = document.get(collection) instanceof ArrayNode known ? known : document.putArray(collection);
        return list.addObject();
    }

    /** An upstream and a service of the same name on these loopback ports, all of weight 100. */
    Trial service(String name, int... ports) {
        ArrayNode targets = entity("upstreams").put("name", name).putArray("targets");
        for (int port : ports) {
            targets.addObject().put("target", "127.0.0.1:" + port);
        }
        entity("services").put("name", name).put("host", name).put("port", 80);
        return this;
    }

    Trial route(String name, String expression, String service) {
        ObjectNode route = entity("routes")
                .put("name", name)
                .put("expression", expression)
                .put("strip_path", false)
                .put("preserve_host", true);
        if (!service.isEmpty()) {
            route.put("service", service);
        }
        return this;
    }

    /** The plugin on a route, or everywhere when the route is empty. */
    Trial spec(String route, String spec) {
        ObjectNode plugin = entity("plugins").put("name", "gateway-api");
        if (!route.isEmpty()) {
            plugin.put("route", route);
        }
        plugin.putObject("config").put("spec", spec);
        return this;
    }

    Trial with(String collection, String json) {
        try {
            entity(collection).setAll((ObjectNode) Recordings.MAPPER.readTree(json));
            return this;
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    Trial clear() {
        document.retain("_format_version");
        return this;
    }

    Trial push() throws Exception {
        HttpResponse<String> answer = post("/config", document.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return this;
    }

    String document() {
        return document.toString();
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(gateway.adminUrl().resolve(path))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> admin(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(gateway.adminUrl().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonNode adminJson(String path) throws Exception {
        return Recordings.MAPPER.readTree(admin(path).body());
    }

    /** A GET; headers as name, value, name, value. */
    RawHttp.Answer get(int port, String host, String path, String... headers) throws IOException {
        return send("GET", port, host, path, "", headers);
    }

    RawHttp.Answer send(String method, int port, String host, String path, String body, String... headers)
            throws IOException {
        List<Map.Entry<String, String>> all = new ArrayList<>();
        all.add(Map.entry("Host", host));
        for (int i = 0; i < headers.length; i += 2) {
            all.add(Map.entry(headers[i], headers[i + 1]));
        }
        try (Socket socket = RawHttp.plain(gateway.boundPort(port))) {
            return RawHttp.send(socket, method, path, "HTTP/1.1", all, body);
        }
    }

    static JsonNode json(RawHttp.Answer answer) throws IOException {
        return Recordings.MAPPER.readTree(answer.body());
    }

    @Override
    public void close() {
        gateway.close();
    }
}
