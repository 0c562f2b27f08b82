package io.kongruent.cli.explain;

import io.kongruent.graph.Match;
import io.kongruent.graph.PathMatch;
import io.kongruent.graph.ValueMatch;
import java.util.ArrayList;
import java.util.List;

/** Matches in words. */
final class Words {

    private Words() {}

    static String pathType(PathMatch path) {
        return switch (path) {
            case PathMatch.Exact exact -> "Exact";
            case PathMatch.Prefix prefix -> "PathPrefix";
            case PathMatch.Regex regex -> "RegularExpression";
        };
    }

    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** Such as {@code PathPrefix /cart, method GET, header x-env = prod, query page ~ [0-9]+}. */
    static String describe(Match match) {
        List<String> parts = new ArrayList<>();
        parts.add(pathType(match.path()) + " " + match.path().value());
        match.method().ifPresent(m -> parts.add("method " + m));
        match.headers().forEach(h -> parts.add("header " + describe(h)));
        match.queryParams().forEach(q -> parts.add("query " + describe(q)));
        return String.join(", ", parts);
    }

    static String describe(ValueMatch value) {
        return switch (value) {
            case ValueMatch.Exact exact -> exact.name() + " = " + exact.value();
            case ValueMatch.Regex regex -> regex.name() + " ~ " + regex.value();
        };
    }
}
