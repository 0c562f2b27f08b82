package io.kongruent.embedded;

/** Where a connection to an upstream really goes. */
@FunctionalInterface
public interface Dialer {
    /** A host (name or address) and port. */
    record Place(String host, int port) {}

    /** The place to connect to instead; the same place for no change. The Host header and the balancer don't see it. */
    Place dial(Place wanted);

    /** Every connection goes where the configuration says. */
    static Dialer direct() {
        return wanted -> wanted;
    }
}
