package io.kongruent.graph;

import io.kongruent.model.Ref;

/**
 * A certificate whose chain and key fit each other.
 *
 * @param secret where it came from
 * @param certificate PEM, leaf first
 * @param key PEM; a secret: never logged, never in a status
 */
public record CertificateNode(Ref secret, String certificate, String key) {
    @Override
    public String toString() {
        return "CertificateNode[" + secret + "]";
    }
}
