package io.kongruent.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a Kong says of itself.
 *
 * @param root {@code GET /}
 * @param status {@code GET /status}; missing when it wasn't answered
 * @param plugin what our plugin reports
 */
record Kong(String url, JsonNode root, JsonNode status, Optional<JsonNode> plugin) {

    String version() {
        return root.path("version").asText();
    }

    String edition() {
        return root.path("edition").asText();
    }

    /** Whether it is this project's own gateway, which has few of Kong's settings. */
    boolean isEmbedded() {
        return root.path("embedded").asBoolean();
    }

    /** A setting as text; empty where it isn't told, or has no value. */
    String setting(String name) {
        JsonNode value = root.path("configuration").path(name);
        return value.isValueNode() ? value.asText() : "";
    }

    boolean tells(String name) {
        return root.path("configuration").has(name);
    }

    /** The elements of a setting that is a list; Kong writes an empty one as an object. */
    List<JsonNode> list(String name) {
        JsonNode value = root.path("configuration").path(name);
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false).toList()
                : List.of();
    }

    /** The values of a directive that is injected into a part of nginx's configuration. */
    List<String> directives(String part, String name) {
        return list("nginx_" + part + "_directives").stream()
                .filter(d -> d.path("name").asText().equals(name))
                .map(d -> d.path("value").asText())
                .toList();
    }

    List<JsonNode> proxies() {
        return list("proxy_listeners");
    }

    List<JsonNode> streams() {
        return list("stream_listeners");
    }

    /** For people: each listen with what it is for. */
    List<String> listens() {
        List<String> listens = new ArrayList<>();
        proxies()
                .forEach(l -> listens.add(l.path("port").asInt()
                        + (l.path("ssl").asBoolean() ? " https" : " http")
                        + (l.path("http2").asBoolean(true) ? " http2" : "")));
        streams()
                .forEach(l -> listens.add(l.path("port").asInt()
                        + (l.path("udp").asBoolean() ? " udp" : l.path("ssl").asBoolean() ? " tls" : " tcp")));
        return listens.stream().distinct().toList();
    }

    /** Whether it has a configuration of whatever origin. */
    boolean isConfigured() {
        String hash = status.path("configuration_hash").asText();
        return hash.chars().anyMatch(c -> c != '0');
    }

    /** The versions of our configurations that its workers have. */
    Stream<String> applied() {
        return plugin.stream()
                .flatMap(p -> StreamSupport.stream(p.at("/workers/applied").spliterator(), false))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }
}
