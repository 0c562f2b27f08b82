package io.kongruent.cli.explain;

import io.kongruent.cli.explain.Explanation.Behaviour;
import io.kongruent.cli.explain.Explanation.Candidate;
import io.kongruent.cli.explain.Explanation.Entry;
import io.kongruent.cli.explain.Explanation.HeaderChange;
import io.kongruent.cli.explain.Explanation.Outcome;
import io.kongruent.cli.explain.Explanation.Sent;
import io.kongruent.cli.explain.Explanation.Share;
import io.kongruent.cli.print.Style;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Diagnostic.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** An explanation for people. */
public final class ExplanationText {

    private static final int MOST_CANDIDATES = 10;

    private final Style style;
    private final List<String> lines = new ArrayList<>();

    private ExplanationText(Style style) {
        this.style = style;
    }

    public static List<String> lines(Explanation explanation, Style style) {
        ExplanationText text = new ExplanationText(style);
        text.all(explanation);
        return List.copyOf(text.lines);
    }

    private void all(Explanation explanation) {
        lines.add(style.strong(explanation.request().line()));
        String verdict = explanation.verdict().text();
        lines.add(
                switch (explanation.verdict().outcome()) {
                    case FORWARDED, REDIRECTED -> style.good(verdict);
                    case ANSWERED, NOT_MATCHED, NOT_LISTENING, HANDSHAKE_REFUSED, MISDIRECTED -> style.bad(verdict);
                });
        Request request = explanation.request();
        if (request.tls() && !request.serverName().equals(request.hostname())) {
            lines.add(head("Server name") + (request.serverName().isEmpty() ? "none" : request.serverName()));
        }
        explanation.entry().ifPresent(this::entry);
        if (!explanation.candidates().isEmpty()) {
            rule(explanation.candidates().getFirst());
        }
        section(
                "Behaviour",
                explanation.behaviours().stream().map(this::behaviour).toList());
        List<String> shares = new ArrayList<>();
        explanation.shares().forEach(s -> shares.addAll(share(explanation.request(), s)));
        section("Backends", shares);
        candidates(explanation.candidates());
        section("Nearest", explanation.misses().stream().map(this::miss).toList());
        if (explanation.verdict().outcome() == Outcome.NOT_MATCHED
                && explanation.entry().isPresent()
                && explanation.misses().isEmpty()) {
            section("Nearest", List.of("no route is attached to this listener"));
        }
        section("Defect", explanation.disagreements().stream().map(style::bad).toList());
    }

    private void entry(Entry entry) {
        String hostname = entry.hostname().isEmpty() ? "any host" : entry.hostname();
        lines.add(head("Listener") + entry.source() + " listener " + entry.listener() + " (port " + entry.port() + ", "
                + hostname + "; Kong listens on " + entry.listenPort() + ")");
        entry.certificate().ifPresent(secret -> lines.add(head("Certificate") + secret));
    }

    private void rule(Candidate winner) {
        lines.add(head("Rule") + label(winner) + place(winner.position()));
        lines.add(head("Match") + winner.words());
        winner.kong()
                .ifPresent(kong -> lines.add(head("Kong route")
                        + kong.name()
                        + style.faint(" (id " + kong.id() + ", priority " + kong.priority() + ")")));
        winner.kong().ifPresent(kong -> lines.add(head("") + style.faint(kong.expression())));
    }

    private static String label(Ref route, int rule, Optional<String> name) {
        return route + " rule " + rule + name.map(n -> " (\"" + n + "\")").orElse("");
    }

    private static String label(Candidate candidate) {
        return label(candidate.route(), candidate.rule(), candidate.ruleName());
    }

    private String behaviour(Behaviour behaviour) {
        return behaviour.type() + ": " + behaviour.text() + style.faint("  " + behaviour.field())
                + place(behaviour.position());
    }

    private List<String> share(Request request, Share share) {
        List<String> told = new ArrayList<>();
        String endpoints = share.endpoints().isEmpty()
                ? ""
                : ", " + Words.count(share.endpoints().getAsInt(), "endpoint");
        String line = String.format(Locale.ROOT, "%6s  ", percent(share.percent())) + share.backend();
        switch (share.sent()) {
            case Sent.Forwarded forwarded -> {
                told.add(line + endpoints + style.faint("  " + share.field()) + place(share.position()));
                String target =
                        request.path() + request.query().map(q -> "?" + q).orElse("");
                if (!forwarded.target().equals(target)) {
                    told.add("        gets " + forwarded.target());
                }
                if (!forwarded.host().equals(request.host())) {
                    told.add("        gets Host " + forwarded.host());
                }
                forwarded.headers().forEach(change -> told.add("        " + change(change)));
                if (share.endpoints().equals(OptionalInt.of(0))) {
                    told.add("        " + style.warn("no endpoint is ready: Kong answers 503"));
                }
            }
            case Sent.Answered answered ->
                told.add(line
                        + style.bad(", answered with " + answered.status())
                        + (answered.why().isEmpty() ? "" : ": " + answered.why())
                        + style.faint("  " + share.field())
                        + place(share.position()));
        }
        share.behaviours().forEach(b -> told.add("        " + behaviour(b)));
        return told;
    }

    /** As short as it is exact enough: {@code 75 %}, {@code 33.3 %}, {@code < 0.1 %}. */
    public static String percent(double percent) {
        if (percent > 0 && percent < 0.1) {
            return "< 0.1 %";
        }
        String text = String.format(Locale.ROOT, "%.1f", percent);
        return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " %";
    }

    private static String change(HeaderChange change) {
        if (change.after().isEmpty()) {
            return "without header " + change.name();
        }
        return "with header " + change.name() + ": " + change.after().get()
                + change.before().map(b -> " (was " + b + ")").orElse("");
    }

    private void candidates(List<Candidate> candidates) {
        if (candidates.size() < 2) {
            return;
        }
        List<String> told = new ArrayList<>();
        for (Candidate candidate : candidates.subList(0, Math.min(candidates.size(), MOST_CANDIDATES))) {
            String why = candidate
                    .lost()
                    .map(lost -> "lost on " + style.strong(lost.rung().label()) + ": " + lost.text())
                    .orElse(style.good("wins"));
            told.add(label(candidate) + ", " + candidate.words() + place(candidate.position()) + ": " + why);
        }
        if (candidates.size() > MOST_CANDIDATES) {
            told.add("and " + (candidates.size() - MOST_CANDIDATES) + " more");
        }
        section("Also match", told.subList(1, told.size()));
    }

    private String miss(Miss miss) {
        return label(miss.route(), miss.rule(), miss.ruleName()) + ": " + String.join("; ", miss.reasons());
    }

    private void section(String title, List<String> entries) {
        for (int i = 0; i < entries.size(); i++) {
            lines.add(head(i == 0 ? title : "") + entries.get(i));
        }
    }

    private static String head(String title) {
        return String.format(Locale.ROOT, "  %-13s", title);
    }

    private String place(Optional<Position> position) {
        return position.map(p -> style.faint("  " + p)).orElse("");
    }
}
