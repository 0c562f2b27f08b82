package io.kongruent.embedded.router;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request as it came in. All text is as it was on the wire, one character per byte (ISO-8859-1, as HTTP servers in Java
 * hand it out); {@link #wire(String)} makes that form of a Unicode text.
 *
 * @param scheme {@code http} or {@code https}
 * @param host the Host header (or {@code :authority}) as sent, with its port; empty when there was none
 * @param path the raw path of the request target, still encoded, without the query
 * @param query the raw text after the {@code ?}, empty when there was no {@code ?}
 * @param headers every header line in the order of arrival; Host may be missing from it
 * @param listenPort the port of the listener, mapped where Kong has a port map
 * @param sni the server name of the TLS handshake
 * @param clientAddress the client's IP address
 * @param serverAddress the IP address that the client connected to
 */
public record RouterRequest(
        String scheme,
        String method,
        Optional<String> host,
        String path,
        Optional<String> query,
        List<Map.Entry<String, String>> headers,
        int listenPort,
        Optional<String> sni,
        String clientAddress,
        int clientPort,
        String serverAddress) {

    public RouterRequest {
        headers = List.copyOf(headers);
    }

    /** A request from and to the loopback address. */
    public RouterRequest(
            String scheme,
            String method,
            Optional<String> host,
            String path,
            Optional<String> query,
            List<Map.Entry<String, String>> headers,
            int listenPort,
            Optional<String> sni) {
        this(scheme, method, host, path, query, headers, listenPort, sni, "127.0.0.1", 0, "127.0.0.1");
    }

    /** A Unicode text as its bytes stand on the wire. */
    public static String wire(String text) {
        return WireText.encode(text);
    }

    /** The first value of a header, in any spelling of its name. */
    Optional<String> header(String name) {
        return headers.stream()
                .filter(line -> line.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
