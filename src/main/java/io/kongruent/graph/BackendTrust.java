package io.kongruent.graph;

import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capability;
import io.kongruent.model.Condition;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether backends can be verified as their policies, or they themselves, ask. The certificates of authorities are read once. */
final class BackendTrust {

    private final Snapshot snapshot;
    private final Map<Ref, Authorities> authorities = new HashMap<>();

    BackendTrust(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** What became of what was asked. */
    sealed interface Standing {
        record Usable(BackendTls tls) implements Standing {}

        record Unusable(String message) implements Standing {}
    }

    Standing standing(LoweredBackendTls asked) {
        Ref ref = asked.meta().ref();
        if (!asked.problems().isEmpty()) {
            return new Standing.Unusable(ref + " is invalid: " + String.join("; ", asked.problems()));
        }
        Authorities found = authorities(asked);
        if (!asked.system() && found.usable().isEmpty()) {
            return new Standing.Unusable(
                    found.pending().isEmpty()
                            ? ref + " has no certificate of an authority; see its conditions"
                            : "what " + ref + " refers to hasn't been read yet");
        }
        return new Standing.Usable(new BackendTls(ref, asked.hostname(), asked.system(), found.usable()));
    }

    List<BackendTls.Authority> trusted(LoweredBackendTls asked) {
        return authorities(asked).usable();
    }

    private Authorities authorities(LoweredBackendTls asked) {
        return authorities.computeIfAbsent(
                asked.meta().ref(),
                r -> Authorities.read(asked.authorities(), "validation.caCertificateRefs", snapshot));
    }

    /** Why a data plane can't verify as asked; empty when it can. */
    static Optional<String> missing(boolean system, Capabilities dataPlane) {
        for (Capability needed : system
                ? List.of(Capability.BACKEND_TLS, Capability.SYSTEM_AUTHORITIES)
                : List.of(Capability.BACKEND_TLS)) {
            if (!dataPlane.can(needed)) {
                return Optional.of(dataPlane.why(needed));
            }
        }
        return Optional.empty();
    }

    /** The condition Accepted of what has nothing else amiss. @param yes what it says where all is well */
    Condition accepted(LoweredBackendTls asked, Capabilities dataPlane, String yes) {
        Authorities found = authorities(asked);
        if (!asked.system() && found.usable().isEmpty()) {
            return found.problems().isEmpty()
                    ? Condition.unknown(Condition.Type.Accepted, Reason.Pending, ResolvedRefs.awaited(found.pending()))
                    : Condition.no(
                            Condition.Type.Accepted,
                            Reason.NoValidCACertificate,
                            "No certificate of an authority can be used, so requests to the backends fail; see ResolvedRefs.");
        }
        return missing(asked.system(), dataPlane)
                .map(why -> Condition.no(
                        Condition.Type.Accepted,
                        Reason.Invalid,
                        "backends can't be verified as asked, so requests to them fail: " + why))
                .orElseGet(() -> Condition.yes(Condition.Type.Accepted, Reason.Accepted, yes));
    }

    Condition resolved(LoweredBackendTls asked) {
        Authorities found = authorities(asked);
        return ResolvedRefs.of(found.problems(), found.pending());
    }
}
