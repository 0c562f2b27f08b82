package io.kongruent.embedded;

/**
 * A port of the Admin API, or of the part of it that only tells how the gateway is.
 *
 * @param address to listen on
 * @param port 0: any free one
 * @param tls whether it speaks TLS, as the settings' {@link AdminTls} says
 * @param statusOnly whether it only tells the status
 */
public record AdminListen(String address, int port, boolean tls, boolean statusOnly) {

    /** The Admin API on a port of the loopback address. */
    public static AdminListen local(int port) {
        return new AdminListen(ProxyListen.LOOPBACK, port, false, false);
    }
}
