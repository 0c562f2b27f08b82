package io.kongruent.embedded;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** A message of gRPC with one field, a text of less than 128 bytes as field 1: {@code message Text { string text = 1; }}. */
public record CallMessage(String text) {
    private static final int HEAD = 5;
    private static final byte FIELD = 0x0a;
    private static final int LONGEST = 127;

    public CallMessage {
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new IllegalArgumentException("too long a text: " + text);
        }
    }

    /** As it goes over the wire: not compressed, its length, the message. */
    public Buffer framed() {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Buffer.buffer()
                .appendByte((byte) 0)
                .appendInt(bytes.length + 2)
                .appendByte(FIELD)
                .appendByte((byte) bytes.length)
                .appendBytes(bytes);
    }

    /**
     * Reads what {@link #framed} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static CallMessage read(Buffer framed) {
        if (framed.length() < HEAD + 2
                || framed.getByte(0) != 0
                || framed.getInt(1) != framed.length() - HEAD
                || framed.getByte(HEAD) != FIELD) {
            throw new IllegalArgumentException("not a message of one text");
        }
        return new CallMessage(framed.getString(HEAD + 2, framed.length(), "UTF-8"));
    }
}
