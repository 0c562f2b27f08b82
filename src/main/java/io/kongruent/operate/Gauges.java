package io.kongruent.operate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Figures that are set, each made when it is first asked for. Thread-safe. */
final class Gauges {

    private final MeterRegistry registry;
    private final Map<Key, AtomicLong> values = new ConcurrentHashMap<>();

    private record Key(String name, Tags tags) {}

    Gauges(MeterRegistry registry) {
        this.registry = registry;
    }

    AtomicLong of(String name, String description, Tags tags) {
        return values.computeIfAbsent(new Key(name, tags), key -> {
            AtomicLong value = new AtomicLong();
            Gauge.builder(name, value, AtomicLong::doubleValue)
                    .description(description)
                    .tags(tags)
                    .strongReference(true)
                    .register(registry);
            return value;
        });
    }

    /** Those of a name are 0. */
    void reset(String name) {
        values.forEach((key, value) -> {
            if (key.name.equals(name)) {
                value.set(0);
            }
        });
    }

    /** What has such tags is measured no more, be it a gauge or another meter of the registry. */
    void drop(Predicate<List<Tag>> tags) {
        values.keySet().removeIf(key -> tags.test(key.tags.stream().toList()));
        registry.getMeters().stream()
                .filter(meter -> tags.test(meter.getId().getTags()))
                .forEach(registry::remove);
    }
}
