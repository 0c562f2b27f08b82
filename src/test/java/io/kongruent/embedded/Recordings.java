package io.kongruent.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** What a real Kong answered, and the one place that says which of it may differ. */
final class Recordings {
    static final ObjectMapper MAPPER = new ObjectMapper();
    /** The day of the recordings: their certificates live for a month. */
    static final Clock THAT_DAY = Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC);

    private Recordings() {}

    static JsonNode read(String file) {
        try (InputStream in = Recordings.class.getResourceAsStream("/kong/" + file)) {
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many exchanges of a recording are committed. */
    static int committed(String file) {
        return read("recordings/" + file).path("exchanges").size();
    }

    /**
     * Takes out what differs from run to run: the request id and times of creation; and what two libraries say in their own way: after "with:"
     * the words of the resolver, and where in a text the YAML parser stood when it gave up.
     */
    static JsonNode stable(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode out = MAPPER.createObjectNode();
                object.properties().forEach(entry -> {
                    String name = entry.getKey();
                    if (name.equals("request_id")) {
                        out.put(name, "<request-id>");
                    } else if (name.equals("created_at") || name.equals("updated_at")) {
                        out.put(name, "<time>");
                    } else {
                        out.set(name, stable(entry.getValue()));
                    }
                });
                yield out;
            }
            case ArrayNode array -> {
                ArrayNode out = MAPPER.createArrayNode();
                array.forEach(element -> out.add(stable(element)));
                yield out;
            }
            case TextNode text ->
                TextNode.valueOf(text.asText()
                        .replaceAll("request_id: [0-9a-f]{32}", "request_id: <request-id>")
                        .replaceAll(
                                "declarative configuration: [0-9]+:[0-9]+: ", "declarative configuration: <place>: ")
                        .replaceAll("(dns/balancer resolve for '[^']*' with:).*", "$1 <resolver>"));
            default -> node;
        };
    }

    /** A body as JSON when it is JSON, else as text. */
    static JsonNode body(String text) {
        try {
            JsonNode tree = text.startsWith("{") ? MAPPER.readTree(text) : null;
            return tree == null ? TextNode.valueOf(text) : tree;
        } catch (IOException e) {
            return TextNode.valueOf(text);
        }
    }
}
