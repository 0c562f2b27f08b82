package io.kongruent.operate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** Alive while the engine's heart beats. An engine that waits for its source, or whose Kongs are away, is alive. */
@Liveness
@ApplicationScoped
public class LivenessCheck implements HealthCheck {

    /** The heart beats every second, and once between two passes: longer than any pass, shorter than patience. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Vitals vitals;

    LivenessCheck(Vitals vitals) {
        this.vitals = vitals;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("engine");
        Optional<Instant> beat =
                vitals.patient().map(p -> p.engine().heartbeat()).filter(Instant.EPOCH::isBefore);
        beat.ifPresent(b -> answer.withData("heartbeat", b.toString()));
        return answer.status(beat.isEmpty() || isFresh(beat.get(), Instant.now()))
                .build();
    }

    static boolean isFresh(Instant beat, Instant now) {
        return Duration.between(beat, now).compareTo(LONGEST) <= 0;
    }
}
