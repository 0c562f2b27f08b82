package io.kongruent.embedded.router;

import java.util.Optional;

/**
 * A connection, or a UDP session, as the stream router sees it.
 *
 * @param udp whether it is UDP
 * @param listenPort the port of the listener, mapped where Kong has a port map
 * @param sni the server name of the TLS client hello; a connection without one counts as plain TCP
 */
public record StreamConnection(
        boolean udp, int listenPort, Optional<String> sni, String clientAddress, int clientPort, String serverAddress) {

    /** A connection from and to the loopback address. */
    public StreamConnection(boolean udp, int listenPort, Optional<String> sni) {
        this(udp, listenPort, sni, "127.0.0.1", 0, "127.0.0.1");
    }
}
