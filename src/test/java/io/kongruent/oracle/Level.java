package io.kongruent.oracle;

import java.util.Comparator;
import java.util.List;

/** The levels of precedence, in the order of the specification. The greater candidate wins; later levels count on ties only. */
public enum Level {
    /** "Characters in a matching non-wildcard hostname." */
    EXACT_HOST(Comparator.comparingInt(
            c -> c.hostname().startsWith("*") ? 0 : c.hostname().length())),
    /** "Characters in a matching hostname." */
    HOST_LENGTH(Comparator.comparingInt(c -> c.hostname().length())),
    /** "Exact" path match first; regular expressions stand between it and prefixes, as with most implementations. */
    PATH_TYPE(Comparator.comparingInt(c -> switch (c.pathType()) {
        case "Exact" -> 2;
        case "RegularExpression" -> 1;
        default -> 0;
    })),
    /** "Prefix" path match with largest number of characters. */
    PATH_LENGTH(Comparator.comparingInt(c -> c.pathType().equals("Exact") ? 0 : c.pathLength())),
    /** Method match. */
    METHOD(Comparator.comparingInt(c -> c.method() ? 1 : 0)),
    /** Largest number of header matches. */
    HEADERS(Comparator.comparingInt(Candidate::headers)),
    /** Largest number of query param matches. */
    QUERY_PARAMS(Comparator.comparingInt(Candidate::queryParams)),
    /** "The oldest Route based on creation timestamp." */
    AGE(Comparator.comparing(Candidate::created).reversed()),
    /** "The Route appearing first in alphabetical order by {namespace}/{name}." */
    NAME(Comparator.comparing(Candidate::route).reversed()),
    /** "The FIRST matching rule (in list order)." */
    RULE(Comparator.comparingInt(Candidate::rule).reversed());

    private final Comparator<Candidate> order;

    Level(Comparator<Candidate> order) {
        this.order = order;
    }

    int compare(Candidate a, Candidate b) {
        return order.compare(a, b);
    }

    /** The order of the specification. */
    public static final List<Level> SPECIFIED = List.of(values());

    static Comparator<Candidate> by(List<Level> levels) {
        return (a, b) -> {
            for (Level level : levels) {
                int c = level.compare(a, b);
                if (c != 0) {
                    return c;
                }
            }
            return 0;
        };
    }
}
