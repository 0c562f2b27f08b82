package io.kongruent.graph;

import io.kongruent.model.Hostname;
import io.kongruent.model.Ref;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A certificate whose chain and key fit each other.
 *
 * @param secret where it came from
 * @param algorithm of the key
 * @param certificate PEM, leaf first
 * @param names the DNS names of the leaf, sorted
 * @param key PEM; a secret: never logged, never in a status
 */
public record CertificateNode(
        Ref secret, Algorithm algorithm, String certificate, SortedSet<Hostname> names, String key) {

    public CertificateNode {
        names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

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
