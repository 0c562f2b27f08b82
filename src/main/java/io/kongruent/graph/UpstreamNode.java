package io.kongruent.graph;

import java.util.List;
import java.util.Optional;

/**
 * A port of a backend with its endpoints.
 *
 * @param protocol how Kong speaks to it
 * @param tls how TLS is spoken to it for requests; empty: not at all
 * @param endpoints ready ones; if none is ready, those that still serve while terminating; sorted, without duplicates; may be empty
 */
public record UpstreamNode(UpstreamKey key, Protocol protocol, Optional<BackendTls> tls, List<Endpoint> endpoints) {

    /** How Kong speaks to the endpoints ({@code appProtocol}). */
    public enum Protocol {
        HTTP,
        /** WebSocket over cleartext: HTTP/1.1 with upgrade. */
        WEBSOCKET,
        HTTPS,
        /** HTTP/2 with prior knowledge over cleartext. */
        H2C,
        TCP,
        UDP,
    }

    /** An address and port; the address is an IPv4 or IPv6 literal, or a DNS name of a host outside, which ends with a dot. */
    public record Endpoint(String address, int port) implements Comparable<Endpoint> {

        /** {@code ip:port}, {@code [v6]:port} or {@code host:port}. */
        public String place() {
            return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
        }

        @Override
        public int compareTo(Endpoint o) {
            int c = address.compareTo(o.address);
            return c != 0 ? c : Integer.compare(port, o.port);
        }
    }

    public UpstreamNode {
        endpoints = List.copyOf(endpoints);
    }

    /** One without TLS. */
    public UpstreamNode(UpstreamKey key, Protocol protocol, List<Endpoint> endpoints) {
        this(key, protocol, Optional.empty(), endpoints);
    }
}
