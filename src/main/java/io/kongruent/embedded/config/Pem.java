package io.kongruent.embedded.config;

import io.kongruent.keys.Malformed;
import io.kongruent.keys.PrivateKeys;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Certificates and private keys in PEM, read by the JDK. The messages are OpenSSL's where Kong passes them on and the cause is the same. */
public final class Pem {
    private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";
    private static final String BAD_CERTIFICATE =
            "error:680007B:asn1 encoding routines:ASN1_get_object:header too long:" + "crypto/asn1/asn1_lib.c:105:";
    private static final String BAD_KEY =
            "error:1E08010C:DECODER routines:OSSL_DECODER_from_bio:unsupported:crypto/encode_decode/decoder_lib.c:103:";

    private Pem() {}

    /** All certificates of a text, in order; empty when there is none or one can't be read. */
    public static List<X509Certificate> certificates(String pem) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> found = new ArrayList<>();
            for (var certificate :
                    factory.generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))) {
                found.add((X509Certificate) certificate);
            }
            return List.copyOf(found);
        } catch (CertificateException e) {
            return List.of();
        }
    }

    /** The private key of a text (PKCS#8, PKCS#1 or SEC 1, not encrypted); empty when it can't be read. */
    public static Optional<PrivateKey> key(String pem) {
        try {
            return Optional.of(PrivateKeys.read(pem));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    static int count(String pem) {
        int count = 0;
        for (int at = pem.indexOf(CERTIFICATE); at >= 0; at = pem.indexOf(CERTIFICATE, at + 1)) {
            count++;
        }
        return count;
    }

    static Optional<String> refuseCertificate(String pem) {
        return certificates(pem).isEmpty()
                ? Optional.of("invalid certificate: x509.new: " + BAD_CERTIFICATE)
                : Optional.empty();
    }

    static Optional<String> refuseKey(String pem) {
        return key(pem).isPresent() ? Optional.empty() : Optional.of("invalid key: pkey.new:load_key: " + BAD_KEY);
    }

    static String keyType(String certificate) {
        return certificates(certificate).stream()
                .findFirst()
                .map(first -> first.getPublicKey().getAlgorithm())
                .orElse("");
    }

    /** Whether the first certificate's public key belongs to the private key. */
    static boolean match(String certificate, String key) {
        List<X509Certificate> chain = certificates(certificate);
        Optional<PrivateKey> secret = key(key);
        if (chain.isEmpty() || secret.isEmpty()) {
            return false;
        }
        try {
            return PrivateKeys.belong(secret.get(), chain.getFirst().getPublicKey());
        } catch (Malformed e) {
            return false;
        }
    }
}
