package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.Secret;
import io.kongruent.keys.Malformed;
import io.kongruent.keys.PrivateKeys;
import io.kongruent.keys.X509;
import io.kongruent.model.Declared;
import io.kongruent.model.Hostname;
import io.kongruent.model.Ref;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads Secrets of the form {@code kubernetes.io/tls}. Validity dates aren't looked at: resolve has no clock, and an expired certificate still says more to a
 * client than none.
 */
final class KeyPairs {

    private KeyPairs() {}

    static KeyPairReading read(Secret secret) {
        Ref ref = Ref.core(
                "Secret",
                Declared.text(secret.getMetadata().getNamespace()),
                Declared.text(secret.getMetadata().getName()));
        try {
            String chain = text(secret, "tls.crt");
            String key = text(secret, "tls.key");
            X509Certificate leaf = certificates("tls.crt", chain).getFirst();
            PrivateKey privateKey = key(key);
            if (!fit(privateKey, leaf)) {
                throw new Unreadable("the key in tls.key doesn't belong to the certificate in tls.crt");
            }
            return new KeyPairReading.Usable(new CertificateNode(
                    ref,
                    privateKey instanceof RSAPrivateKey
                            ? CertificateNode.Algorithm.RSA
                            : CertificateNode.Algorithm.ECDSA,
                    chain,
                    names(leaf),
                    key));
        } catch (Unreadable e) {
            return new KeyPairReading.Unusable(e.problem());
        }
    }

    /** Why a bundle of certificates of authorities can't be used; empty when it can. */
    static Optional<String> authoritiesProblem(String bundle) {
        try {
            certificates("ca.crt", bundle);
            return Optional.empty();
        } catch (Unreadable e) {
            return Optional.of(e.problem());
        }
    }

    /** The certificates of a bundle, each as PEM of its own. Kong trusts certificates of authorities only. */
    static List<String> authorities(String bundle) throws Unreadable {
        if (bundle.isEmpty()) {
            throw new Unreadable("it has no ca.crt");
        }
        List<X509Certificate> all = certificates("ca.crt", bundle);
        if (all.stream().anyMatch(certificate -> certificate.getBasicConstraints() < 0)) {
            throw new Unreadable("ca.crt holds a certificate that is no authority's");
        }
        return all.stream().map(X509::pem).toList();
    }

    private static List<X509Certificate> certificates(String field, String pem) throws Unreadable {
        try {
            return X509.certificates(pem);
        } catch (Malformed e) {
            throw new Unreadable(field + " " + e.problem());
        }
    }

    private static PrivateKey key(String pem) throws Unreadable {
        try {
            PrivateKey key = PrivateKeys.read(pem);
            if (!(key instanceof RSAPrivateKey) && !(key instanceof ECPrivateKey)) {
                throw new Unreadable("the key in tls.key is neither RSA nor ECDSA");
            }
            return key;
        } catch (Malformed e) {
            throw new Unreadable("the key in tls.key " + e.problem());
        }
    }

    private static String text(Secret secret, String key) throws Unreadable {
        String text = Held.in(secret, key);
        if (text.isEmpty()) {
            throw new Unreadable("it has no " + key);
        }
        return text;
    }

    /** The names that clients compare with the host; names of other kinds aren't looked at. */
    private static SortedSet<Hostname> names(X509Certificate leaf) {
        SortedSet<Hostname> names = new TreeSet<>();
        X509.hosts(leaf).forEach(name -> names.add(Hostname.of(name.toLowerCase(Locale.ROOT))));
        return names;
    }

    private static boolean fit(PrivateKey key, X509Certificate leaf) throws Unreadable {
        try {
            return PrivateKeys.belong(key, leaf.getPublicKey());
        } catch (Malformed e) {
            throw new Unreadable("the key in tls.key " + e.problem());
        }
    }
}
