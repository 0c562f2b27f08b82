package io.kongruent.translate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A path as a route declares it, in the form in which Kong's router sees the paths of requests. */
final class DeclaredPath {

    /** Escapes of these stay escapes: RFC 3986 gives them a meaning of their own. */
    private static final String RESERVED = "!*'();:@&=+$,/?%#[]";

    private DeclaredPath() {}

    /**
     * Escapes decoded but for reserved characters, dot segments and double slashes resolved. Empty when the bytes aren't UTF-8: Kong answers 404 to every
     * request with such a path, so nothing can match it.
     */
    static Optional<String> asRouterSees(String declared) {
        return declared.indexOf('%') < 0
                ? Optional.of(resolve(declared))
                : decode(declared).map(DeclaredPath::resolve);
    }

    private static Optional<String> decode(String declared) {
        byte[] in = declared.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(in[i + 2], 16) : -1;
            if (low < 0) {
                out.write(in[i]);
                continue;
            }
            int value = high * 16 + low;
            if (RESERVED.indexOf(value) >= 0) {
                out.write('%');
                out.write(Character.toUpperCase(in[i + 1]));
                out.write(Character.toUpperCase(in[i + 2]));
            } else {
                out.write(value);
            }
            i += 2;
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(out.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String resolve(String path) {
        if (!path.contains("//") && !path.contains("/.")) {
            return path;
        }
        Deque<String> kept = new ArrayDeque<>();
        String last = "";
        for (String segment : path.split("/", -1)) {
            last = segment;
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        boolean slash = last.isEmpty() || last.equals(".") || last.equals("..");
        return "/" + String.join("/", kept) + (slash && !kept.isEmpty() ? "/" : "");
    }
}
