package io.kongruent.behaviour;

import java.util.List;
import java.util.Optional;

/**
 * What the plugin sees of a request. Bytes which are not UTF-8 travel in the form of {@link WireText}.
 *
 * @param scheme {@code http} or {@code https}: how the client is connected
 * @param method the method as sent
 * @param host the Host header as sent, which may carry a port; empty when there is none
 * @param listenPort the port of the gateway process that took the connection
 * @param path the path as the router matched it: normalised, percent-encoded or not
 * @param sentPath the path as the client sent it, which a redirect keeps that says nothing of the path; empty: {@code path}
 * @param query the text after the first {@code ?}; present and empty for a bare {@code ?}
 * @param headers every header line in order, with or without Host
 */
public record RequestView(
        String scheme,
        String method,
        String host,
        int listenPort,
        String path,
        Optional<String> sentPath,
        Optional<String> query,
        List<HeaderField> headers) {

    public RequestView {
        headers = List.copyOf(headers);
    }

    /** A request whose path was sent as the router matched it. */
    public RequestView(
            String scheme,
            String method,
            String host,
            int listenPort,
            String path,
            Optional<String> query,
            List<HeaderField> headers) {
        this(scheme, method, host, listenPort, path, Optional.empty(), query, headers);
    }
}
