package io.kongruent.operate;

import io.kongruent.engine.Engine;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the health checks ask: set by whoever runs an engine in this process. Thread-safe. */
@ApplicationScoped
public class Vitals {

    private volatile @Nullable Patient patient;
    private volatile boolean standsBy;

    /**
     * The engine of this process.
     *
     * @param synced whether its source has seen everything, after which it has been started
     */
    record Patient(Engine engine, BooleanSupplier synced) {}

    /** From now on health is that of this engine. @param synced whether its source has seen everything, so that it was started */
    public void watch(Engine engine, BooleanSupplier synced) {
        patient = new Patient(engine, synced);
    }

    /** Whether another process does the work and this one only keeps itself ready; it isn't expected to make passes. */
    public void standBy(boolean standingBy) {
        standsBy = standingBy;
    }

    /** Nothing runs any more. */
    public void rest() {
        patient = null;
    }

    Optional<Patient> patient() {
        return Optional.ofNullable(patient);
    }

    boolean standsBy() {
        return standsBy;
    }
}
