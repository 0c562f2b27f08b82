package io.kongruent.operate;

import io.kongruent.push.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the source has seen everything and, unless this process stands by, one pass has been made. A data plane that can't be reached is told and
 * changes nothing: statuses and the other data planes still need this process.
 */
@Readiness
@ApplicationScoped
public class ReadinessCheck implements HealthCheck {

    private final Vitals vitals;

    ReadinessCheck(Vitals vitals) {
        this.vitals = vitals;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("controller");
        Optional<Vitals.Patient> patient = vitals.patient();
        boolean synced = patient.map(Vitals.Patient::isSynced).orElse(false);
        boolean standsBy = patient.map(Vitals.Patient::standsBy).orElse(false);
        long passes = patient.map(p -> p.engine().passes()).orElse(0L);
        answer.withData("synced", synced).withData("passes", passes).withData("role", standsBy ? "standby" : "active");
        patient.ifPresent(p -> {
            p.details().forEach(answer::withData);
            p.engine()
                    .outcomes()
                    .forEach(o -> answer.withData("data plane " + o.dataPlane() + " " + o.instance(), state(o)));
        });
        return answer.status(synced && (standsBy || passes > 0)).build();
    }

    private static String state(Outcome outcome) {
        return outcome.message().isEmpty()
                ? outcome.state().name()
                : outcome.state().name() + ": " + outcome.message();
    }
}
