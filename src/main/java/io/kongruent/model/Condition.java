package io.kongruent.model;

/**
 * One condition of a status, without time and generation: those are added where the status is written.
 *
 * @param type such as {@code Accepted}
 * @param status true, false or unknown
 * @param reason why, a name of the Gateway API where it has one
 * @param message for people: names the object and the next step that a person can take
 */
public record Condition(Type type, Status status, Reason reason, String message) {

    public enum Status {
        TRUE("True"),
        FALSE("False"),
        UNKNOWN("Unknown");

        private final String text;

        Status(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The types in the order in which statuses list them. */
    public enum Type {
        Accepted,
        ResolvedRefs,
        PartiallyInvalid,
        Programmed,
        Conflicted,
        SupportedVersion,
        OverlappingTLSConfig,
        InsecureFrontendValidationMode,
        DefaultGateway,
    }

    public static Condition yes(Type type, Reason reason, String message) {
        return new Condition(type, Status.TRUE, reason, message);
    }

    public static Condition no(Type type, Reason reason, String message) {
        return new Condition(type, Status.FALSE, reason, message);
    }

    public static Condition unknown(Type type, Reason reason, String message) {
        return new Condition(type, Status.UNKNOWN, reason, message);
    }

    public boolean isTrue() {
        return status == Status.TRUE;
    }

    public boolean isFalse() {
        return status == Status.FALSE;
    }

    /** Whether it tells that something isn't as it was asked for. What isn't known yet is no trouble. */
    public boolean isTrouble() {
        return switch (type) {
            case Accepted, ResolvedRefs, Programmed, SupportedVersion -> isFalse();
            case PartiallyInvalid, Conflicted -> isTrue();
            case OverlappingTLSConfig, InsecureFrontendValidationMode, DefaultGateway -> false;
        };
    }

    /** Whether it only waits for a data plane or a parent, of which is told what keeps them. */
    public boolean waitsForAnother() {
        return type == Type.Programmed && (reason == Reason.Pending || reason == Reason.ParentNotProgrammed);
    }

    /** Whether it may be over by itself in a moment, as what every Gateway begins with. */
    public boolean mayPass() {
        return waitsForAnother() || reason == Reason.AddressNotAssigned;
    }

    /** Whether it is worth a thought although everything is as it was asked for. */
    public boolean isRemark() {
        return switch (type) {
            case Accepted, ResolvedRefs, Programmed, SupportedVersion, PartiallyInvalid, Conflicted, DefaultGateway ->
                false;
            case OverlappingTLSConfig, InsecureFrontendValidationMode -> isTrue();
        };
    }
}
