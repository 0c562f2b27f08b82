package io.kongruent.kinds;

import java.util.function.IntPredicate;

/**
 * The patterns of the CRDs, for objects that come from files or that an older CRD let through. Plain scans: nothing of a route ever meets a backtracking
 * engine.
 */
public final class Syntax {

    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_HEADER_NAME = 256;

    private Syntax() {}

    /** {@code Hostname}: labels of lower-case letters, digits and dashes, perhaps after {@code *.}; case is left to the caller. */
    public static boolean isHostname(String text) {
        return isPreciseHostname(text.startsWith("*.") ? text.substring(2) : text) && text.length() <= LONGEST_NAME;
    }

    /** {@code PreciseHostname}: a hostname without a wildcard. */
    public static boolean isPreciseHostname(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NAME) {
            return false;
        }
        for (String label : text.split("\\.", -1)) {
            if (label.isEmpty()
                    || label.startsWith("-")
                    || label.endsWith("-")
                    || !all(label, c -> isLowerAlphanumeric(c) || c == '-')) {
                return false;
            }
        }
        return true;
    }

    /** {@code HeaderName}: a token of HTTP, also used for query parameters. */
    public static boolean isHeaderName(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_HEADER_NAME
                && all(text, c -> isAlphanumeric(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
    }

    /** A header's value: not empty, at most 4096 characters, none of which could end the line. */
    public static boolean isHeaderValue(String text) {
        return !text.isEmpty() && text.length() <= 4096 && all(text, c -> c == '\t' || (c >= ' ' && c != 0x7f));
    }

    /** Letters and digits of ASCII. */
    public static boolean isAlphanumeric(int c) {
        return isLowerAlphanumeric(c) || (c >= 'A' && c <= 'Z');
    }

    /** Whether every character satisfies the test. */
    public static boolean all(String text, IntPredicate test) {
        return text.chars().allMatch(test);
    }

    private static boolean isLowerAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
