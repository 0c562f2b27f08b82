package io.kongruent.embedded.config;

import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;

/** What one reading of a configuration fills in: one moment, and ids for what is anonymous. */
record Stamp(long millis, Supplier<String> ids) {

    static Stamp now(Clock clock) {
        return new Stamp(clock.millis(), () -> UUID.randomUUID().toString());
    }

    /** For judging only: nothing of what it fills in is kept. */
    static Stamp judging(long millis) {
        return new Stamp(millis, () -> "00000000-0000-4000-8000-000000000000");
    }

    long seconds() {
        return millis / 1000;
    }

    String uuid() {
        return ids.get();
    }
}
