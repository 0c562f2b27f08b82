package io.kongruent.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A rule with what was decided about it.
 *
 * @param backends in the order of the rule's backendRefs
 * @param findings everything that holds on every data plane: the rule's own and those of its references
 * @param findingsByDataPlane what one data plane can't do, by its name
 */
public record RuleNode(
        Rule rule, List<BackendNode> backends, List<Finding> findings, Map<String, List<Finding>> findingsByDataPlane) {
    public RuleNode {
        backends = List.copyOf(backends);
        findings = List.copyOf(findings);
        findingsByDataPlane = Map.copyOf(findingsByDataPlane);
    }

    /** Everything that counts on one data plane. */
    public List<Finding> findingsOn(String dataPlane) {
        List<Finding> there = findingsByDataPlane.getOrDefault(dataPlane, List.of());
        if (there.isEmpty()) {
            return findings;
        }
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(there);
        return List.copyOf(all);
    }

    /**
     * Whether the rule answers 500 on that data plane: something in it was refused, or there is nobody to answer ("if all entries in backendRefs are invalid,
     * and there are also no filters specified in this route rule, all traffic which matches this rule MUST receive a 500 status code"; likewise without
     * backends).
     */
    public boolean answers500On(String dataPlane) {
        return hasNobodyToAnswer()
                || findingsOn(dataPlane).stream().anyMatch(f -> f.effect() == Finding.Effect.ANSWER_500);
    }

    /** Whether no backend with a weight is left and no filter answers instead. */
    public boolean hasNobodyToAnswer() {
        boolean redirects = switch (rule) {
            case Rule.L7 l7 -> l7.filters().stream().anyMatch(Filter.Redirect.class::isInstance);
            case Rule.L4 l4 -> false;
        };
        return !redirects
                && backends.stream()
                        .noneMatch(b -> b.upstream().isPresent() && b.ref().weight() > 0);
    }

    /** Whether the match with that index is left out on that data plane. */
    public boolean dropsMatchOn(String dataPlane, int match) {
        return findingsOn(dataPlane).stream()
                .anyMatch(f ->
                        f.effect() == Finding.Effect.DROP_MATCH && f.match().orElse(-1) == match);
    }

    /** The same with more that one data plane can't do. */
    public RuleNode with(String dataPlane, List<Finding> more) {
        Map<String, List<Finding>> byDataPlane = new TreeMap<>(findingsByDataPlane);
        byDataPlane.merge(dataPlane, more, (a, b) -> {
            List<Finding> both = new ArrayList<>(a);
            both.addAll(b);
            return List.copyOf(both);
        });
        return new RuleNode(rule, backends, findings, byDataPlane);
    }
}
