package io.kongruent.cli.explain;

import io.kongruent.cli.explain.Explanation.Behaviour;
import io.kongruent.graph.BackendNode;
import io.kongruent.graph.BackendRef;
import io.kongruent.graph.Filter;
import io.kongruent.graph.Finding;
import io.kongruent.graph.Rule;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Diagnostic.Position;
import io.kongruent.snapshot.Manifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a rule declares to do, in words and with the field that says it. */
final class Behaviours {

    private final Manifests manifests;
    private final Standing winner;
    private final Ref ref;
    private final String rule;

    Behaviours(Manifests manifests, Standing winner) {
        this.manifests = manifests;
        this.winner = winner;
        this.ref = winner.meta().ref();
        this.rule = "spec.rules[" + winner.rule().rule().index() + "]";
    }

    List<Behaviour> ofRule() {
        if (!(winner.rule().rule() instanceof Rule.L7 l7)) {
            return List.of();
        }
        List<Behaviour> behaviours = new ArrayList<>(of(l7.filters(), rule));
        l7.backendRequestTimeout()
                .ifPresent(limit -> behaviours.add(behaviour(
                        "Timeout",
                        "a backend has " + limit.toMillis() + " ms to answer",
                        rule + ".timeouts.backendRequest")));
        return behaviours;
    }

    List<Behaviour> ofBackend(BackendRef backend) {
        return of(backend.filters(), field(backend));
    }

    /** What was refused and makes the rule answer by itself. */
    List<Behaviour> refusals(String dataPlane) {
        return winner.rule().findingsOn(dataPlane).stream()
                .map(f ->
                        behaviour(f.reason().name(), f.message(), f.field().isEmpty() ? rule : rule + "." + f.field()))
                .toList();
    }

    /** Why the share of one backend is answered by the gateway; empty when a filter says so. */
    String refusalOf(BackendRef backend, String dataPlane) {
        return winner.rule().findingsOn(dataPlane).stream()
                .filter(f -> f.effect() == Finding.Effect.BACKEND_500
                        && f.field().startsWith("backendRefs[" + backend.index() + "]"))
                .map(Finding::message)
                .collect(Collectors.joining("; "));
    }

    String field(BackendRef backend) {
        return rule + ".backendRefs[" + backend.index() + "]";
    }

    Optional<Position> position(String field) {
        return manifests.locate(ref, field);
    }

    String name(BackendNode backend) {
        String port = backend.ref().port().isPresent()
                ? " port " + backend.ref().port().getAsInt()
                : "";
        return backend.ref().target() + port;
    }

    private List<Behaviour> of(List<Filter> filters, String parent) {
        List<Behaviour> behaviours = new ArrayList<>();
        for (int i = 0; i < filters.size(); i++) {
            Filter filter = filters.get(i);
            String type = filter.type();
            String field = parent + ".filters[" + i + "]." + fieldOf(type);
            behaviours.add(behaviour(type, words(filter), field));
        }
        return behaviours;
    }

    private Behaviour behaviour(String type, String text, String field) {
        return new Behaviour(type, text, field, position(field));
    }

    /** The field of a filter's type: the type with a small first letter, {@code URLRewrite} being {@code urlRewrite} and {@code CORS} {@code cors}. */
    private static String fieldOf(String type) {
        int capitals = 0;
        while (capitals < type.length() && Character.isUpperCase(type.charAt(capitals))) {
            capitals++;
        }
        int small = capitals == type.length() ? capitals : Math.max(1, capitals - 1);
        return type.substring(0, small).toLowerCase(Locale.ROOT) + type.substring(small);
    }

    private static String words(Filter filter) {
        return switch (filter) {
            case Filter.RequestHeaders headers -> "request: " + words(headers.edits());
            case Filter.ResponseHeaders headers -> "response: " + words(headers.edits());
            case Filter.Redirect redirect -> "redirects with " + redirect.status() + words(redirect);
            case Filter.Rewrite rewrite ->
                join(
                        rewrite.hostname().map(h -> "host becomes " + h),
                        rewrite.path().map(Behaviours::words));
            case Filter.Extension extension -> "refers to " + extension.ref();
            case Filter.Unsupported unsupported -> "not supported";
        };
    }

    private static String words(Filter.Redirect redirect) {
        String changes = join(
                redirect.scheme().map(s -> "scheme " + s),
                redirect.hostname().map(h -> "host " + h),
                redirect.port().isPresent()
                        ? Optional.of("port " + redirect.port().getAsInt())
                        : Optional.empty(),
                redirect.path().map(Behaviours::words));
        return changes.isEmpty() ? "" : ": " + changes;
    }

    private static String words(Filter.PathEdit edit) {
        return switch (edit) {
            case Filter.PathEdit.ReplaceFull full -> "path becomes " + full.path();
            case Filter.PathEdit.ReplacePrefix prefix ->
                "the matched prefix becomes " + (prefix.replacement().isEmpty() ? "/" : prefix.replacement());
        };
    }

    private static String words(Filter.HeaderEdits edits) {
        return join(
                headers("set", edits.set()),
                headers("add", edits.add()),
                edits.remove().isEmpty()
                        ? Optional.empty()
                        : Optional.of("remove " + String.join(", ", edits.remove())));
    }

    private static Optional<String> headers(String verb, List<Filter.Header> headers) {
        return headers.isEmpty()
                ? Optional.empty()
                : Optional.of(verb + " "
                        + headers.stream().map(h -> h.name() + ": " + h.value()).collect(Collectors.joining(", ")));
    }

    @SafeVarargs
    private static String join(Optional<String>... parts) {
        return Stream.of(parts).flatMap(Optional::stream).collect(Collectors.joining("; "));
    }
}
