package io.kongruent.graph;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;

/** Private keys in PEM: PKCS#8 ({@code PRIVATE KEY}), PKCS#1 ({@code RSA PRIVATE KEY}) and SEC 1 ({@code EC PRIVATE KEY}). */
final class PrivateKeys {

    private static final String PKCS8 = "PRIVATE KEY";
    private static final String PKCS1 = "RSA PRIVATE KEY";
    private static final String SEC1 = "EC PRIVATE KEY";
    private static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";
    private static final List<String> LABELS = List.of(PKCS8, PKCS1, SEC1, ENCRYPTED);

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int CURVE = 0xa0;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    /** rsaEncryption 1.2.840.113549.1.1.1 with its null parameter. */
    private static final byte[] RSA_OID = {
        0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    /** id-ecPublicKey 1.2.840.10045.2.1. */
    private static final byte[] EC_OID = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};

    private PrivateKeys() {}

    static PrivateKey read(String pem) throws KeyPairs.Unreadable {
        String label = Pem.firstLabel(pem, LABELS);
        if (label.isEmpty()) {
            throw new KeyPairs.Unreadable("tls.key holds no PEM private key");
        }
        if (label.equals(ENCRYPTED) || pem.contains("Proc-Type: 4,ENCRYPTED")) {
            throw new KeyPairs.Unreadable("the key in tls.key is encrypted");
        }
        List<byte[]> blocks = Pem.blocks(pem, List.of(label));
        if (blocks.isEmpty()) {
            throw new KeyPairs.Unreadable("tls.key holds no PEM private key");
        }
        byte[] der = blocks.getFirst();
        return switch (label) {
            case PKCS1 -> key("RSA", wrap(tagged(SEQUENCE, RSA_OID), der));
            case SEC1 -> key("EC", wrap(tagged(SEQUENCE, join(EC_OID, curve(der))), der));
            default -> pkcs8(der);
        };
    }

    private static PrivateKey pkcs8(byte[] der) throws KeyPairs.Unreadable {
        if (indexOf(der, RSA_OID) >= 0) {
            return key("RSA", der);
        }
        if (indexOf(der, EC_OID) >= 0) {
            return key("EC", der);
        }
        throw new KeyPairs.Unreadable("the key in tls.key is neither RSA nor ECDSA");
    }

    private static PrivateKey key(String algorithm, byte[] der) throws KeyPairs.Unreadable {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new KeyPairs.Unreadable("the key in tls.key is malformed");
        }
    }

    /** PKCS#8 around another form: version, algorithm, key. */
    private static byte[] wrap(byte[] algorithm, byte[] key) {
        return tagged(SEQUENCE, join(VERSION_0, algorithm, tagged(OCTET_STRING, key)));
    }

    /** The curve's name inside SEC 1: the content of the element tagged [0] after version and key. */
    private static byte[] curve(byte[] der) throws KeyPairs.Unreadable {
        int at = content(der, 0, SEQUENCE);
        at = skip(der, at);
        at = skip(der, at);
        if (at < der.length && (der[at] & 0xff) == CURVE) {
            int from = content(der, at, CURVE);
            int to = skip(der, at);
            if (to <= der.length) {
                return Arrays.copyOfRange(der, from, to);
            }
        }
        throw new KeyPairs.Unreadable("the key in tls.key names no curve");
    }

    private static int content(byte[] der, int at, int tag) throws KeyPairs.Unreadable {
        if (at + 1 >= der.length || (der[at] & 0xff) != tag) {
            throw new KeyPairs.Unreadable("the key in tls.key is malformed");
        }
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first - 0x80);
    }

    private static int skip(byte[] der, int at) throws KeyPairs.Unreadable {
        if (at + 1 >= der.length) {
            throw new KeyPairs.Unreadable("the key in tls.key is malformed");
        }
        int first = der[at + 1] & 0xff;
        int bytes = first < 0x80 ? 0 : first - 0x80;
        if (bytes > 3 || at + 2 + bytes > der.length) {
            throw new KeyPairs.Unreadable("the key in tls.key is malformed");
        }
        int length = bytes == 0 ? first : 0;
        for (int i = 0; i < bytes; i++) {
            length = (length << 8) | (der[at + 2 + i] & 0xff);
        }
        return at + 2 + bytes + length;
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.length;
        if (length < 0x80) {
            out.write(length);
        } else {
            int bytes = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
            out.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(length >> (8 * i));
            }
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static int indexOf(byte[] in, byte[] what) {
        for (int i = 0; i + what.length <= in.length; i++) {
            if (Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
                return i;
            }
        }
        return -1;
    }
}
