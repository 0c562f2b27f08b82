package io.kongruent.cli.diff;

import io.kongruent.behaviour.HeaderField;
import io.kongruent.cli.explain.Explainer;
import io.kongruent.cli.explain.Explanation;
import io.kongruent.cli.explain.Explanation.Sent;
import io.kongruent.cli.explain.ExplanationText;
import io.kongruent.cli.explain.Request;
import io.kongruent.cli.offline.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares two evaluations. */
public final class Differ {

    private static final int MOST_PROBES = 2000;

    private Differ() {}

    /**
     * The difference.
     *
     * @param requests the requests to try; none: those that the matches of both sides suggest
     */
    public static Difference compare(Evaluation before, Evaluation after, List<Request> requests) {
        List<Change> entities = new ArrayList<>();
        Set<String> dataPlanes = new TreeSet<>(before.states().keySet());
        dataPlanes.addAll(after.states().keySet());
        for (String name : dataPlanes) {
            entities.addAll(Entities.compare(
                    dataPlanes.size() == 1 ? "" : name,
                    Optional.ofNullable(before.states().get(name)),
                    Optional.ofNullable(after.states().get(name))));
        }
        List<Request> tried = requests.isEmpty() ? suggested(before, after) : requests;
        return new Difference(
                entities,
                Statuses.compare(before.verdicts(), after.verdicts()),
                moved(before, after, tried),
                tried.size());
    }

    private static List<Request> suggested(Evaluation before, Evaluation after) {
        Map<String, Request> requests = new LinkedHashMap<>();
        for (Evaluation side : List.of(before, after)) {
            Probes.of(side.graph(), MOST_PROBES).forEach(r -> requests.putIfAbsent(name(r), r));
        }
        return List.copyOf(requests.values());
    }

    private static List<Change> moved(Evaluation before, Evaluation after, List<Request> requests) {
        List<Change> changes = new ArrayList<>();
        try (Explainer old = new Explainer(before);
                Explainer now = new Explainer(after)) {
            for (Request request : requests) {
                String was = where(old.explain(request));
                String is = where(now.explain(request));
                if (!was.equals(is)) {
                    changes.add(new Change(name(request), Optional.of(was), Optional.of(is)));
                }
            }
        }
        return changes;
    }

    private static String name(Request request) {
        String headers =
                request.headers().stream().map(h -> h.name() + ": " + h.value()).collect(Collectors.joining(", "));
        return request.line() + (headers.isEmpty() ? "" : " with " + headers);
    }

    /** Everything about the way of a request that its sender or a backend would notice, in a line. */
    static String where(Explanation explanation) {
        if (explanation.shares().isEmpty()) {
            return switch (explanation.verdict().outcome()) {
                case ANSWERED ->
                    "answered with " + explanation.verdict().status().orElse(500);
                case NOT_MATCHED -> "no rule matches: 404";
                case NOT_LISTENING -> "nothing listens";
                case FORWARDED, REDIRECTED, HANDSHAKE_REFUSED, MISDIRECTED ->
                    explanation.verdict().text();
            };
        }
        return explanation.shares().stream()
                .filter(s -> s.percent() > 0)
                .map(s -> ExplanationText.percent(s.percent()) + " " + s.backend()
                        + sent(explanation.request(), s.sent()))
                .collect(Collectors.joining(", "));
    }

    private static String sent(Request request, Sent sent) {
        return switch (sent) {
            case Sent.Forwarded forwarded -> {
                List<String> notes = new ArrayList<>();
                String target =
                        request.path() + request.query().map(q -> "?" + q).orElse("");
                if (!forwarded.target().equals(target)) {
                    notes.add("as " + forwarded.target());
                }
                if (!forwarded.host().equals(request.host())) {
                    notes.add("as Host " + forwarded.host());
                }
                forwarded
                        .headers()
                        .forEach(h -> notes.add(h.after()
                                .map(v -> "with " + h.name() + ": " + v)
                                .orElse("without " + h.name())));
                yield notes.isEmpty() ? "" : " (" + String.join(", ", notes) + ")";
            }
            case Sent.Answered answered ->
                " answered with " + answered.status()
                        + answered.headers().stream()
                                .filter(h -> h.name().equalsIgnoreCase("location"))
                                .map(HeaderField::value)
                                .map(v -> " to " + v)
                                .findFirst()
                                .orElse("");
        };
    }
}
