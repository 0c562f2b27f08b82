package io.kongruent.kong.expression;

import io.kongruent.kong.expression.regex.LinearPattern;
import java.util.Optional;

/**
 * The one dialect of regular expressions: that of Kong's router (Rust's {@code regex}), which matches in linear time and
 * therefore knows neither look-around nor back-references. Patterns are found anywhere in a text unless they are anchored.
 *
 * <p>Used here, word boundaries know ASCII letters, digits and the underscore only, while Kong's know all of Unicode's.
 */
public final class Regexes {
    private Regexes() {}

    /**
     * Why Kong's router refuses a pattern, in one line; empty when it takes it. How large a pattern gets is an estimate: close
     * to the limit of 10 MiB Kong may decide otherwise.
     */
    public static Optional<String> problem(String pattern) {
        return LinearPattern.judge(pattern).refusal();
    }

    /** Why Kong's router refuses a pattern, as its library reports it; empty when it takes it. */
    static Optional<String> report(String pattern) {
        return LinearPattern.judge(pattern).report();
    }

    /**
     * A pattern ready to be used.
     *
     * @throws IllegalArgumentException when Kong refuses the pattern, or when it can't be used here
     */
    public static LinearPattern compile(String pattern) {
        LinearPattern.Outcome outcome = LinearPattern.judge(pattern);
        return outcome.pattern()
                .orElseThrow(() -> new IllegalArgumentException("pattern " + pattern + ": "
                        + outcome.refusal().or(outcome::unsupported).orElse("")));
    }
}
