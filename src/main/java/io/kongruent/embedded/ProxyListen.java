package io.kongruent.embedded;

/**
 * A port that the proxy listens on.
 *
 * @param port the port as configurations know it: the router, the plugin and forwarded headers see this one; 0: the same as the bound one
 * @param bind the port really bound on the loopback address; 0: any free one
 * @param tls whether it speaks TLS
 */
public record ProxyListen(int port, int bind, boolean tls) {

    /** Plain HTTP on that very port; 0 for any free one. */
    public static ProxyListen http(int port) {
        return new ProxyListen(port, port, false);
    }

    /** TLS on that very port; 0 for any free one. */
    public static ProxyListen https(int port) {
        return new ProxyListen(port, port, true);
    }

    /** The same listener on any free port, known by its old number. */
    public ProxyListen onAnyPort() {
        return new ProxyListen(port, 0, tls);
    }
}
