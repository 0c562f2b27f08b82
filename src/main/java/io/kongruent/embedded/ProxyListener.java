package io.kongruent.embedded;

/**
 * Hears of every request that the proxy has answered, before the client has the last of the answer, and of every connection before anything comes back on it. Called
 * on the proxy's threads: be quick, don't throw.
 */
@FunctionalInterface
public interface ProxyListener {
    void answered(RequestRecord request);

    /** A connection, or a client's first datagram, was passed on or closed. */
    default void connected(StreamRecord connection) {}

    /** Hears nothing. */
    static ProxyListener silent() {
        return request -> {};
    }
}
