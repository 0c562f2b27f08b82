package io.kongruent.operate;

import io.kongruent.engine.Engine;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the health checks ask: set by whoever runs an engine in this process. Thread-safe. */
@ApplicationScoped
public class Vitals {

    private volatile @Nullable Patient patient;

    /** An engine and where its objects come from. Asked by any thread. */
    public interface Patient {

        Engine engine();

        /** Whether everything has been seen. */
        boolean isSynced();

        /** Whether another process does the work and this one only keeps itself ready, so that no pass is expected of it. */
        default boolean standsBy() {
            return false;
        }

        /** What readiness tells besides, by name. */
        default Map<String, String> details() {
            return Map.of();
        }
    }

    /** From now on health is that of this one. */
    public void watch(Patient watched) {
        patient = watched;
    }

    /** Nothing runs any more. */
    public void rest() {
        patient = null;
    }

    Optional<Patient> patient() {
        return Optional.ofNullable(patient);
    }
}
