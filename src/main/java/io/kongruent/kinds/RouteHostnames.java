package io.kongruent.kinds;

import io.kongruent.graph.Finding;
import io.kongruent.graph.Match;
import io.kongruent.model.Declared;
import io.kongruent.model.Hostname;
import io.kongruent.model.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The {@code hostnames} of every kind of route that has them.
 *
 * @param usable in declared order
 * @param problems of the others
 */
public record RouteHostnames(List<Hostname> usable, List<Problem> problems) {

    /** What was declared and is no hostname. */
    public record Problem(int index, String hostname) {
        /** Where it stands. */
        public String field() {
            return "spec.hostnames[" + index + "]";
        }

        /** What is wrong with it. */
        public String message() {
            return "\"" + hostname + "\" is no hostname; write labels of letters, digits and dashes, perhaps"
                    + " after \"*.\", without port or path";
        }
    }

    public RouteHostnames {
        usable = List.copyOf(usable);
        problems = List.copyOf(problems);
    }

    public static RouteHostnames lower(@Nullable List<String> hostnames) {
        List<Hostname> usable = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        List<@Nullable String> declared = Declared.list(hostnames);
        for (int i = 0; i < declared.size(); i++) {
            String hostname = Declared.text(declared.get(i)).toLowerCase(Locale.ROOT);
            if (Syntax.isHostname(hostname)) {
                usable.add(Hostname.of(hostname));
            } else {
                problems.add(new Problem(i, hostname));
            }
        }
        return new RouteHostnames(usable, problems);
    }

    /** Drops every match: without one of its hostnames a route would serve others than it means. */
    public void judge(List<Match> matches, List<Finding> findings) {
        for (Problem problem : problems) {
            matches.forEach(match -> findings.add(
                    Finding.dropMatch(match.index(), Reason.UnsupportedValue, problem.field(), problem.message())));
        }
    }
}
