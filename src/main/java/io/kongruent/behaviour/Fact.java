package io.kongruent.behaviour;

import io.kongruent.model.Digest;

/**
 * A match that Kong's expressions can't say; the plugin evaluates it before routing. Of a repeated query parameter the
 * first value counts, the lines of a repeated header are joined by {@code ","}; what is absent does not match.
 *
 * @param id eight or more hexadecimal digits
 */
public record Fact(String id, Subject subject, Test test) {
    private static final int ID_DIGITS = 12;

    /** Where the value comes from. */
    public sealed interface Subject {
        /** A query parameter; the name is compared after percent-decoding. */
        record Query(String name) implements Subject {}

        /** A header; {@code -} and {@code _} differ, upper and lower case do not. */
        record Header(String name) implements Subject {}
    }

    /** What is asked of the value. */
    public sealed interface Test {
        record Exact(String value) implements Test {}

        /** Found anywhere in the value, in the linear dialect of Kong's router. */
        record Regex(String pattern) implements Test {}
    }

    /** The fact with the id that its content has. */
    public static Fact of(Subject subject, Test test) {
        String content = switch (subject) {
                    case Subject.Query(String name) -> "query\n" + name;
                    case Subject.Header(String name) -> "header\n" + name;
                }
                + switch (test) {
                    case Test.Exact(String value) -> "\nexact\n" + value;
                    case Test.Regex(String pattern) -> "\nregex\n" + pattern;
                };
        return new Fact(Digest.hex(content, ID_DIGITS), subject, test);
    }
}
