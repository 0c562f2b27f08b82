package io.kongruent.kong;

import io.kongruent.model.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A state as the bytes that Kong takes. Our plugin reports the version that it has applied, and that has to be unique for each push; so a document is made
 * without a version, compared without it, and gets one when it is sent. Has private keys in it.
 */
public final class Document {

    /** Stands in the global plugin's spec where the version will be. */
    public static final String UNVERSIONED = "unversioned";

    /** Inside a JSON text every quote is escaped, so no value of a configuration can look like this. */
    private static final byte[] MARK =
            ("\"spec\":\"{\\\"v\\\":1,\\\"version\\\":\\\"").getBytes(StandardCharsets.UTF_8);

    private static final byte[] PLACE = (UNVERSIONED + "\\\"").getBytes(StandardCharsets.UTF_8);

    private final byte[] bytes;
    private final int place;

    private Document(byte[] bytes) {
        this.bytes = bytes;
        this.place = place(bytes);
    }

    /** The document of a state. */
    public static Document of(KongState state) {
        ByteArrayOutputStream out =
                new ByteArrayOutputStream(64 + 320 * state.entities().size());
        try {
            KongJson.write(state, out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory doesn't fail", e);
        }
        return new Document(out.toByteArray());
    }

    /** The length in bytes, without a version. */
    public int length() {
        return bytes.length;
    }

    /** Whether the document has a place for a version: whether it configures our plugin. */
    public boolean isVersioned() {
        return place >= 0;
    }

    /** The bytes to send. @param version plain letters, digits and dashes; ignored where there is no place for it */
    public byte[] bytes(String version) {
        if (place < 0) {
            return bytes.clone();
        }
        byte[] text = version.getBytes(StandardCharsets.UTF_8);
        byte[] sent = new byte[bytes.length - UNVERSIONED.length() + text.length];
        System.arraycopy(bytes, 0, sent, 0, place);
        System.arraycopy(text, 0, sent, place, text.length);
        int rest = place + UNVERSIONED.length();
        System.arraycopy(bytes, rest, sent, place + text.length, bytes.length - rest);
        return sent;
    }

    /** A digest of the content, without the version. */
    public String digest() {
        return HexFormat.of().formatHex(Digest.of(bytes));
    }

    /** Whether both say the same, whatever their versions. */
    public boolean says(Document other) {
        return Arrays.equals(bytes, other.bytes);
    }

    private static int place(byte[] bytes) {
        for (int i = bytes.length - MARK.length - PLACE.length; i >= 0; i--) {
            if (bytes[i] == '"' && matches(bytes, i, MARK) && matches(bytes, i + MARK.length, PLACE)) {
                return i + MARK.length;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] bytes, int at, byte[] part) {
        return Arrays.equals(bytes, at, at + part.length, part, 0, part.length);
    }

    @Override
    public String toString() {
        return "Document[" + bytes.length + " bytes]";
    }
}
