package io.kongruent.embedded.router;

import java.util.ArrayList;
import java.util.List;

/** The path of a request as Kong's router sees it. Text is as on the wire. */
public final class RequestPath {
    private static final String RESERVED = "!*'();:@&=+$,/?%#[]";

    private RequestPath() {}

    /**
     * A raw path with its escapes resolved but for reserved signs (those stay, in upper case), with dot segments removed and
     * runs of slashes merged.
     */
    public static String normalise(String raw) {
        if (raw.isEmpty() || raw.equals("/")) {
            return raw;
        }
        String decoded = raw.indexOf('%') < 0 ? raw : decode(raw);
        if (decoded.indexOf('.') < 0 && !decoded.contains("//")) {
            return decoded;
        }
        return resolve(decoded);
    }

    private static String decode(String raw) {
        StringBuilder out = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            int value = c == '%' ? escape(raw, i) : -1;
            if (value < 0) {
                out.append(c);
            } else {
                if (RESERVED.indexOf(value) >= 0) {
                    out.append('%')
                            .append(Character.toUpperCase(raw.charAt(i + 1)))
                            .append(Character.toUpperCase(raw.charAt(i + 2)));
                } else {
                    out.append((char) value);
                }
                i += 2;
            }
        }
        return out.toString();
    }

    /** The byte of an escape at a place, -1 when there is none. */
    private static int escape(String text, int at) {
        if (at + 2 >= text.length()) {
            return -1;
        }
        int high = hex(text.charAt(at + 1));
        int low = hex(text.charAt(at + 2));
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static int hex(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    /** RFC 3986's removal of dot segments, merging slashes on the way. */
    private static String resolve(String path) {
        List<String> output = new ArrayList<>();
        int at = 0;
        boolean rootLeft = false;
        while (at < path.length() || rootLeft) {
            if (rootLeft) {
                output.add("/");
                break;
            }
            if (path.startsWith("//", at)) {
                at++;
            } else if (path.startsWith("/../", at) || (path.startsWith("/..", at) && at + 3 == path.length())) {
                if (!output.isEmpty()) {
                    output.removeLast();
                }
                rootLeft = at + 3 == path.length();
                at += 3;
            } else if (path.startsWith("/./", at) || (path.startsWith("/.", at) && at + 2 == path.length())) {
                rootLeft = at + 2 == path.length();
                at += 2;
            } else if (path.startsWith("../", at)) {
                at += 3;
            } else if (path.startsWith("./", at)) {
                at += 2;
            } else if (isDots(path, at)) {
                break;
            } else {
                int slash = path.indexOf('/', at + 1);
                int end = slash < 0 ? path.length() : slash;
                output.add(path.substring(at, end));
                at = end;
            }
        }
        return String.join("", output);
    }

    private static boolean isDots(String path, int at) {
        int left = path.length() - at;
        return left <= 2 && path.charAt(at) == '.' && path.charAt(path.length() - 1) == '.';
    }

    /** The segments between slashes; empty ones at the end don't count. */
    static List<String> segments(String path) {
        List<String> segments = new ArrayList<>();
        if (path.length() > 1) {
            segments.addAll(List.of(path.substring(1).split("/", -1)));
        }
        while (!segments.isEmpty() && segments.getLast().isEmpty()) {
            segments.removeLast();
        }
        return segments;
    }

    /** A query's name or value: {@code +} is a space, what is no escape stays. */
    static String unescape(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int value = c == '%' ? escape(text, i) : -1;
            if (value >= 0) {
                out.append((char) value);
                i += 2;
            } else {
                out.append(c == '+' ? ' ' : c);
            }
        }
        return out.toString();
    }
}
