package io.kongruent.operate;

import io.kongruent.push.Outcome;
import io.kongruent.push.PushListener;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The same figures under the names of Kong Ingress Controller, for dashboards and alerts that ask for them; only where the meaning is the same. Its counters
 * have no {@code _total}, so they are gauges here that only grow.
 */
final class ForeignNames {

    private static final String PREFIX = "ingress_controller_";
    private static final String DATA_PLANE = "dataplane";
    private static final String SUCCESS = "success";
    private static final Tags PROTOCOL = Tags.of("protocol", "db-less");

    private final MeterRegistry registry;
    private final Gauges gauges;

    ForeignNames(MeterRegistry registry, Gauges gauges) {
        this.registry = registry;
        this.gauges = gauges;
    }

    void translated(Duration took) {
        Tags success = Tags.of(SUCCESS, "true");
        value("translation_count", "Translations into Kong's words", success).incrementAndGet();
        histogram("translation_duration_milliseconds", "How long a translation took", success, took);
    }

    void refused(int objects) {
        value("translation_broken_resource_count", "Objects that can't be translated wholly", Tags.empty())
                .set(objects);
    }

    void sent(PushListener.Sending sending) {
        boolean taken = sending.result().equals("taken");
        Tags which = PROTOCOL.and(DATA_PLANE, sending.instance()).and(SUCCESS, Boolean.toString(taken));
        value("configuration_push_count", "Configurations sent to Kong", which.and("failure_reason", reason(sending)))
                .incrementAndGet();
        value("configuration_push_size", "The size of the configuration sent last, in bytes", which)
                .set(sending.bytes());
        histogram("configuration_push_duration_milliseconds", "How long sending took", which, sending.took());
        if (taken) {
            value(
                            "configuration_push_last_successful",
                            "When Kong last took a configuration, in seconds since 1970",
                            Tags.of(DATA_PLANE, sending.instance()))
                    .set(System.currentTimeMillis() / 1_000);
        }
    }

    private static String reason(PushListener.Sending sending) {
        return switch (sending.result()) {
            case "taken" -> "";
            case "unknown" -> "network";
            default -> "other";
        };
    }

    void outcome(Outcome outcome) {
        value(
                        "configuration_push_broken_resource_count",
                        "Entities that Kong refuses",
                        Tags.of(DATA_PLANE, outcome.instance()))
                .set(outcome.refused().size());
    }

    /** By which all of one Kong's figures are found. */
    static Tag of(String instance) {
        return Tag.of(DATA_PLANE, instance);
    }

    private AtomicLong value(String name, String description, Tags tags) {
        return gauges.of(PREFIX + name, description, tags);
    }

    private void histogram(String name, String description, Tags tags, Duration took) {
        DistributionSummary.builder(PREFIX + name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(1, 10, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000)
                .register(registry)
                .record(took.toNanos() / 1e6);
    }
}
