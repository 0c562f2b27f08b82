package io.kongruent.graph;

import io.kongruent.model.Condition;
import io.kongruent.model.Reason;
import java.util.ArrayList;
import java.util.List;

/** What a route's status says about one of its parents. */
final class RouteConditions {

    private RouteConditions() {}

    /** Accepted, ResolvedRefs and, where some rules live and some don't, PartiallyInvalid; in this order. */
    static List<Condition> of(ParentNode parent, List<RuleNode> rules) {
        String dataPlane = parent.dataPlane();
        List<Told> refused = told(rules, dataPlane, Condition.Type.Accepted);
        List<Condition> conditions = new ArrayList<>();
        if (parent.refusal().isPresent()) {
            conditions.add(parent.refusal().get().unaccepted());
            conditions.add(resolvedRefs(rules, dataPlane));
            return List.copyOf(conditions);
        }
        boolean nothingLeft = !rules.isEmpty() && rules.stream().allMatch(r -> isRefused(r, dataPlane));
        if (nothingLeft) {
            conditions.add(Condition.no(
                    Condition.Type.Accepted,
                    refused.getFirst().finding.reason(),
                    "No rule is accepted: " + joined(refused)));
            conditions.add(resolvedRefs(rules, dataPlane));
            return List.copyOf(conditions);
        }
        conditions.add(Condition.yes(Condition.Type.Accepted, Reason.Accepted, accepted(parent)));
        conditions.add(resolvedRefs(rules, dataPlane));
        if (!refused.isEmpty()) {
            // "The message for this condition MUST start with the prefix "Dropped Rule""
            conditions.add(Condition.yes(
                    Condition.Type.PartiallyInvalid, refused.getFirst().finding.reason(), dropped(refused)));
        }
        return List.copyOf(conditions);
    }

    /** A finding with the rule it is about. */
    private record Told(RuleNode rule, Finding finding) {
        String text() {
            return finding.field() + ": " + finding.message();
        }
    }

    private static List<Told> told(List<RuleNode> rules, String dataPlane, Condition.Type type) {
        List<Told> told = new ArrayList<>();
        for (RuleNode rule : rules) {
            for (Finding finding : rule.findingsOn(dataPlane)) {
                if (finding.condition() == type && finding.effect() != Finding.Effect.NONE) {
                    told.add(new Told(rule, finding));
                }
            }
        }
        return told;
    }

    /** Whether nothing of the rule is served because of what it says; references that don't resolve don't count. */
    private static boolean isRefused(RuleNode rule, String dataPlane) {
        return rule.findingsOn(dataPlane).stream()
                        .anyMatch(f ->
                                f.condition() == Condition.Type.Accepted && f.effect() == Finding.Effect.ANSWER_500)
                || allMatchesDropped(rule, dataPlane);
    }

    private static boolean allMatchesDropped(RuleNode rule, String dataPlane) {
        return switch (rule.rule()) {
            case Rule.L7 l7 -> l7.matches().stream().allMatch(m -> rule.dropsMatchOn(dataPlane, m.index()));
            case Rule.L4 l4 -> false;
        };
    }

    private static String joined(List<Told> told) {
        return String.join(
                "; ",
                told.stream().map(t -> t.rule.rule().label() + ": " + t.text()).toList());
    }

    /** {@code Dropped Rule 1 ("canary"), answered with 500: filters[0].cors: …; Dropped Rule 2, match 0: …}. */
    private static String dropped(List<Told> told) {
        List<String> parts = new ArrayList<>();
        int last = -1;
        String lastCost = "";
        for (Told t : told) {
            String cost = switch (t.finding.effect()) {
                case ANSWER_500 -> ", answered with 500";
                case DROP_MATCH -> ", match " + t.finding.match().orElse(0);
                case BACKEND_500 ->
                    ", answered with 500 for the share of backend "
                            + t.finding.backend().orElse(0);
                case NONE -> "";
            };
            boolean same = t.rule.rule().index() == last && cost.equals(lastCost);
            String label = t.rule.rule().label();
            parts.add((same ? "" : "Dropped R" + label.substring(1) + cost + ": ") + t.text());
            last = t.rule.rule().index();
            lastCost = cost;
        }
        return String.join("; ", parts);
    }

    private static Condition resolvedRefs(List<RuleNode> rules, String dataPlane) {
        List<Told> unresolved = told(rules, dataPlane, Condition.Type.ResolvedRefs);
        return unresolved.isEmpty()
                ? Condition.yes(Condition.Type.ResolvedRefs, Reason.ResolvedRefs, "Every reference resolves.")
                : Condition.no(
                        Condition.Type.ResolvedRefs,
                        unresolved.getFirst().finding.reason(),
                        joined(unresolved));
    }

    private static String accepted(ParentNode parent) {
        List<String> serving =
                parent.attachments().stream().map(a -> a.listener().name()).toList();
        List<String> silent = parent.taken().stream()
                .map(ListenerKey::name)
                .filter(name -> !serving.contains(name))
                .toList();
        String to = (parent.byDefault() ? "default " : "") + parent.ref().target();
        String attached = serving.isEmpty()
                ? "Attached to " + to
                : "Served on " + GatewayDraft.listenerNames(serving) + " of " + to;
        return silent.isEmpty()
                ? attached + "."
                : attached + "; " + GatewayDraft.listenerNames(silent) + (silent.size() == 1 ? " takes" : " take")
                        + " no traffic, see the " + parent.ref().target().kind() + "'s conditions.";
    }
}
