package io.kongruent.embedded;

/** Hears of every request that the proxy has answered, before the client has the last of the answer. Called on the proxy's threads: be quick, don't throw. */
@FunctionalInterface
public interface ProxyListener {
    void answered(RequestRecord request);

    /** Hears nothing. */
    static ProxyListener silent() {
        return request -> {};
    }
}
