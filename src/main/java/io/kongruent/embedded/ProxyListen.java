package io.kongruent.embedded;

/**
 * A port that the proxy listens on.
 *
 * @param address to listen on
 * @param port the port as configurations know it: the router, the plugin and forwarded headers see this one; 0: the same as the bound one
 * @param bind the port really bound; 0: any free one
 * @param tls whether it speaks TLS
 * @param http2 whether it takes HTTP/2 too: by ALPN with TLS, with prior knowledge without
 */
public record ProxyListen(String address, int port, int bind, boolean tls, boolean http2) {
    static final String LOOPBACK = "127.0.0.1";

    /** Plain HTTP of both versions on that very port of the loopback address; 0 for any free one. */
    public static ProxyListen http(int port) {
        return new ProxyListen(LOOPBACK, port, port, false, true);
    }

    /** HTTP of both versions over TLS on that very port of the loopback address; 0 for any free one. */
    public static ProxyListen https(int port) {
        return new ProxyListen(LOOPBACK, port, port, true, true);
    }

    /** The same listener on any free port, known by its old number. */
    public ProxyListen onAnyPort() {
        return new ProxyListen(address, port, 0, tls, http2);
    }

    /** The same listener, bound. */
    ProxyListen bound(int port) {
        return new ProxyListen(address, this.port == 0 ? port : this.port, port, tls, http2);
    }
}
