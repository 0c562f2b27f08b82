package io.kongruent.kinds;

import io.kongruent.graph.Dialect;
import io.kongruent.graph.ValueMatch;
import io.kongruent.model.Declared;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How matches of every kind of route look at headers and query parameters, and at anything else by regular expressions. */
public final class ValueMatches {

    private final Dialect dialect;

    /** For a data plane whose router speaks {@code dialect}. */
    public ValueMatches(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Takes what is wrong with a field of a match, and drops the match. */
    public interface Drop {
        void drop(String field, String message);
    }

    /** The match of one header or parameter; empty when it can't be had, which {@code drop} then knows. */
    public Optional<ValueMatch> lower(
            String field, @Nullable String type, String name, @Nullable String declared, Drop drop) {
        String value = Declared.text(declared);
        if (!Syntax.isHeaderName(name)) {
            drop.drop(field + ".name", "\"" + name + "\" is no name; use letters, digits and !#$%&'*+-.^_`|~");
            return Optional.empty();
        }
        if (value.isEmpty()) {
            drop.drop(field + ".value", "the value is empty; write one or remove the entry");
            return Optional.empty();
        }
        switch (Declared.text(type, "Exact")) {
            case "Exact" -> {
                return Optional.of(new ValueMatch.Exact(name, value));
            }
            case "RegularExpression" -> {
                regex(field + ".value", value, drop);
                return Optional.of(new ValueMatch.Regex(name, value));
            }
            default -> {
                drop.drop(field + ".type", unknown(Declared.text(type), "Exact and RegularExpression"));
                return Optional.empty();
            }
        }
    }

    /** Judges a regular expression. */
    public void regex(String field, String pattern, Drop drop) {
        if (pattern.isEmpty()) {
            drop.drop(field, "the regular expression is empty; write one");
            return;
        }
        dialect.regexProblem(pattern)
                .ifPresent(problem -> drop.drop(
                        field,
                        "the regular expression \"" + pattern + "\" can't be used: " + problem
                                + "; use RE2 syntax (no look-around, no back-references)"));
    }

    /** The message for a value of an enumeration that isn't known. */
    public static String unknown(String value, String known) {
        return "\"" + value + "\" isn't known here; known are " + known;
    }
}
