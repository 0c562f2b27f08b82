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
 * @param tls how the connection was made; empty for a plain one
 */
public record Request(
        int port,
        String method,
        String host,
        String path,
        Optional<String> query,
        List<Field> headers,
        Optional<Handshake> tls) {

    /** @param sni the server name that the client asks for */
    public record Handshake(Optional<String> sni) {}

    /** On a plain connection. */
    public Request(int port, String method, String host, String path, Optional<String> query, List<Field> headers) {
        this(port, method, host, path, query, headers, Optional.empty());
    }

    /** A header line. */
    public record Field(String name, String value) {}

    public Request {
        headers = List.copyOf(headers);
    }
}
