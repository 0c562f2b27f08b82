package io.kongruent.embedded;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The beginning of a TLS connection, read as far as its server name. */
sealed interface ClientHello {

    /** There is more to come before anything can be said. */
    record Unfinished() implements ClientHello {}

    /** It isn't TLS. */
    record Foreign() implements ClientHello {}

    /**
     * It is.
     *
     * @param serverName as the client wrote it
     */
    record Hello(Optional<String> serverName) implements ClientHello {}

    /** A hello is a message of one or more records, none longer than this. */
    int LONGEST = 64 * 1024;

    /** Reads what has come so far. */
    static ClientHello read(Buffer bytes) {
        Buffer message = Buffer.buffer();
        int at = 0;
        while (bytes.length() > at) {
            if (bytes.getUnsignedByte(at) != 22 || message.length() > LONGEST) {
                return new Foreign();
            }
            if (bytes.length() < at + 5) {
                return new Unfinished();
            }
            int length = bytes.getUnsignedShort(at + 3);
            if (bytes.getUnsignedByte(at + 1) != 3 || length == 0) {
                return new Foreign();
            }
            message.appendBuffer(bytes.slice(at + 5, Math.min(bytes.length(), at + 5 + length)));
            if (message.length() > 0 && message.getUnsignedByte(0) != 1) {
                return new Foreign();
            }
            if (message.length() >= 4 && message.length() >= 4 + message.getUnsignedMedium(1)) {
                return new Hello(serverName(message.slice(4, 4 + message.getUnsignedMedium(1))));
            }
            at += 5 + length;
        }
        return new Unfinished();
    }

    private static Optional<String> serverName(Buffer hello) {
        try {
            int at = 2 + 32;
            at += 1 + hello.getUnsignedByte(at);
            at += 2 + hello.getUnsignedShort(at);
            at += 1 + hello.getUnsignedByte(at);
            if (at == hello.length()) {
                return Optional.empty();
            }
            int end = at + 2 + hello.getUnsignedShort(at);
            for (at += 2; at < end; at += 4 + hello.getUnsignedShort(at + 2)) {
                boolean isServerName = hello.getUnsignedShort(at) == 0;
                if (isServerName && hello.getUnsignedByte(at + 6) == 0) {
                    int length = hello.getUnsignedShort(at + 7);
                    return Optional.of(hello.getString(at + 9, at + 9 + length, StandardCharsets.ISO_8859_1.name()));
                }
            }
            return Optional.empty();
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
