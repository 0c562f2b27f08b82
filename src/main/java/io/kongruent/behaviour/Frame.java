package io.kongruent.behaviour;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A sequence of byte fields as one text, the only thing that crosses between Java and Lua. */
final class Frame {
    private static final int TYPICAL_LENGTH = 512;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final StringBuilder text = new StringBuilder(TYPICAL_LENGTH);

    Frame add(String field) {
        if (isPlain(field)) {
            text.append(field.length()).append(':').append(field);
            return this;
        }
        byte[] bytes = WireText.bytes(field);
        text.append(bytes.length).append(':');
        for (byte b : bytes) {
            if (isPlain(b)) {
                text.append((char) b);
            } else {
                text.append('%').append(HEX[(b >> 4) & 0xF]).append(HEX[b & 0xF]);
            }
        }
        return this;
    }

    private static boolean isPlain(String field) {
        for (int i = 0; i < field.length(); i++) {
            if (!isPlain(field.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(int c) {
        return c >= 0x20 && c < 0x7F && c != '%';
    }

    Frame add(Optional<String> field) {
        return add(field.map(present -> "=" + present).orElse(""));
    }

    Frame add(List<HeaderField> headers) {
        headers.forEach(header -> add(header.name()).add(header.value()));
        return this;
    }

    Frame add(RequestView request) {
        return add(request.scheme())
                .add(request.host())
                .add(Integer.toString(request.listenPort()))
                .add(request.path())
                .add(request.sentPath())
                .add(request.query())
                .add(request.headers());
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** The fields of an answer, read one after the other. */
    static final class Answer {
        private final List<String> fields;
        private int next;

        Answer(byte[] bytes) {
            this.fields = split(bytes);
        }

        private static List<String> split(byte[] bytes) {
            List<String> fields = new ArrayList<>();
            int at = 0;
            while (at < bytes.length) {
                int colon = at;
                while (bytes[colon] != ':') {
                    colon++;
                }
                int length = Integer.parseInt(new String(bytes, at, colon - at, StandardCharsets.US_ASCII));
                byte[] field = new byte[length];
                System.arraycopy(bytes, colon + 1, field, 0, length);
                fields.add(WireText.of(field));
                at = colon + 1 + length;
            }
            return fields;
        }

        boolean isEmpty() {
            return fields.isEmpty();
        }

        String next() {
            return fields.get(next++);
        }

        Optional<String> nextOptional() {
            String field = next();
            return field.isEmpty() ? Optional.empty() : Optional.of(field.substring(1));
        }

        List<String> rest() {
            List<String> rest = List.copyOf(fields.subList(next, fields.size()));
            next = fields.size();
            return rest;
        }

        List<HeaderField> restAsHeaders() {
            List<HeaderField> headers = new ArrayList<>();
            while (next < fields.size()) {
                headers.add(new HeaderField(next(), next()));
            }
            return List.copyOf(headers);
        }
    }
}
