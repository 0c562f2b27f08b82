package io.kongruent.push;

import io.kongruent.kong.Exclusions;
import io.kongruent.kong.Origin;
import java.util.List;

/**
 * What became of the newest state on one Kong instance.
 *
 * @param dataPlane the data plane it belongs to
 * @param instance its Admin API's URL
 * @param state how far it got
 * @param message for people, empty when all is well
 * @param refused what Kong refused and what was therefore stubbed or left out, in a stable order
 * @param exclusions the same as an input of the next translation
 */
public record Outcome(
        String dataPlane, String instance, State state, String message, List<Refused> refused, Exclusions exclusions) {

    public enum State {
        /** Nothing has been tried yet, or the push is under way for the first time. */
        PENDING,
        /** Kong took the configuration; not every worker has it yet. */
        ACCEPTED,
        /** Every worker has applied it. */
        APPLIED,
        /** The Admin API can't be reached or doesn't answer; what it had before is still served. */
        UNREACHABLE,
        /** Kong refuses the whole configuration, such as by its size; what it had before is still served. */
        REJECTED,
    }

    /**
     * One refused entity.
     *
     * @param stubbed whether its requests now answer 500; otherwise it was left out
     */
    public record Refused(Origin origin, String collection, String message, boolean stubbed) {}

    public Outcome {
        refused = List.copyOf(refused);
    }
}
