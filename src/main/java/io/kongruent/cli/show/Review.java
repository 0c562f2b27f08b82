package io.kongruent.cli.show;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClass;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerSet;
import io.kongruent.cli.offline.Evaluation;
import io.kongruent.graph.Finding;
import io.kongruent.graph.GatewayNode;
import io.kongruent.graph.ListenerNode;
import io.kongruent.graph.ListenerSetNode;
import io.kongruent.graph.RouteNode;
import io.kongruent.graph.RuleNode;
import io.kongruent.kinds.Kind;
import io.kongruent.kinds.Kinds;
import io.kongruent.model.Condition;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Diagnostic;
import io.kongruent.snapshot.Diagnostic.Position;
import io.kongruent.snapshot.Diagnostic.Severity;
import io.kongruent.snapshot.Manifests;
import io.kongruent.verdict.Verdicts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that a person should know of manifests: what was said when they were read, and every finding and condition that isn't good, with its place. */
public final class Review {

    private final Evaluation evaluation;
    private final Manifests manifests;
    private final Set<Diagnostic> found = new LinkedHashSet<>();

    private Review(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.manifests = evaluation.manifests();
    }

    /** By file and place. */
    public static List<Diagnostic> of(Evaluation evaluation, String controllerName) {
        Review review = new Review(evaluation);
        review.found.addAll(review.manifests.diagnostics());
        evaluation.graph().gateways().forEach(review::gateway);
        evaluation.graph().routes().forEach(review::route);
        evaluation.graph().classes().forEach(c -> review.conditions(c.meta().ref(), "spec", c.conditions(), List.of()));
        review.strangers(controllerName);
        return review.found.stream()
                .sorted(Comparator.<Diagnostic, String>comparing(
                                d -> d.position().file())
                        .thenComparing(d -> d.position().line())
                        .thenComparing(d -> d.position().column()))
                .toList();
    }

    private void gateway(GatewayNode node) {
        Ref ref = node.meta().ref();
        if (evaluation.verdicts().byObject().get(ref) instanceof Verdicts.OfGateway verdict) {
            listeners(node, ref, verdict.conditions(), verdict.listeners());
        }
        for (ListenerSetNode set : node.listenerSets()) {
            if (evaluation.verdicts().byObject().get(set.meta().ref()) instanceof Verdicts.OfListenerSet verdict) {
                listeners(node, set.meta().ref(), verdict.conditions(), verdict.listeners());
            }
        }
    }

    private void listeners(GatewayNode gateway, Ref ref, List<Condition> whole, List<Verdicts.OfListener> decided) {
        boolean listenersTell = false;
        List<ListenerNode> listeners = gateway.listenersOf(ref);
        for (int i = 0; i < listeners.size(); i++) {
            ListenerNode listener = listeners.get(i);
            List<Condition> conditions = decided.stream()
                    .filter(l -> l.name().equals(listener.key().name()))
                    .findFirst()
                    .map(Verdicts.OfListener::conditions)
                    .orElse(listener.conditions());
            listenersTell |= conditions.stream().anyMatch(Condition::isTrouble);
            // A listener that isn't accepted isn't programmed either: the cause is enough.
            boolean caused = conditions.stream().anyMatch(c -> c.isTrouble() && c.type() != Condition.Type.Programmed);
            conditions(
                    ref,
                    "spec.listeners[" + i + "]",
                    conditions.stream()
                            .filter(c -> !caused || c.type() != Condition.Type.Programmed)
                            .toList(),
                    List.of());
        }
        if (!listenersTell) {
            conditions(ref, "spec", whole, List.of());
        }
    }

    private void route(RouteNode node) {
        Ref ref = node.route().meta().ref();
        List<Condition.Type> told = new ArrayList<>();
        for (RuleNode rule : node.rules()) {
            Set<Finding> findings = new LinkedHashSet<>(rule.findings());
            rule.findingsByDataPlane().values().forEach(findings::addAll);
            for (Finding finding : findings) {
                boolean costs = finding.effect() != Finding.Effect.NONE;
                if (costs) {
                    told.add(finding.condition());
                    told.add(Condition.Type.PartiallyInvalid);
                }
                String field = "spec.rules[" + rule.rule().index() + "]"
                        + (finding.field().isEmpty() ? "" : "." + finding.field());
                say(costs ? Severity.ERROR : Severity.WARNING, ref, field, finding.message() + cost(finding));
            }
        }
        node.parents()
                .forEach(parent ->
                        conditions(ref, "spec.parentRefs[" + parent.ref().index() + "]", parent.conditions(), told));
    }

    private static String cost(Finding finding) {
        return switch (finding.effect()) {
            case ANSWER_500 -> " (the rule answers 500)";
            case DROP_MATCH -> " (the match is left out)";
            case BACKEND_500 -> " (the backend's share answers 500)";
            case NONE -> "";
        };
    }

    private void conditions(Ref ref, String field, List<Condition> conditions, List<Condition.Type> told) {
        for (Condition condition : conditions) {
            boolean trouble = condition.isTrouble() && !told.contains(condition.type());
            if (trouble || condition.isRemark()) {
                say(
                        trouble ? Severity.ERROR : Severity.WARNING,
                        ref,
                        field,
                        condition.reason() + ": " + condition.message());
            }
        }
    }

    /** What is left alone: it may be meant so, or a name may be misspelt. */
    private void strangers(String controllerName) {
        for (Manifests.Loaded loaded : manifests.objects()) {
            switch (loaded.object()) {
                case GatewayClass other
                when graphHasNoClass(loaded.ref()) ->
                    say(
                            Severity.NOTE,
                            loaded.ref(),
                            "spec.controllerName",
                            "belongs to another controller; ours is " + controllerName);
                case Gateway other
                when evaluation.graph().gateways().stream()
                        .noneMatch(g -> g.meta().ref().equals(loaded.ref())) ->
                    say(
                            Severity.WARNING,
                            loaded.ref(),
                            "spec.gatewayClassName",
                            "not looked at: its GatewayClass is not among the manifests, or belongs to another controller");
                case ListenerSet other
                when evaluation.graph().gateways().stream()
                        .flatMap(g -> g.listenerSets().stream())
                        .noneMatch(set -> set.meta().ref().equals(loaded.ref())) ->
                    say(
                            Severity.WARNING,
                            loaded.ref(),
                            "spec.parentRef",
                            "not looked at: it names no Gateway of ours among the manifests");
                case HasMetadata route
                when isRoute(route)
                        && evaluation.graph().routes().stream()
                                .noneMatch(r -> r.route().meta().ref().equals(loaded.ref())) ->
                    say(
                            Severity.WARNING,
                            loaded.ref(),
                            "spec.parentRefs",
                            "not looked at: no Gateway of ours among the manifests is its parent");
                default -> {}
            }
        }
    }

    private static boolean isRoute(HasMetadata object) {
        return Kinds.of(object.getClass()).flatMap(Kind::route).isPresent();
    }

    private boolean graphHasNoClass(Ref ref) {
        return evaluation.graph().classes().stream()
                .noneMatch(c -> c.meta().ref().equals(ref));
    }

    private void say(Severity severity, Ref ref, String field, String message) {
        Position position = manifests.locate(ref, field).orElse(Position.of("manifests"));
        found.add(new Diagnostic(severity, position, Optional.of(ref), field, message));
    }
}
