package io.kongruent.kinds.httproute;

import io.kongruent.graph.BackendRef;
import io.kongruent.graph.Filter;
import io.kongruent.graph.Finding;
import io.kongruent.graph.Match;
import io.kongruent.graph.PathMatch;
import io.kongruent.kinds.Place;
import io.kongruent.kinds.Repeats;
import io.kongruent.model.Reason;
import java.util.List;
import java.util.Optional;

/** What may stand together in one rule. */
final class Combinations {

    private Combinations() {}

    static void judge(List<Match> matches, List<Filter> filters, List<BackendRef> backends, List<Finding> findings) {
        judge(matches, filters, Place.ofRule(findings));
        if (has(filters, Filter.Redirect.class) && !backends.isEmpty()) {
            findings.add(
                    Finding.answer500(
                            Reason.IncompatibleFilters,
                            "filters",
                            "a RequestRedirect answers by itself and can't stand together with backendRefs; remove one of them"));
        }
        for (BackendRef backend : backends) {
            judge(matches, backend.filters(), Place.ofBackend(backend.index(), findings));
        }
    }

    private static void judge(List<Match> matches, List<Filter> filters, Place place) {
        Repeats repeats = new Repeats(place);
        for (int i = 0; i < filters.size(); i++) {
            repeats.judge(filters.get(i), "filters[" + i + "]");
        }
        if (has(filters, Filter.Redirect.class) && has(filters, Filter.Rewrite.class)) {
            place.refuse(
                    Reason.IncompatibleFilters,
                    "filters",
                    "URLRewrite and RequestRedirect can't stand together; remove one of them");
        }
        for (int i = 0; i < filters.size(); i++) {
            if (replacesPrefix(filters.get(i))
                    && !matches.stream().allMatch(m -> m.path() instanceof PathMatch.Prefix)) {
                place.refuse(
                        Reason.UnsupportedValue,
                        "filters[" + i + "]",
                        "ReplacePrefixMatch replaces what a PathPrefix matched; make every match of the rule a PathPrefix"
                                + " or use ReplaceFullPath");
            }
        }
    }

    private static boolean has(List<Filter> filters, Class<? extends Filter> type) {
        return filters.stream().anyMatch(type::isInstance);
    }

    private static boolean replacesPrefix(Filter filter) {
        Optional<Filter.PathEdit> path = switch (filter) {
            case Filter.Redirect redirect -> redirect.path();
            case Filter.Rewrite rewrite -> rewrite.path();
            case Filter.RequestHeaders f -> Optional.empty();
            case Filter.ResponseHeaders f -> Optional.empty();
            case Filter.Extension f -> Optional.empty();
            case Filter.Unsupported f -> Optional.empty();
        };
        return path.filter(Filter.PathEdit.ReplacePrefix.class::isInstance).isPresent();
    }
}
