package io.kongruent.embedded;

import java.util.Optional;

/**
 * Where one connection, or the datagrams of one client, went.
 *
 * @param listenPort the listener's port as configurations know it
 * @param sni the server name of a client that speaks TLS
 * @param route the name (or id) of the matched route
 * @param upstream {@code host:port} that took it; empty when it was closed
 */
public record StreamRecord(
        int listenPort,
        StreamListen.Transport transport,
        Optional<String> sni,
        Optional<String> route,
        Optional<String> upstream) {}
