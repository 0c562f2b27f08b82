package io.kongruent.graph;

import java.util.List;
import java.util.Map;

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
        List<Finding> all = new java.util.ArrayList<>(findings);
        all.addAll(there);
        return List.copyOf(all);
    }

    /** Whether the rule answers 500 on that data plane. */
    public boolean answers500On(String dataPlane) {
        return findingsOn(dataPlane).stream().anyMatch(f -> f.effect() == Finding.Effect.ANSWER_500);
    }

    /** Whether the match with that index is left out on that data plane. */
    public boolean dropsMatchOn(String dataPlane, int match) {
        return findingsOn(dataPlane).stream()
                .anyMatch(f ->
                        f.effect() == Finding.Effect.DROP_MATCH && f.match().orElse(-1) == match);
    }
}
