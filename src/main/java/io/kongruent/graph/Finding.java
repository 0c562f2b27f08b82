package io.kongruent.graph;

import io.kongruent.model.Condition;
import io.kongruent.model.Reason;
import java.util.OptionalInt;

/**
 * Something in a rule that can't be had, what it costs, and why.
 *
 * @param effect what becomes of the rule (or of the one match, or of the one backend's share)
 * @param condition the route's condition that tells it: Accepted (or PartiallyInvalid, where other rules live on) or ResolvedRefs
 * @param field path inside the rule, such as {@code filters[0].requestMirror}
 * @param message names the thing and the next step, without the rule's label
 * @param match the match concerned when {@code effect} is {@link Effect#DROP_MATCH}
 * @param backend the backend concerned when {@code effect} is {@link Effect#BACKEND_500}: its place in the rule's list
 */
public record Finding(
        Effect effect,
        Condition.Type condition,
        Reason reason,
        String field,
        String message,
        OptionalInt match,
        OptionalInt backend) {

    /** What a finding costs. Refusing never opens: only a match that can't be had is left out. */
    public enum Effect {
        /** The rule keeps its matches and answers 500. */
        ANSWER_500,
        /** The match can't be had, so it is left out; the rule's other matches live. */
        DROP_MATCH,
        /** The share of one backend answers 500. */
        BACKEND_500,
        /** Told in the status; costs no traffic. */
        NONE,
    }

    /** The rule isn't what it says: it answers 500, and Accepted or PartiallyInvalid tells it. */
    public static Finding answer500(Reason reason, String field, String message) {
        return new Finding(
                Effect.ANSWER_500,
                Condition.Type.Accepted,
                reason,
                field,
                message,
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    /** A reference that the whole rule rests on doesn't resolve: the rule answers 500, and ResolvedRefs tells it. */
    public static Finding unresolved(Reason reason, String field, String message) {
        return new Finding(
                Effect.ANSWER_500,
                Condition.Type.ResolvedRefs,
                reason,
                field,
                message,
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    /** The match can't be had: it is left out. */
    public static Finding dropMatch(int match, Reason reason, String field, String message) {
        return new Finding(
                Effect.DROP_MATCH,
                Condition.Type.Accepted,
                reason,
                field,
                message,
                OptionalInt.of(match),
                OptionalInt.empty());
    }

    /** A reference that doesn't resolve: the share of its backend answers 500, and ResolvedRefs tells it. */
    public static Finding backend500(int backend, Reason reason, String field, String message) {
        return new Finding(
                Effect.BACKEND_500,
                Condition.Type.ResolvedRefs,
                reason,
                field,
                message,
                OptionalInt.empty(),
                OptionalInt.of(backend));
    }

    /** A backend that can't be had as declared: its share answers 500, and Accepted or PartiallyInvalid tells it. */
    public static Finding refusedBackend(int backend, Reason reason, String field, String message) {
        return new Finding(
                Effect.BACKEND_500,
                Condition.Type.Accepted,
                reason,
                field,
                message,
                OptionalInt.empty(),
                OptionalInt.of(backend));
    }
}
