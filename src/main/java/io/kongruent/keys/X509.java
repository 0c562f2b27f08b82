package io.kongruent.keys;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes certificates for P-256 keys, and reads and writes them as PEM. */
public final class X509 {

    /** A certificate and its private key. */
    public record Pair(X509Certificate certificate, PrivateKey key) {
        @Override
        public String toString() {
            return "Pair[" + certificate.getSubjectX500Principal() + "]";
        }
    }

    /** What a certificate is for. */
    public sealed interface Use {
        record Authority() implements Use {}

        record Server(String host) implements Use {}

        record Client() implements Use {}

        /** Nothing in particular. */
        record Any() implements Use {}
    }

    private static final byte[] ECDSA_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PRIVATE_KEY = "PRIVATE KEY";

    /** Kinds of alternative names (RFC 5280, 4.2.1.6). */
    private static final Integer DNS = 2;

    private static final Integer IP = 7;

    /** The last year that the short form of times can say. */
    private static final int SHORT_UNTIL = 2049;

    private X509() {}

    private static KeyPair key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    /** One that signs itself. */
    public static Pair selfSigned(String name, Instant from, Instant until, Use use) {
        KeyPair key = key();
        return new Pair(make(name, key.getPublic(), name, key.getPrivate(), from, until, use), key.getPrivate());
    }

    /** One that {@code issuer} signs. */
    public static Pair issue(Pair issuer, String name, Instant from, Instant until, Use use) {
        KeyPair key = key();
        String by = commonName(issuer.certificate);
        return new Pair(make(name, key.getPublic(), by, issuer.key, from, until, use), key.getPrivate());
    }

    private static X509Certificate make(
            String name, PublicKey key, String issuer, PrivateKey signer, Instant from, Instant until, Use use) {
        byte[] body = Der.sequence(
                Der.tagged(0xA0, Der.integer(2)),
                Der.integer(new SecureRandom().nextLong(1, Long.MAX_VALUE)),
                ECDSA_SHA256,
                name(issuer),
                Der.sequence(time(from), time(until)),
                name(name),
                key.getEncoded(),
                Der.tagged(0xA3, extensions(use)));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(signer);
            signature.update(body);
            return read(Der.sequence(body, ECDSA_SHA256, Der.bits(signature.sign())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate can't be made", e);
        }
    }

    private static byte[] extensions(Use use) {
        return switch (use) {
            case Use.Authority a ->
                Der.sequence(
                        critical("2.5.29.19", Der.sequence(Der.tagged(0x01, new byte[] {(byte) 0xFF}))),
                        critical("2.5.29.15", Der.tagged(0x03, new byte[] {1, 0x06})));
            case Use.Server server ->
                Der.sequence(
                        critical("2.5.29.19", Der.sequence()),
                        critical("2.5.29.15", Der.tagged(0x03, new byte[] {7, (byte) 0x80})),
                        extension("2.5.29.37", Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"))),
                        extension(
                                "2.5.29.17",
                                Der.sequence(Der.tagged(0x82, server.host().getBytes(StandardCharsets.US_ASCII)))));
            case Use.Any any -> Der.sequence(critical("2.5.29.19", Der.sequence()));
            case Use.Client client ->
                Der.sequence(
                        critical("2.5.29.19", Der.sequence()),
                        critical("2.5.29.15", Der.tagged(0x03, new byte[] {7, (byte) 0x80})),
                        extension("2.5.29.37", Der.sequence(Der.oid("1.3.6.1.5.5.7.3.2"))));
        };
    }

    private static byte[] critical(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.tagged(0x01, new byte[] {(byte) 0xFF}), Der.octets(value));
    }

    private static byte[] extension(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.octets(value));
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.utf8(commonName))));
    }

    private static byte[] time(Instant time) {
        boolean brief = time.atOffset(ZoneOffset.UTC).getYear() <= SHORT_UNTIL;
        String text = DateTimeFormatter.ofPattern(brief ? "yyMMddHHmmss'Z'" : "yyyyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(time);
        return Der.tagged(brief ? 0x17 : 0x18, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String commonName(X509Certificate certificate) {
        String name = certificate.getSubjectX500Principal().getName();
        return name.startsWith("CN=") ? name.substring(3) : name;
    }

    /** Whether {@code certificate} carries a signature of {@code issuer}. */
    public static boolean isBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    public static String pem(X509Certificate certificate) {
        try {
            return Pem.write(CERTIFICATE, certificate.getEncoded());
        } catch (CertificateException e) {
            throw new IllegalStateException("a certificate without a form", e);
        }
    }

    public static String pem(PrivateKey key) {
        return Pem.write(PRIVATE_KEY, key.getEncoded());
    }

    /** The first certificate and the first key of two texts. */
    public static Pair pair(String certificate, String key) throws Malformed {
        return new Pair(certificates(certificate).getFirst(), PrivateKeys.read(key));
    }

    /** The host names that a certificate is for, as they stand among its alternative names; none where these can't be read. */
    public static List<String> hosts(X509Certificate certificate) {
        return alternatives(certificate, DNS);
    }

    /** The addresses that a certificate is for, as {@link #hosts}. */
    public static List<String> addresses(X509Certificate certificate) {
        return alternatives(certificate, IP);
    }

    private static List<String> alternatives(X509Certificate certificate, Integer kind) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> kind.equals(name.get(0)))
                            .map(name -> String.valueOf(name.get(1)))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /** All of a text, at least one. */
    public static List<X509Certificate> certificates(String pem) throws Malformed {
        List<X509Certificate> all = new ArrayList<>();
        for (byte[] block : Pem.blocks(pem, List.of(CERTIFICATE))) {
            try {
                all.add(read(block));
            } catch (CertificateException e) {
                throw new Malformed("holds a malformed certificate");
            }
        }
        if (all.isEmpty()) {
            throw new Malformed("holds no PEM certificate");
        }
        return all;
    }

    private static X509Certificate read(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
