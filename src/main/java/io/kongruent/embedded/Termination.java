package io.kongruent.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.Optional;

/**
 * The stock plugin {@code request-termination}: the answer in place of a backend's.
 *
 * @param trigger the header or query parameter without which it does nothing
 */
record Termination(
        int status,
        Optional<String> message,
        Optional<String> contentType,
        Optional<String> body,
        Optional<String> trigger) {

    private static final Map<Integer, String> MESSAGES = Map.of(
            401, "Unauthorized",
            404, "Not found",
            405, "Method not allowed",
            500, "An unexpected error occurred",
            502, "Bad Gateway",
            503, "Service unavailable");

    static Termination of(JsonNode config) {
        return new Termination(
                config.path("status_code").asInt(503),
                text(config, "message"),
                text(config, "content_type"),
                text(config, "body"),
                text(config, "trigger"));
    }

    private static Optional<String> text(JsonNode config, String field) {
        return Optional.ofNullable(config.get(field))
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    /** The answer's body; empty when there is none to say. */
    Optional<String> answer() {
        return body.or(() -> message.or(() -> Optional.ofNullable(MESSAGES.get(status)))
                .map(m ->
                        JsonNodeFactory.instance.objectNode().put("message", m).toString()));
    }

    /** The answer's content type, which a body of one's own need not have. */
    Optional<String> type() {
        return body.isPresent() ? contentType : Optional.of("application/json; charset=utf-8");
    }
}
