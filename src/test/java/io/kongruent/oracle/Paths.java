package io.kongruent.oracle;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** RFC 3986 normalisation, as far as matching goes: escapes are compared by what they mean, an escaped slash is no separator. */
final class Paths {

    private Paths() {}

    /** Escapes decoded except that of the slash, empty and dot segments resolved. A trailing slash stays. */
    static String normalise(String path) {
        return resolve(decode(path));
    }

    private static String decode(String s) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] in = s.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < in.length; i++) {
            int hi = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int lo = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
            if (in[i] != '%' || hi < 0 || lo < 0) {
                out.write(in[i]);
            } else if (hi * 16 + lo == '/') {
                out.writeBytes("%2F".getBytes(StandardCharsets.UTF_8));
                i += 2;
            } else {
                out.write(hi * 16 + lo);
                i += 2;
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String resolve(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.split("/", -1);
        for (String segment : segments) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        String last = segments[segments.length - 1];
        boolean slash = last.isEmpty() || last.equals(".") || last.equals("..");
        return "/" + String.join("/", kept) + (slash && !kept.isEmpty() ? "/" : "");
    }
}
