package io.kongruent.kinds.grpcroute;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCHeaderMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCMethodMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRouteMatch;
import io.kongruent.graph.Dialect;
import io.kongruent.graph.Finding;
import io.kongruent.graph.Match;
import io.kongruent.graph.PathMatch;
import io.kongruent.graph.Precedence;
import io.kongruent.graph.ValueMatch;
import io.kongruent.kinds.NewerFields;
import io.kongruent.kinds.Syntax;
import io.kongruent.kinds.ValueMatches;
import io.kongruent.model.Declared;
import io.kongruent.model.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code matches} of a rule, as what a call is on the wire: a request for {@code /service/method}. A match of which anything can't be had is dropped whole:
 * without that part it would take more calls than it may.
 */
final class Matches {

    /** One segment of the path: a service or a method, whichever. */
    private static final String ANY = "[^/]+";

    private static final int LONGEST = 1024;
    private static final int MOST_HEADERS = 16;
    private static final int EXACT = 63;

    private final ValueMatches values;

    Matches(Dialect dialect) {
        this.values = new ValueMatches(dialect);
    }

    /** The matches in declared order, never empty: "If no matches are specified, the implementation MUST match every gRPC request." */
    List<Match> lower(@Nullable List<GRPCRouteMatch> declared, List<Finding> findings) {
        List<@Nullable GRPCRouteMatch> list = Declared.list(declared);
        if (list.isEmpty()) {
            return List.of(new OneMatch(0, findings).lower(new GRPCRouteMatch()));
        }
        List<Match> matches = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            GRPCRouteMatch match = list.get(i);
            OneMatch one = new OneMatch(i, findings);
            if (match == null) {
                one.drop("", "the match is empty; write its conditions or remove it");
            }
            matches.add(one.lower(match == null ? new GRPCRouteMatch() : match));
        }
        return matches;
    }

    /** A call's path, and where the match stands by its service and its method. */
    private record Called(PathMatch path, int rank) {
        static final Called ANYTHING = new Called(new PathMatch.Prefix("/"), 0);
    }

    /** One match, with where its problems go. */
    private final class OneMatch {
        private final int index;
        private final List<Finding> findings;

        OneMatch(int index, List<Finding> findings) {
            this.index = index;
            this.findings = findings;
        }

        Match lower(GRPCRouteMatch match) {
            Called called = match.getMethod() == null ? Called.ANYTHING : called(match.getMethod());
            List<ValueMatch> headers = headers(Declared.list(match.getHeaders()));
            if (headers.size() > MOST_HEADERS) {
                drop("headers", "there are more than " + MOST_HEADERS + " entries; remove some");
            }
            known("", match.getAdditionalProperties());
            return new Match(
                    index,
                    called.path,
                    Optional.empty(),
                    headers,
                    List.of(),
                    new Precedence(called.rank, 0, Math.min(headers.size(), MOST_HEADERS), 0));
        }

        void drop(String field, String message) {
            String place = "matches[" + index + "]";
            findings.add(Finding.dropMatch(
                    index, Reason.UnsupportedValue, field.isEmpty() ? place : place + "." + field, message));
        }

        /** A field that a newer version of the API added may narrow the match. */
        private void known(String place, @Nullable Map<String, Object> more) {
            NewerFields.refuse(more, (field, message) -> drop(place + field, message));
        }

        private Called called(GRPCMethodMatch declared) {
            known("method.", declared.getAdditionalProperties());
            String service = Declared.text(declared.getService());
            String method = Declared.text(declared.getMethod());
            if (service.isEmpty() && method.isEmpty()) {
                drop("method", "neither service nor method is named; write one of them or remove the field");
                return Called.ANYTHING;
            }
            if (service.length() > LONGEST || method.length() > LONGEST) {
                drop("method", "a name has more than " + LONGEST + " characters; shorten it");
                return Called.ANYTHING;
            }
            return switch (Declared.text(declared.getType(), "Exact")) {
                case "Exact" -> exact(service, method);
                case "RegularExpression" -> regex(service, method);
                default -> {
                    drop(
                            "method.type",
                            ValueMatches.unknown(Declared.text(declared.getType()), "Exact and RegularExpression"));
                    yield Called.ANYTHING;
                }
            };
        }

        private Called exact(String service, String method) {
            if (!service.isEmpty() && !isService(service)) {
                drop(
                        "method.service",
                        "\"" + service + "\" is no service; write names of letters, digits and _ with dots between");
            }
            if (!method.isEmpty() && !isName(method)) {
                drop("method.method", "\"" + method + "\" is no method; use letters, digits and _");
            }
            int rank = rank(service.isEmpty() ? 0 : EXACT, method.isEmpty() ? 0 : EXACT);
            if (method.isEmpty()) {
                return new Called(new PathMatch.Prefix("/" + service), rank);
            }
            return new Called(
                    service.isEmpty()
                            ? new PathMatch.Regex("/" + ANY + "/" + method)
                            : new PathMatch.Exact("/" + service + "/" + method),
                    rank);
        }

        private Called regex(String service, String method) {
            if (!service.isEmpty()) {
                values.regex("method.service", service, this::drop);
            }
            if (!method.isEmpty()) {
                values.regex("method.method", method, this::drop);
            }
            return new Called(
                    new PathMatch.Regex("/" + segment(service) + "/" + segment(method)),
                    rank(Math.min(service.length(), EXACT - 1), Math.min(method.length(), EXACT - 1)));
        }

        /** "Only the first entry with an equivalent name MUST be considered for a match"; names of headers are case-insensitive. */
        private List<ValueMatch> headers(List<@Nullable GRPCHeaderMatch> declared) {
            Map<String, ValueMatch> byName = new LinkedHashMap<>();
            for (int i = 0; i < declared.size(); i++) {
                GRPCHeaderMatch header = declared.get(i);
                String field = "headers[" + i + "]";
                if (header == null) {
                    drop(field, "the entry is empty; write a name and a value or remove it");
                } else {
                    known(field + ".", header.getAdditionalProperties());
                    String name = Declared.text(header.getName()).toLowerCase(Locale.ROOT);
                    values.lower(field, header.getType(), name, header.getValue(), this::drop)
                            .ifPresent(v -> byName.putIfAbsent(v.name(), v));
                }
            }
            return List.copyOf(byName.values());
        }
    }

    private static String segment(String pattern) {
        return pattern.isEmpty() ? ANY : "(?:" + pattern + ")";
    }

    /**
     * "Characters in a matching service", then "Characters in a matching method": 64 levels each. Of exact names at most one matches a given call, so all of
     * them share the highest; regular expressions count by their length, up to 62.
     */
    private static int rank(int service, int method) {
        return service * (EXACT + 1) + method;
    }

    private static boolean isService(String text) {
        String names = text.startsWith(".") ? text.substring(1) : text;
        for (String name : names.split("\\.", -1)) {
            if (!isName(name)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && !(text.charAt(0) >= '0' && text.charAt(0) <= '9')
                && Syntax.all(text, c -> Syntax.isAlphanumeric(c) || c == '_');
    }
}
