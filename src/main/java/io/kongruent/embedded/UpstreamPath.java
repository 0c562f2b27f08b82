package io.kongruent.embedded;

import java.nio.charset.StandardCharsets;

/** The path that goes upstream, made as Kong makes it from the service's path, the matched prefix and the request's path. */
final class UpstreamPath {
    private static final String SAFE =
            "!#$&'()*+,/:;=?@[]-_.~%ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private UpstreamPath() {}

    /**
     * The path to send.
     *
     * @param base the service's path
     * @param strip whether the route strips its prefix
     * @param prefix what the route matched
     * @param path the normalised path, one character per byte
     */
    static String of(String base, boolean strip, String prefix, String path) {
        String rest = strip ? postfix(path.substring(Math.min(prefix.length(), path.length()))) : path;
        return escape(base.endsWith("/") ? onto(base, strip, rest, path) : after(base, strip, rest, path));
    }

    private static String postfix(String rest) {
        if (rest.equals(".") || rest.equals("..")) {
            return "";
        }
        if (rest.startsWith("./")) {
            return rest.substring(2);
        }
        return rest.startsWith("../") ? rest.substring(3) : rest;
    }

    private static String onto(String base, boolean strip, String rest, String path) {
        if (!strip) {
            return base + (path.isEmpty() ? "" : path.substring(1));
        }
        if (rest.isEmpty()) {
            return base.equals("/") || path.endsWith("/") ? base : base.substring(0, base.length() - 1);
        }
        return rest.startsWith("/") ? base.substring(0, base.length() - 1) + rest : base + rest;
    }

    private static String after(String base, boolean strip, String rest, String path) {
        if (!strip) {
            return path.equals("/") ? base : base + path;
        }
        if (rest.isEmpty()) {
            return path.length() > 1 && path.endsWith("/") ? base + "/" : base;
        }
        return rest.startsWith("/") ? base + rest : base + "/" + rest;
    }

    /** Escapes the bytes that may not stand in a request line. */
    private static String escape(String path) {
        StringBuilder out = new StringBuilder(path.length());
        for (byte b : path.getBytes(StandardCharsets.ISO_8859_1)) {
            char c = (char) (b & 0xFF);
            if (SAFE.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 0xF, 16)));
            }
        }
        return out.toString();
    }
}
