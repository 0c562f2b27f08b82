package io.kongruent.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of content: equal content has equal ones; other content hasn't, for all that matters. */
public final class Digest {

    private Digest() {}

    /** The 32 bytes of SHA-256. */
    public static byte[] of(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The same of a text in UTF-8. */
    public static byte[] of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first {@code digits} hexadecimal digits for a text, up to 64; an even number. */
    public static String hex(String text, int digits) {
        return HexFormat.of().formatHex(of(text), 0, digits / 2);
    }
}
