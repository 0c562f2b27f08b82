package io.kongruent.embedded.router;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Exchanges with a real Kong, and the routes that it had. */
final class Recording {
    private final JsonNode root;
    private final Map<String, String> names = new HashMap<>();

    private Recording(JsonNode root) {
        this.root = root;
    }

    static Recording read(String name) {
        try (InputStream in = Recording.class.getResourceAsStream("/kong/recordings/" + name + ".json")) {
            return new Recording(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    List<JsonNode> exchanges() {
        return StreamSupport.stream(root.get("exchanges").spliterator(), false).toList();
    }

    JsonNode config() {
        return root.get("config");
    }

    /** The routes, with ids of our own: the recorded configurations leave those to Kong. */
    List<RouterRoute> routes() {
        List<RouterRoute> routes = new ArrayList<>();
        for (JsonNode route : root.at("/config/routes")) {
            String name = route.get("name").asText();
            String id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                    .toString();
            names.put(id, name);
            Set<String> protocols = new HashSet<>(texts(route.path("protocols")));
            int redirect = route.path("https_redirect_status_code").asInt(426);
            routes.add(
                    route.has("expression")
                            ? new RouterRoute(
                                    id,
                                    route.get("expression").asText(),
                                    route.path("priority").asLong(),
                                    protocols,
                                    redirect)
                            : RouterRoute.classic(id, classic(route), protocols, redirect));
        }
        return routes;
    }

    String nameOf(RouterRoute route) {
        return Optional.ofNullable(names.get(route.id())).orElseThrow();
    }

    private static ClassicFields classic(JsonNode route) {
        Map<String, List<String>> headers = new HashMap<>();
        route.path("headers").properties().forEach(header -> headers.put(header.getKey(), texts(header.getValue())));
        return new ClassicFields(
                texts(route.path("methods")),
                texts(route.path("hosts")),
                texts(route.path("paths")),
                headers,
                texts(route.path("snis")),
                List.of(),
                List.of(),
                route.path("regex_priority").asLong());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    RouterRequest request(JsonNode exchange) {
        JsonNode request = exchange.get("request");
        JsonNode listener = root.at("/listeners/" + request.get("listener").asText());
        String target = request.get("path").asText();
        int question = target.indexOf('?');
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        request.path("headers")
                .forEach(line ->
                        headers.add(Map.entry(line.get(0).asText(), line.get(1).asText())));
        return new RouterRequest(
                listener.get("protocol").asText(),
                request.get("method").asText(),
                Optional.of(request.get("host").asText()).filter(host -> !host.isEmpty()),
                RouterRequest.wire(question < 0 ? target : target.substring(0, question)),
                question < 0 ? Optional.empty() : Optional.of(RouterRequest.wire(target.substring(question + 1))),
                headers,
                listener.get("port").asInt(),
                Optional.ofNullable(request.get("sni"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText));
    }

    StreamConnection connection(JsonNode exchange) {
        JsonNode request = exchange.get("request");
        JsonNode listener = root.at("/listeners/" + request.get("listener").asText());
        return new StreamConnection(
                request.get("protocol").asText().equals("UDP"),
                listener.get("port").asInt(),
                Optional.ofNullable(request.get("sni"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::asText));
    }
}
