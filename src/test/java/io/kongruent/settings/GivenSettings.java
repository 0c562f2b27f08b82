package io.kongruent.settings;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings that are these and nothing else: no file, no environment. */
public final class GivenSettings {

    private GivenSettings() {}

    public static KongruentSettings of(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(KongruentSettings.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(KongruentSettings.class);
    }
}
