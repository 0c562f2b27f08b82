package io.kongruent.graph;

import io.kongruent.model.Condition;
import io.kongruent.model.Reason;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Why something isn't accepted.
 *
 * @param message for people: what is wrong with which field, and the next step
 */
public record Refusal(Reason reason, String message) {

    /** As a condition. */
    Condition unaccepted() {
        return Condition.no(Condition.Type.Accepted, reason, message);
    }

    /** The references that don't resolve as a condition: the first one's reason, and what is wrong with each. @param problems at least one */
    static Condition unresolved(List<Refusal> problems) {
        return Condition.no(
                Condition.Type.ResolvedRefs,
                problems.getFirst().reason,
                problems.stream().map(Refusal::message).collect(Collectors.joining("; ")));
    }
}
