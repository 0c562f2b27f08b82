package io.kongruent.graph;

import io.kongruent.model.Condition;
import io.kongruent.model.Reason;

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
}
