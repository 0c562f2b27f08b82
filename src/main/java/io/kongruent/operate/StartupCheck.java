package io.kongruent.operate;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started once there is an engine, whether or not its source has seen everything: an API server that is away is no reason to start again. */
@Startup
@ApplicationScoped
public class StartupCheck implements HealthCheck {

    private final Vitals vitals;

    StartupCheck(Vitals vitals) {
        this.vitals = vitals;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("engine")
                .status(vitals.patient().isPresent())
                .build();
    }
}
