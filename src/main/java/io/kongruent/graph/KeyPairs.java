package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.Secret;
import io.kongruent.model.Declared;
import io.kongruent.model.Hostname;
import io.kongruent.model.Ref;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
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

    /** The kind of an alternative name (RFC 5280, 4.2.1.6). */
    private static final int DNS = 2;

    private static final byte[] PROBE = "kongruent".getBytes(StandardCharsets.US_ASCII);

    private KeyPairs() {}

    static KeyPairReading read(Secret secret) {
        Ref ref = Ref.core(
                "Secret",
                Declared.text(secret.getMetadata().getNamespace()),
                Declared.text(secret.getMetadata().getName()));
        try {
            String chain = text(secret, "tls.crt");
            String key = text(secret, "tls.key");
            List<byte[]> certificates = Pem.blocks(chain, List.of("CERTIFICATE"));
            if (certificates.isEmpty()) {
                throw new Unreadable("tls.crt holds no PEM certificate");
            }
            PrivateKey privateKey = PrivateKeys.read(key);
            Certificate leaf = leaf(certificates);
            PublicKey publicKey = leaf.getPublicKey();
            if (!fit(privateKey, publicKey)) {
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
            List<byte[]> blocks = Pem.blocks(bundle, List.of("CERTIFICATE"));
            if (blocks.isEmpty()) {
                return Optional.of("ca.crt holds no PEM certificate");
            }
            leaf(blocks);
            return Optional.empty();
        } catch (Unreadable e) {
            return Optional.of("ca.crt holds a malformed certificate");
        }
    }

    /** The certificates of a bundle, each as PEM of its own. Kong trusts certificates of authorities only. */
    static List<String> authorities(String bundle) throws Unreadable {
        if (bundle.isEmpty()) {
            throw new Unreadable("it has no ca.crt");
        }
        List<String> certificates = new ArrayList<>();
        for (byte[] block : Pem.blocks(bundle, List.of("CERTIFICATE"))) {
            try {
                X509Certificate certificate = (X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block));
                if (certificate.getBasicConstraints() < 0) {
                    throw new Unreadable("ca.crt holds a certificate that is no authority's");
                }
                certificates.add("-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
            } catch (GeneralSecurityException e) {
                throw new Unreadable("ca.crt holds a malformed certificate");
            }
        }
        if (certificates.isEmpty()) {
            throw new Unreadable("ca.crt holds no PEM certificate");
        }
        return certificates;
    }

    /** What is wrong with a Secret, without anything of its content. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final String problem;

        Unreadable(String problem) {
            super(problem, null, false, false);
            this.problem = problem;
        }

        String problem() {
            return problem;
        }
    }

    /** The value of a key; {@code stringData} counts as the API server would count it: over {@code data}. */
    private static String text(Secret secret, String name) throws Unreadable {
        Optional<String> plain =
                Declared.maybe(Declared.map(secret.getStringData()).get(name));
        if (plain.isPresent()) {
            return plain.get();
        }
        String encoded = Declared.text(Declared.map(secret.getData()).get(name));
        if (encoded.isEmpty()) {
            throw new Unreadable("it has no " + name);
        }
        try {
            return new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Unreadable(name + " isn't base64");
        }
    }

    /** The first certificate; all have to be readable, because Kong reads all. */
    private static Certificate leaf(List<byte[]> blocks) throws Unreadable {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            Certificate leaf = null;
            for (byte[] block : blocks) {
                Collection<? extends Certificate> read = factory.generateCertificates(new ByteArrayInputStream(block));
                if (read.isEmpty()) {
                    throw new Unreadable("tls.crt holds a malformed certificate");
                }
                leaf = leaf == null ? read.iterator().next() : leaf;
            }
            if (leaf == null) {
                throw new Unreadable("tls.crt holds no PEM certificate");
            }
            return leaf;
        } catch (GeneralSecurityException e) {
            throw new Unreadable("tls.crt holds a malformed certificate");
        }
    }

    /** The names that clients compare with the host; names of other kinds aren't looked at. */
    private static SortedSet<Hostname> names(Certificate leaf) {
        SortedSet<Hostname> names = new TreeSet<>();
        try {
            Collection<List<?>> all = leaf instanceof X509Certificate x509 ? x509.getSubjectAlternativeNames() : null;
            for (List<?> name : all == null ? List.<List<?>>of() : all) {
                if (name.size() > 1 && Integer.valueOf(DNS).equals(name.get(0)) && name.get(1) instanceof String dns) {
                    names.add(Hostname.of(dns.toLowerCase(Locale.ROOT)));
                }
            }
        } catch (CertificateParsingException e) {
            return names;
        }
        return names;
    }

    private static boolean fit(PrivateKey privateKey, PublicKey publicKey) throws Unreadable {
        if (privateKey instanceof RSAPrivateKey rsa) {
            return publicKey instanceof RSAPublicKey pub && pub.getModulus().equals(rsa.getModulus());
        }
        if (!(privateKey instanceof ECPrivateKey) || !publicKey.getAlgorithm().equals("EC")) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(privateKey);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            throw new Unreadable("the key in tls.key can't be used: its curve isn't supported");
        }
    }
}
