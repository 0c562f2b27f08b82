package io.kongruent.graph;

import io.kongruent.model.Condition;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.List;
import java.util.stream.Collectors;

/** The condition ResolvedRefs. */
final class ResolvedRefs {

    private ResolvedRefs() {}

    /** The first problem's reason and what is wrong with each; without one, what hasn't been read yet. */
    static Condition of(List<Refusal> problems, List<Ref> pending) {
        if (!problems.isEmpty()) {
            return Condition.no(
                    Condition.Type.ResolvedRefs,
                    problems.getFirst().reason(),
                    problems.stream().map(Refusal::message).collect(Collectors.joining("; ")));
        }
        return pending.isEmpty()
                ? Condition.yes(Condition.Type.ResolvedRefs, Reason.ResolvedRefs, "Every reference resolves.")
                : Condition.unknown(Condition.Type.ResolvedRefs, Reason.Pending, awaited(pending));
    }

    /** What is said of anything that has to wait for them. */
    static String awaited(List<Ref> pending) {
        return "Waiting until " + pending.stream().map(Ref::toString).collect(Collectors.joining(", "))
                + " has been read.";
    }
}
