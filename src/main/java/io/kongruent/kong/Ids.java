package io.kongruent.kong;

import io.kongruent.model.Digest;
import java.util.HexFormat;

/** Ids and digests that follow from content alone, so that the same object has the same id after a restart and on every instance. */
public final class Ids {

    private static final int ID_BYTES = 16;
    private static final int DIGITS = 32;

    private Ids() {}

    /**
     * The id of an entity: a UUID in lower case (Kong answers 500 for upper case), of version 8, from a digest of the collection and of what names the
     * entity in it.
     */
    public static String of(String collection, String identity) {
        byte[] bytes = Digest.of(collection + '\n' + identity);
        bytes[6] = (byte) ((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte) ((bytes[8] & 0x3F) | 0x80);
        return uuid(HexFormat.of().formatHex(bytes, 0, ID_BYTES));
    }

    /** A UUID of 128 bits, as they are: Kong asks for no version, and compares ids as these bits. */
    public static String of(long high, long low) {
        return uuid(HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low));
    }

    /** A digest of 32 hexadecimal digits. Equal texts have equal digests; others don't, for all that matters. */
    public static String digest(String content) {
        return Digest.hex(content, DIGITS);
    }

    /** The first {@code bits} bits of a digest, up to 63. */
    public static long bits(String content, int bits) {
        byte[] digest = Digest.of(content);
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << Byte.SIZE | (digest[i] & 0xFF);
        }
        return value >>> (Long.SIZE - bits);
    }

    private static String uuid(String hex) {
        return hex.substring(0, 8)
                + '-'
                + hex.substring(8, 12)
                + '-'
                + hex.substring(12, 16)
                + '-'
                + hex.substring(16, 20)
                + '-'
                + hex.substring(20);
    }
}
