package io.kongruent.cli.explain;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.kongruent.behaviour.Decision;
import io.kongruent.behaviour.HeaderField;
import io.kongruent.behaviour.RuleSpec;
import io.kongruent.behaviour.WeightedBackend;
import io.kongruent.cli.explain.Explanation.Behaviour;
import io.kongruent.cli.explain.Explanation.HeaderChange;
import io.kongruent.cli.explain.Explanation.Outcome;
import io.kongruent.cli.explain.Explanation.Sent;
import io.kongruent.cli.explain.Explanation.Share;
import io.kongruent.cli.explain.Explanation.Verdict;
import io.kongruent.cli.offline.Evaluation;
import io.kongruent.graph.BackendNode;
import io.kongruent.graph.DataPlane;
import io.kongruent.graph.Finding;
import io.kongruent.graph.RuleNode;
import io.kongruent.graph.UpstreamNode;
import io.kongruent.kong.KongEntity;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the winner's rule makes of a request: the outcome as the plugin decides it, the reasons as the graph has them. */
final class Effects {

    /** What becomes of the request, with the parts of the rule that make it so. */
    record Result(Verdict verdict, List<Behaviour> behaviours, List<Share> shares) {}

    private final Evaluation evaluation;
    private final DataPlane dataPlane;
    private final KongTrial trial;
    private final Request request;
    private final int listenPort;

    Effects(Evaluation evaluation, DataPlane dataPlane, KongTrial trial, Request request, int listenPort) {
        this.evaluation = evaluation;
        this.dataPlane = dataPlane;
        this.trial = trial;
        this.request = request;
        this.listenPort = listenPort;
    }

    Result of(Standing winner, Optional<KongEntity.Route> route) {
        Behaviours behaviours = new Behaviours(evaluation.manifests(), winner);
        OptionalInt terminated = route.map(trial::termination).orElse(OptionalInt.empty());
        if (terminated.isPresent()) {
            return new Result(refused(winner, terminated.getAsInt()), behaviours.refusals(dataPlane.name()), List.of());
        }
        Optional<RuleSpec> spec = route.flatMap(trial::spec).map(RuleSpec::parse);
        if (spec.isEmpty() || !spec.get().backends().isEmpty()) {
            return forwarded(winner, behaviours, spec);
        }
        Optional<Decision> decision = decide(spec.get());
        if (decision.isPresent() && decision.get() instanceof Decision.Respond respond) {
            return winner.rule().answers500On(dataPlane.name())
                    ? new Result(refused(winner, respond.status()), behaviours.refusals(dataPlane.name()), List.of())
                    : new Result(answered(respond), behaviours.ofRule(), List.of());
        }
        return forwarded(winner, behaviours, spec);
    }

    private Optional<Decision> decide(RuleSpec spec) {
        return trial.decide(spec.json(), request, listenPort);
    }

    private Verdict refused(Standing winner, int status) {
        List<String> reasons = winner.rule().findingsOn(dataPlane.name()).stream()
                .filter(f -> f.effect() == Finding.Effect.ANSWER_500 || f.effect() == Finding.Effect.BACKEND_500)
                .map(Finding::message)
                .toList();
        return new Verdict(
                Outcome.ANSWERED,
                OptionalInt.of(status),
                "answered with " + status + ": "
                        + (reasons.isEmpty() ? "the rule has no backend with a weight" : String.join("; ", reasons)));
    }

    private static Verdict answered(Decision.Respond respond) {
        Optional<String> location = respond.headers().stream()
                .filter(h -> h.name().equalsIgnoreCase("location"))
                .map(HeaderField::value)
                .findFirst();
        return location.map(to -> new Verdict(
                        Outcome.REDIRECTED,
                        OptionalInt.of(respond.status()),
                        "redirected with " + respond.status() + " to " + to))
                .orElseGet(() -> new Verdict(
                        Outcome.ANSWERED, OptionalInt.of(respond.status()), "answered with " + respond.status()));
    }

    private Result forwarded(Standing winner, Behaviours behaviours, Optional<RuleSpec> spec) {
        List<Share> shares = shares(winner.rule(), behaviours, spec);
        List<Share> drawn = shares.stream().filter(s -> s.percent() > 0).toList();
        String text = drawn.size() == 1
                ? "forwarded to " + drawn.getFirst().backend()
                : "forwarded to one of " + drawn.size() + " backends by weight";
        return new Result(new Verdict(Outcome.FORWARDED, OptionalInt.empty(), text), behaviours.ofRule(), shares);
    }

    private List<Share> shares(RuleNode rule, Behaviours behaviours, Optional<RuleSpec> spec) {
        long total = rule.backends().stream().mapToLong(b -> b.ref().weight()).sum();
        List<WeightedBackend> drawn = spec.map(RuleSpec::backends).orElse(List.of());
        List<Share> shares = new ArrayList<>();
        int next = 0;
        for (BackendNode backend : rule.backends()) {
            int weight = backend.ref().weight();
            // The spec lists exactly the backends that can be drawn, in this order.
            Optional<WeightedBackend> its =
                    weight > 0 && next < drawn.size() ? Optional.of(drawn.get(next++)) : Optional.empty();
            shares.add(new Share(
                    total == 0 ? 0 : 100.0 * weight / total,
                    behaviours.name(backend),
                    endpoints(backend),
                    sent(backend, behaviours, spec.map(s -> alone(s, its))),
                    behaviours.ofBackend(backend.ref()),
                    behaviours.field(backend.ref()),
                    behaviours.position(behaviours.field(backend.ref()))));
        }
        return shares;
    }

    /** The spec as it acts on the requests that are drawn for one backend. */
    private static RuleSpec alone(RuleSpec spec, Optional<WeightedBackend> backend) {
        List<WeightedBackend> one = backend.map(b -> new WeightedBackend(
                        1,
                        b.upstream(),
                        b.requestHeaders(),
                        b.responseHeaders(),
                        b.redirect(),
                        b.rewrite(),
                        b.respond()))
                .map(List::of)
                .orElse(List.of());
        return new RuleSpec(
                spec.requestHeaders(),
                spec.responseHeaders(),
                spec.redirect(),
                spec.rewrite(),
                one,
                spec.respond(),
                spec.timeouts());
    }

    private Sent sent(BackendNode backend, Behaviours behaviours, Optional<RuleSpec> spec) {
        Optional<Decision> decision = spec.flatMap(this::decide);
        if (decision.isEmpty()) {
            return new Sent.Forwarded(request.path() + query(), request.host(), List.of());
        }
        return switch (decision.get()) {
            case Decision.Respond respond ->
                new Sent.Answered(
                        respond.status(), respond.headers(), behaviours.refusalOf(backend.ref(), dataPlane.name()));
            case Decision.Forward forward ->
                new Sent.Forwarded(
                        forward.path() + query(),
                        forward.host().orElse(request.host()),
                        changes(request.headers(), forward.headers()));
        };
    }

    private String query() {
        return request.query().map(q -> "?" + q).orElse("");
    }

    private OptionalInt endpoints(BackendNode backend) {
        Optional<UpstreamNode> upstream =
                backend.upstream().map(evaluation.graph().upstreams()::get);
        if (upstream.isEmpty()) {
            return OptionalInt.empty();
        }
        int known = upstream.get().endpoints().size();
        Ref service = backend.ref().target();
        boolean told = known > 0
                || evaluation.manifests().objects().stream()
                        .anyMatch(o -> o.object() instanceof EndpointSlice slice
                                && o.ref().namespace().equals(service.namespace())
                                && slice.getMetadata().getLabels() != null
                                && service.name()
                                        .equals(slice.getMetadata().getLabels().get("kubernetes.io/service-name")));
        return told ? OptionalInt.of(known) : OptionalInt.empty();
    }

    private static List<HeaderChange> changes(List<HeaderField> before, List<HeaderField> after) {
        SortedMap<String, String> was = joined(before);
        SortedMap<String, String> is = joined(after);
        SortedMap<String, String> all = new TreeMap<>(was);
        all.putAll(is);
        List<HeaderChange> changes = new ArrayList<>();
        for (String name : all.keySet()) {
            Optional<String> old = Optional.ofNullable(was.get(name));
            Optional<String> now = Optional.ofNullable(is.get(name));
            if (!old.equals(now) && !name.equals("host")) {
                changes.add(new HeaderChange(name, old, now));
            }
        }
        return changes;
    }

    private static SortedMap<String, String> joined(List<HeaderField> headers) {
        SortedMap<String, String> joined = new TreeMap<>();
        headers.forEach(h -> joined.merge(h.name().toLowerCase(Locale.ROOT), h.value(), (a, b) -> a + ", " + b));
        return joined;
    }
}
