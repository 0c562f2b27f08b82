package io.kongruent.cli.explain;

import io.kongruent.graph.Match;
import io.kongruent.graph.ParentNode.RouteHostname;
import io.kongruent.graph.RouteNode;
import io.kongruent.graph.RuleNode;
import io.kongruent.model.Hostname;
import io.kongruent.model.Meta;
import java.util.Comparator;

/**
 * A match of a rule that holds for a request, on the listener that the request came to; ordered as the Gateway API orders them, the winner first.
 *
 * @param hostname the hostname by which it holds, the most specific if there are several
 */
record Standing(RouteNode route, RuleNode rule, Match match, RouteHostname hostname) implements Comparable<Standing> {

    private static final Comparator<Standing> ORDER = Comparator.<Standing>comparingInt(
                    s -> specificity(s.hostname().declared()))
            .thenComparing(s -> s.match().precedence())
            .reversed()
            .thenComparing(Standing::meta, Meta::byAge)
            .thenComparing(s -> s.rule().rule().index())
            .thenComparing(s -> s.match().index());

    Meta meta() {
        return route.route().meta();
    }

    @Override
    public int compareTo(Standing other) {
        return ORDER.compare(this, other);
    }

    /** "The most specific match": an exact hostname, then the longest wildcard, then none. */
    static int specificity(Hostname declared) {
        return declared.isExact() ? Integer.MAX_VALUE : declared.value().length();
    }

    /** The rung on which this one and another part. */
    Rung partsFrom(Standing other) {
        Match a = match;
        Match b = other.match;
        if (specificity(hostname.declared()) != specificity(other.hostname.declared())) {
            return Rung.HOSTNAME;
        }
        if (a.precedence().path() != b.precedence().path()) {
            return a.path().getClass().equals(b.path().getClass()) ? Rung.PATH_LENGTH : Rung.PATH_TYPE;
        }
        if (a.precedence().method() != b.precedence().method()) {
            return Rung.METHOD;
        }
        if (a.precedence().headers() != b.precedence().headers()) {
            return Rung.HEADERS;
        }
        if (a.precedence().queryParams() != b.precedence().queryParams()) {
            return Rung.QUERY_PARAMS;
        }
        if (meta().createdSeconds() != other.meta().createdSeconds()) {
            return Rung.AGE;
        }
        if (!meta().ref().equals(other.meta().ref())) {
            return Rung.NAME;
        }
        return rule.rule().index() != other.rule.rule().index() ? Rung.RULE_ORDER : Rung.MATCH_ORDER;
    }

    /** Why this one comes before another, in a few words. */
    String beats(Standing other) {
        return switch (partsFrom(other)) {
            case HOSTNAME -> "hostname " + hostname.declared() + " is more specific than " + other.hostname.declared();
            case PATH_TYPE -> Words.pathType(match.path()) + " comes before " + Words.pathType(other.match.path());
            case PATH_LENGTH ->
                "path " + match.path().value() + " is longer than "
                        + other.match.path().value();
            case METHOD -> "it names the method";
            case HEADERS ->
                Words.count(match.headers().size(), "header") + " instead of "
                        + other.match.headers().size();
            case QUERY_PARAMS ->
                Words.count(match.queryParams().size(), "query parameter") + " instead of "
                        + other.match.queryParams().size();
            case AGE -> meta().ref() + " is older";
            case NAME ->
                meta().ref().path() + " comes before " + other.meta().ref().path() + " in the alphabet";
            case RULE_ORDER -> "it is the earlier rule of the route";
            case MATCH_ORDER -> "it is the earlier match of the rule";
        };
    }

    /** Whether two are the same match of the same rule. */
    boolean sameAs(Standing other) {
        return meta().ref().equals(other.meta().ref())
                && rule.rule().index() == other.rule.rule().index()
                && match.index() == other.match.index();
    }
}
