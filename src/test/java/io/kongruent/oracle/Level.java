package io.kongruent.oracle;

import java.util.ArrayList;
import java.util.Collections;
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
    /** GRPCRoute: "Characters in a matching service", an exact name above any pattern. */
    SERVICE(Comparator.comparingInt(Candidate::service)),
    /** GRPCRoute: "Characters in a matching method", likewise. */
    PROCEDURE(Comparator.comparingInt(Candidate::procedure)),
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

    /** The order of the specification, for every kind of route: what a kind hasn't got is the same for all of them. */
    public static final List<Level> SPECIFIED = List.of(values());

    /** What HTTPRoutes are told apart by. */
    public static final List<Level> OF_REQUESTS =
            List.of(EXACT_HOST, HOST_LENGTH, PATH_TYPE, PATH_LENGTH, METHOD, HEADERS, QUERY_PARAMS, AGE, NAME, RULE);

    /** What GRPCRoutes are told apart by. */
    public static final List<Level> OF_CALLS =
            List.of(EXACT_HOST, HOST_LENGTH, SERVICE, PROCEDURE, HEADERS, AGE, NAME, RULE);

    /** What TLSRoutes are told apart by, TCPRoutes and UDPRoutes by the last two. */
    public static final List<Level> OF_CONNECTIONS = List.of(EXACT_HOST, HOST_LENGTH, AGE, NAME);

    /** Every other order that two of these levels have when they change places. But for the first two: what matches a name exactly is at least as long as any wildcard that does. */
    public static List<List<Level>> swapped(List<Level> levels) {
        List<List<Level>> orders = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            for (int j = Math.max(i + 1, 2); j < levels.size(); j++) {
                List<Level> order = new ArrayList<>(SPECIFIED);
                Collections.swap(order, SPECIFIED.indexOf(levels.get(i)), SPECIFIED.indexOf(levels.get(j)));
                orders.add(List.copyOf(order));
            }
        }
        return orders;
    }

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
