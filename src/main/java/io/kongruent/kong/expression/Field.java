package io.kongruent.kong.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a predicate looks at: a field of the request and the functions applied to it, innermost first.
 *
 * @param name letters, digits, {@code _} and {@code .}, beginning with a letter
 */
public record Field(String name, List<Function> functions) {

    /** A function of the language. */
    public enum Function {
        /** Compares in lower case (Unicode's full lower-casing). */
        LOWER("lower"),
        /** One value that satisfies the predicate is enough. */
        ANY("any");

        private final String word;

        Function(String word) {
            this.word = word;
        }

        /** The function's name in the language. */
        public String word() {
            return word;
        }
    }

    /** {@code http} or {@code https}; {@code tcp}, {@code udp} or {@code tls} on streams. */
    public static final Field NET_PROTOCOL = named("net.protocol");

    /** On HTTP the port of the Host header when it has one, else the listening port: clients choose it. */
    public static final Field NET_DST_PORT = named("net.dst.port");

    public static final Field NET_DST_IP = named("net.dst.ip");
    public static final Field NET_SRC_PORT = named("net.src.port");
    public static final Field NET_SRC_IP = named("net.src.ip");

    /** The server name of the TLS handshake as the client wrote it; missing without one. */
    public static final Field TLS_SNI = named("tls.sni");

    public static final Field HTTP_METHOD = named("http.method");

    /** The Host header without its port, in the client's spelling. */
    public static final Field HTTP_HOST = named("http.host");

    /** The path without the query: dot segments and double slashes resolved, all but reserved characters decoded. */
    public static final Field HTTP_PATH = named("http.path");

    /** The number of non-empty segments of the path. */
    public static final Field HTTP_PATH_SEGMENTS_LEN = named("http.path.segments.len");

    public Field {
        functions = List.copyOf(functions);
        if (!isIdentifier(name)) {
            throw new IllegalArgumentException("\"" + name + "\" is no identifier of Kong's expression language");
        }
    }

    /** The field of this name, without functions. */
    public static Field named(String name) {
        return new Field(name, List.of());
    }

    /**
     * The field of a request header; empty when Kong can't address that name exactly. Dashes become underscores in the field's
     * name; a name with an underscore of its own, a dot or any other sign has no field that means it alone.
     */
    public static Optional<Field> header(String name) {
        if (name.isEmpty() || !name.chars().allMatch(c -> isAlphanumeric(c) || c == '-')) {
            return Optional.empty();
        }
        return Optional.of(named("http.headers." + name.toLowerCase(Locale.ROOT).replace('-', '_')));
    }

    /** The field of a query parameter, case-sensitive; empty when the name has more than letters, digits and underscores. */
    public static Optional<Field> query(String name) {
        if (name.isEmpty() || !name.chars().allMatch(c -> isAlphanumeric(c) || c == '_')) {
            return Optional.empty();
        }
        return Optional.of(named("http.queries." + name));
    }

    /** This field compared in lower case. */
    public Field lower() {
        return with(Function.LOWER);
    }

    /** This field with one matching value being enough. */
    public Field any() {
        return with(Function.ANY);
    }

    /** Whether values are compared in lower case. */
    public boolean isLower() {
        return functions.contains(Function.LOWER);
    }

    /** Whether one matching value is enough. */
    public boolean isAny() {
        return functions.contains(Function.ANY);
    }

    private Field with(Function function) {
        List<Function> applied = new ArrayList<>(functions);
        applied.add(function);
        return new Field(name, applied);
    }

    private static boolean isIdentifier(String name) {
        return !name.isEmpty()
                && isLetter(name.charAt(0))
                && name.chars().allMatch(c -> isAlphanumeric(c) || c == '_' || c == '.');
    }

    static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isAlphanumeric(int c) {
        return isLetter(c) || (c >= '0' && c <= '9');
    }

    @Override
    public String toString() {
        String text = name;
        for (Function function : functions) {
            text = function.word() + "(" + text + ")";
        }
        return text;
    }
}
