package io.kongruent.graph;

import io.kongruent.model.Ref;

/**
 * A certificate whose chain and key fit each other.
 *
 * @param secret where it came from
 * @param algorithm of the key
 * @param certificate PEM, leaf first
 * @param key PEM; a secret: never logged, never in a status
 */
public record CertificateNode(Ref secret, Algorithm algorithm, String certificate, String key) {

    /** A listener may offer one certificate of each. */
    public enum Algorithm {
        RSA,
        ECDSA,
    }

    @Override
    public String toString() {
        return "CertificateNode[" + secret + " " + algorithm + "]";
    }
}
