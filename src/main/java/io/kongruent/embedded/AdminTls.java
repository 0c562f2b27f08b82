package io.kongruent.embedded;

import java.util.Optional;

/**
 * How the Admin API speaks TLS.
 *
 * @param certificate the chain in PEM, and {@code key} its key; empty for one that is made at the start, which nobody trusts
 * @param clients who may speak to it: CA certificates in PEM; empty for everybody
 */
public record AdminTls(Optional<Pair> certificate, Optional<String> clients) {

    /** A key and its chain, in PEM. */
    public record Pair(String chain, String key) {
        @Override
        public String toString() {
            return "Pair[" + chain.length() + " characters]";
        }
    }

    /** One that is made at the start, for everybody. */
    public static AdminTls unknown() {
        return new AdminTls(Optional.empty(), Optional.empty());
    }
}
