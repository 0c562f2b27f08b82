package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.Secret;

/** What became of reading a Secret as a certificate with its key. */
public sealed interface KeyPairReading {

    /** A chain and a key that fit each other. */
    record Usable(CertificateNode certificate) implements KeyPairReading {}

    /** Not usable; the message names the field and never shows content. */
    record Unusable(String message) implements KeyPairReading {}

    /** Reads {@code tls.crt} and {@code tls.key}. Total: whatever the Secret holds, no exception. */
    static KeyPairReading of(Secret secret) {
        return KeyPairs.read(secret);
    }
}
