package io.kongruent.kinds.httproute;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPHeaderMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPPathMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPQueryParamMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import io.kongruent.graph.Dialect;
import io.kongruent.graph.Finding;
import io.kongruent.graph.Match;
import io.kongruent.graph.PathMatch;
import io.kongruent.graph.Precedence;
import io.kongruent.graph.ValueMatch;
import io.kongruent.kinds.NewerFields;
import io.kongruent.kinds.ValueMatches;
import io.kongruent.model.Declared;
import io.kongruent.model.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code matches} of a rule. A match of which anything can't be had is dropped whole: without that part it would take more requests than it may. */
final class Matches {

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");
    private static final int LONGEST_PATH = 1024;
    private static final int MOST_VALUES = 16;

    private final ValueMatches values;

    Matches(Dialect dialect) {
        this.values = new ValueMatches(dialect);
    }

    /** The matches in declared order, never empty: "if no matches are specified, the default is a prefix path match on "/"". */
    List<Match> lower(@Nullable List<HTTPRouteMatch> declared, List<Finding> findings) {
        List<@Nullable HTTPRouteMatch> list = Declared.list(declared);
        if (list.isEmpty()) {
            return List.of(new OneMatch(0, findings).lower(new HTTPRouteMatch()));
        }
        List<Match> matches = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            HTTPRouteMatch match = list.get(i);
            OneMatch one = new OneMatch(i, findings);
            if (match == null) {
                one.drop("", "the match is empty; write its conditions or remove it");
            }
            matches.add(one.lower(match == null ? new HTTPRouteMatch() : match));
        }
        return matches;
    }

    /** One match, with where its problems go. */
    private final class OneMatch {
        private final int index;
        private final List<Finding> findings;

        OneMatch(int index, List<Finding> findings) {
            this.index = index;
            this.findings = findings;
        }

        Match lower(HTTPRouteMatch match) {
            PathMatch path = path(match.getPath());
            Optional<String> method = method(match.getMethod());
            List<ValueMatch> headers = headers(Declared.list(match.getHeaders()));
            List<ValueMatch> queries = queries(Declared.list(match.getQueryParams()));
            few("headers", headers);
            few("queryParams", queries);
            known("", match.getAdditionalProperties());
            return new Match(
                    index,
                    path,
                    method,
                    headers,
                    queries,
                    new Precedence(
                            rank(path),
                            method.isPresent() ? 1 : 0,
                            Math.min(headers.size(), MOST_VALUES),
                            Math.min(queries.size(), MOST_VALUES)));
        }

        void drop(String field, String message) {
            String place = "matches[" + index + "]";
            findings.add(Finding.dropMatch(
                    index, Reason.UnsupportedValue, field.isEmpty() ? place : place + "." + field, message));
        }

        private void few(String field, List<ValueMatch> values) {
            if (values.size() > MOST_VALUES) {
                drop(field, "there are more than " + MOST_VALUES + " entries; remove some");
            }
        }

        /** A field that a newer version of the API added may narrow the match. */
        private void known(String place, @Nullable Map<String, Object> more) {
            NewerFields.refuse(more, (field, message) -> drop(place.isEmpty() ? field : place + "." + field, message));
        }

        private PathMatch path(@Nullable HTTPPathMatch declared) {
            String type = declared == null ? "PathPrefix" : Declared.text(declared.getType(), "PathPrefix");
            String value = declared == null || declared.getValue() == null ? "/" : declared.getValue();
            if (declared != null) {
                known("path", declared.getAdditionalProperties());
            }
            if (value.length() > LONGEST_PATH) {
                drop("path.value", "the path has more than " + LONGEST_PATH + " characters; shorten it");
                return new PathMatch.Exact("/");
            }
            switch (type) {
                case "Exact" -> {
                    Paths.problem(value).ifPresent(p -> drop("path.value", p));
                    return new PathMatch.Exact(value);
                }
                case "PathPrefix" -> {
                    Paths.problem(value).ifPresent(p -> drop("path.value", p));
                    return new PathMatch.Prefix(withoutTrailingSlash(value));
                }
                case "RegularExpression" -> {
                    regex("path.value", value);
                    return new PathMatch.Regex(value);
                }
                default -> {
                    drop("path.type", ValueMatches.unknown(type, "Exact, PathPrefix and RegularExpression"));
                    return new PathMatch.Exact("/");
                }
            }
        }

        private Optional<String> method(@Nullable String declared) {
            Optional<String> method = Declared.maybe(declared);
            method.filter(m -> !METHODS.contains(m))
                    .ifPresent(m ->
                            drop("method", ValueMatches.unknown(m, "upper-case methods of HTTP such as GET and POST")));
            return method;
        }

        /** "Only the first entry with an equivalent name MUST be considered for a match"; names of headers are case-insensitive. */
        private List<ValueMatch> headers(List<@Nullable HTTPHeaderMatch> declared) {
            Map<String, ValueMatch> byName = new LinkedHashMap<>();
            for (int i = 0; i < declared.size(); i++) {
                HTTPHeaderMatch header = declared.get(i);
                String field = "headers[" + i + "]";
                if (header == null) {
                    drop(field, "the entry is empty; write a name and a value or remove it");
                } else {
                    known(field, header.getAdditionalProperties());
                    value(
                                    field,
                                    header.getType(),
                                    Declared.text(header.getName()).toLowerCase(Locale.ROOT),
                                    header.getValue())
                            .ifPresent(v -> byName.putIfAbsent(v.name(), v));
                }
            }
            return List.copyOf(byName.values());
        }

        /** Likewise; names of query parameters are exact. */
        private List<ValueMatch> queries(List<@Nullable HTTPQueryParamMatch> declared) {
            Map<String, ValueMatch> byName = new LinkedHashMap<>();
            for (int i = 0; i < declared.size(); i++) {
                HTTPQueryParamMatch query = declared.get(i);
                String field = "queryParams[" + i + "]";
                if (query == null) {
                    drop(field, "the entry is empty; write a name and a value or remove it");
                } else {
                    known(field, query.getAdditionalProperties());
                    value(field, query.getType(), Declared.text(query.getName()), query.getValue())
                            .ifPresent(v -> byName.putIfAbsent(v.name(), v));
                }
            }
            return List.copyOf(byName.values());
        }

        private Optional<ValueMatch> value(
                String field, @Nullable String type, String name, @Nullable String declared) {
            return values.lower(field, type, name, declared, this::drop);
        }

        private void regex(String field, String pattern) {
            values.regex(field, pattern, this::drop);
        }
    }

    /** "When specified, a trailing / is ignored." */
    private static String withoutTrailingSlash(String prefix) {
        return prefix.length() > 1 && prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    }

    /**
     * Exact above regular expressions above prefixes, of the latter two the longer above the shorter: "Exact" path match, then "Prefix" path match with
     * largest number of characters"; where regular expressions stand "is implementation-specific".
     */
    private static int rank(PathMatch path) {
        return switch (path) {
            case PathMatch.Exact exact -> Precedence.PATH_LEVELS - 1;
            case PathMatch.Regex regex -> 2048 + Math.min(regex.value().length(), LONGEST_PATH);
            case PathMatch.Prefix prefix -> Math.min(prefix.value().length(), LONGEST_PATH);
        };
    }
}
