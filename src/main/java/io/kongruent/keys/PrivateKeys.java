package io.kongruent.keys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/** Private keys in PEM: PKCS#8 ({@code PRIVATE KEY}), PKCS#1 ({@code RSA PRIVATE KEY}) and SEC 1 ({@code EC PRIVATE KEY}). */
public final class PrivateKeys {

    private static final String PKCS8 = "PRIVATE KEY";
    private static final String PKCS1 = "RSA PRIVATE KEY";
    private static final String SEC1 = "EC PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
    private static final List<String> LABELS = List.of(PKCS8, PKCS1, SEC1, ENCRYPTED);

    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");
    private static final String RSA_ENCRYPTION = "1.2.840.113549.1.1.1";
    private static final String EC_PUBLIC_KEY = "1.2.840.10045.2.1";
    private static final int CURVE = 0xA0;
    private static final byte[] PROBE = "kongruent".getBytes(StandardCharsets.US_ASCII);

    private PrivateKeys() {}

    /** The first key of a text; other blocks are passed over. */
    public static PrivateKey read(String pem) throws Malformed {
        String label = Pem.firstLabel(pem, LABELS);
        if (label.equals(ENCRYPTED) || pem.contains("Proc-Type: 4,ENCRYPTED")) {
            throw new Malformed("is encrypted");
        }
        List<byte[]> blocks = Pem.blocks(pem, List.of(label));
        if (blocks.isEmpty()) {
            throw new Malformed("isn't in PEM form");
        }
        byte[] der = blocks.getFirst();
        return decode(
                switch (label) {
                    case PKCS1 ->
                        Der.sequence(
                                Der.integer(0), Der.sequence(Der.oid(RSA_ENCRYPTION), Der.nothing()), Der.octets(der));
                    case SEC1 ->
                        Der.sequence(Der.integer(0), Der.sequence(Der.oid(EC_PUBLIC_KEY), curve(der)), Der.octets(der));
                    default -> der;
                });
    }

    /**
     * Whether two keys are a pair.
     *
     * @throws Malformed when that can't be found out
     */
    public static boolean belong(PrivateKey key, PublicKey other) throws Malformed {
        if (key instanceof RSAPrivateKey rsa) {
            return other instanceof RSAPublicKey open && open.getModulus().equals(rsa.getModulus());
        }
        String algorithm = key.getAlgorithm();
        if (!algorithm.equals(other.getAlgorithm())) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(algorithm.equals("EC") ? "SHA256withECDSA" : algorithm);
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(other);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            throw new Malformed("can't be used: its curve isn't supported");
        }
    }

    private static PrivateKey decode(byte[] pkcs8) throws Malformed {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                continue;
            }
        }
        throw new Malformed("is malformed");
    }

    private static byte[] curve(byte[] sec1) throws Malformed {
        try {
            return Der.inside(sec1, CURVE);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new Malformed("is malformed");
        }
    }
}
