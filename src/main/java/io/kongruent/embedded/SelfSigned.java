package io.kongruent.embedded;

import io.kongruent.model.Der;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The certificate that is served when no other fits, made anew at every start as Kong does it. */
record SelfSigned(PrivateKey key, List<X509Certificate> chain) {
    /** Its only name. */
    static final String NAME = "Kongruent embedded gateway";

    private static final byte[] ECDSA_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));

    static SelfSigned make(Clock clock) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] body = body(pair, clock.instant());
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(body);
            byte[] certificate = Der.sequence(body, ECDSA_SHA256, Der.bits(signature.sign()));
            X509Certificate read = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
            return new SelfSigned(pair.getPrivate(), List.of(read));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK can't make a certificate", e);
        }
    }

    private static byte[] body(KeyPair pair, Instant now) {
        byte[] name = Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.utf8(NAME))));
        byte[] validity = Der.sequence(time(now.minus(Duration.ofDays(1))), time(now.plus(Duration.ofDays(365))));
        return Der.sequence(
                Der.tagged(0xA0, Der.integer(2)),
                Der.integer(new SecureRandom().nextLong(1, Long.MAX_VALUE)),
                ECDSA_SHA256,
                name,
                validity,
                name,
                pair.getPublic().getEncoded());
    }

    private static byte[] time(Instant time) {
        String text = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(time);
        return Der.tagged(0x18, text.getBytes(StandardCharsets.US_ASCII));
    }
}
