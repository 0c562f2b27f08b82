package io.kongruent.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** An answer of the Admin API; an empty content type goes with an empty body. */
record AdminAnswer(int status, String contentType, String body) {
    static final String JSON = "application/json; charset=utf-8";

    static AdminAnswer json(int status, JsonNode body) {
        return new AdminAnswer(status, JSON, body.toString());
    }

    static AdminAnswer message(int status, String message) {
        return json(status, JsonNodeFactory.instance.objectNode().put("message", message));
    }
}
