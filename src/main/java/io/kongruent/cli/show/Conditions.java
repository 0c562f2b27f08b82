package io.kongruent.cli.show;

import io.kongruent.model.Condition;

/** Which conditions are good news. */
public final class Conditions {

    private Conditions() {}

    /** Whether a condition tells that something isn't as it was asked for. What isn't known yet is no trouble. */
    public static boolean isTrouble(Condition condition) {
        return switch (condition.type()) {
            case Accepted, ResolvedRefs, Programmed, SupportedVersion -> condition.isFalse();
            case PartiallyInvalid, Conflicted -> condition.isTrue();
            case OverlappingTLSConfig, InsecureFrontendValidationMode -> false;
        };
    }

    /** Whether a condition is worth a thought although everything is as it was asked for. */
    public static boolean isRemark(Condition condition) {
        return switch (condition.type()) {
            case Accepted, ResolvedRefs, Programmed, SupportedVersion, PartiallyInvalid, Conflicted -> false;
            case OverlappingTLSConfig, InsecureFrontendValidationMode -> condition.isTrue();
        };
    }
}
