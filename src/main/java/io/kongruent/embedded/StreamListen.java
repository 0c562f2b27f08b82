package io.kongruent.embedded;

/**
 * A port that takes connections or datagrams.
 *
 * @param address to listen on
 * @param port the port as configurations know it; 0: the same as the bound one
 * @param bind the port really bound; 0: any free one
 */
public record StreamListen(String address, int port, int bind, Transport transport) {

    /** What comes in. */
    public enum Transport {
        TCP,
        /** TLS, passed on as it is or terminated, as the route of its server name says. */
        TLS,
        UDP
    }

    /** Connections on that very port of the loopback address; 0 for any free one. */
    public static StreamListen tcp(int port) {
        return new StreamListen(ProxyListen.LOOPBACK, port, port, Transport.TCP);
    }

    /** TLS on that very port of the loopback address; 0 for any free one. */
    public static StreamListen tls(int port) {
        return new StreamListen(ProxyListen.LOOPBACK, port, port, Transport.TLS);
    }

    /** Datagrams on that very port of the loopback address; 0 for any free one. */
    public static StreamListen udp(int port) {
        return new StreamListen(ProxyListen.LOOPBACK, port, port, Transport.UDP);
    }

    /** The same listener on any free port, known by its old number. */
    public StreamListen onAnyPort() {
        return new StreamListen(address, port, 0, transport);
    }

    boolean isUdp() {
        return transport == Transport.UDP;
    }

    /** The same listener, bound. */
    StreamListen bound(int port) {
        return new StreamListen(address, this.port == 0 ? port : this.port, port, transport);
    }
}
