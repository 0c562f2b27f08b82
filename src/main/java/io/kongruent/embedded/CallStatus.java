package io.kongruent.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;

/** What a gRPC client is told of an answer of Kong's own, beside its HTTP status and instead of its body. */
final class CallStatus {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int UNKNOWN = 2;

    private static final Map<Integer, Integer> CODES = Map.ofEntries(
            Map.entry(200, 0),
            Map.entry(400, 3),
            Map.entry(401, 16),
            Map.entry(403, 7),
            Map.entry(404, 5),
            Map.entry(409, 6),
            Map.entry(429, 8),
            Map.entry(499, 1),
            Map.entry(500, 13),
            Map.entry(501, 12),
            Map.entry(503, 14),
            Map.entry(504, 4));

    private static final Map<Integer, String> MESSAGES = Map.ofEntries(
            Map.entry(0, "OK"),
            Map.entry(1, "Canceled"),
            Map.entry(2, "Unknown"),
            Map.entry(3, "InvalidArgument"),
            Map.entry(4, "DeadlineExceeded"),
            Map.entry(5, "NotFound"),
            Map.entry(6, "AlreadyExists"),
            Map.entry(7, "PermissionDenied"),
            Map.entry(8, "ResourceExhausted"),
            Map.entry(12, "Unimplemented"),
            Map.entry(13, "Internal"),
            Map.entry(14, "Unavailable"),
            Map.entry(16, "Unauthenticated"));

    private CallStatus() {}

    /** The headers for an HTTP status and a body; of a JSON body the message is told, of another all. */
    static Map<String, String> of(int status, Optional<String> body) {
        int code = CODES.getOrDefault(status, CODES.getOrDefault(status / 100 * 100, UNKNOWN));
        String message =
                body.filter(text -> !text.isBlank()).map(CallStatus::message).orElse(MESSAGES.getOrDefault(code, ""));
        return Map.of("grpc-status", Integer.toString(code), "grpc-message", message);
    }

    private static String message(String body) {
        try {
            return body.startsWith("{") ? MAPPER.readTree(body).path("message").asText() : body.strip();
        } catch (JsonProcessingException e) {
            return body.strip();
        }
    }
}
