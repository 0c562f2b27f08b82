package io.kongruent.translate;

import io.kongruent.behaviour.HeaderEdits;
import io.kongruent.behaviour.HeaderField;
import io.kongruent.behaviour.PathEdit;
import io.kongruent.behaviour.Redirect;
import io.kongruent.behaviour.Rewrite;
import io.kongruent.graph.Filter;
import io.kongruent.graph.PathMatch;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The filters of a rule or of a backend as parts of the plugin's spec. */
record FilterSpecs(
        HeaderEdits requestHeaders,
        HeaderEdits responseHeaders,
        Optional<Redirect> redirect,
        Optional<Rewrite> rewrite) {

    static final FilterSpecs NONE =
            new FilterSpecs(HeaderEdits.NONE, HeaderEdits.NONE, Optional.empty(), Optional.empty());

    /**
     * The spec's parts for filters under a match; empty when one of the filters has none. Such a filter is never skipped: whoever asks answers 500.
     *
     * @param path the match's, whose prefix {@code ReplacePrefixMatch} replaces
     */
    static Optional<FilterSpecs> of(List<Filter> filters, PathMatch path) {
        FilterSpecs specs = NONE;
        Set<String> types = new HashSet<>();
        for (Filter filter : filters) {
            if (!types.add(filter.type())) {
                return Optional.empty();
            }
            Optional<FilterSpecs> with = specs.with(filter, path);
            if (with.isEmpty()) {
                return Optional.empty();
            }
            specs = with.get();
        }
        return Optional.of(specs);
    }

    private Optional<FilterSpecs> with(Filter filter, PathMatch path) {
        return switch (filter) {
            case Filter.RequestHeaders(var edits) ->
                Optional.of(new FilterSpecs(edits(edits), responseHeaders, redirect, rewrite));
            case Filter.ResponseHeaders(var edits) ->
                Optional.of(new FilterSpecs(requestHeaders, edits(edits), redirect, rewrite));
            case Filter.Redirect r ->
                path(r.path(), path)
                        .map(p -> new FilterSpecs(
                                requestHeaders,
                                responseHeaders,
                                Optional.of(new Redirect(r.scheme(), r.hostname(), r.port(), p.edit(), r.status())),
                                rewrite));
            case Filter.Rewrite r ->
                path(r.path(), path)
                        .map(p -> new FilterSpecs(
                                requestHeaders,
                                responseHeaders,
                                redirect,
                                Optional.of(new Rewrite(r.hostname(), p.edit()))));
            case Filter.Extension e -> Optional.empty();
            case Filter.Unsupported u -> Optional.empty();
        };
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    private record Path(Optional<PathEdit> edit) {}

    private static Optional<Path> path(Optional<Filter.PathEdit> declared, PathMatch match) {
        if (declared.isEmpty()) {
            return Optional.of(new Path(Optional.empty()));
        }
        return switch (declared.get()) {
            case Filter.PathEdit.ReplaceFull(String full) ->
                Optional.of(new Path(Optional.of(new PathEdit.Full(full))));
            case Filter.PathEdit.ReplacePrefix(String replacement) ->
                match instanceof PathMatch.Prefix(String prefix)
                        ? Optional.of(new Path(Optional.of(new PathEdit.Prefix(prefix, replacement))))
                        : Optional.empty();
        };
    }

    private static HeaderEdits edits(Filter.HeaderEdits edits) {
        return new HeaderEdits(fields(edits.set()), fields(edits.add()), edits.remove());
    }

    private static List<HeaderField> fields(List<Filter.Header> headers) {
        return headers.stream().map(h -> new HeaderField(h.name(), h.value())).toList();
    }
}
