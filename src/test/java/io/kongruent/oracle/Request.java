package io.kongruent.oracle;

import java.util.List;
import java.util.Optional;

/**
 * A request as it arrives at a Gateway.
 *
 * @param port the Gateway's port that the connection was made to
 * @param host the Host header as sent, maybe with a port, in any case
 * @param path as sent
 * @param query as sent, without the question mark
 */
public record Request(int port, String method, String host, String path, Optional<String> query, List<Field> headers) {

    /** A header line. */
    public record Field(String name, String value) {}

    public Request {
        headers = List.copyOf(headers);
    }
}
