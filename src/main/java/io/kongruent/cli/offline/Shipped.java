package io.kongruent.cli.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kongruent.behaviour.PluginRuntime;
import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capabilities.Listen;
import io.kongruent.capability.Capability;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the plugin that is shipped with this program says of itself. */
public record Shipped(String version, Set<Capability> able, Map<Capability, String> unable) {

    public static Shipped read() {
        try (PluginRuntime runtime = PluginRuntime.open()) {
            return parse(runtime.capabilitiesJson());
        }
    }

    private static Shipped parse(String text) {
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the shipped plugin's capabilities are not JSON: " + text, e);
        }
        Set<Capability> able = EnumSet.noneOf(Capability.class);
        Map<Capability, String> unable = new TreeMap<>();
        json.path("capabilities")
                .properties()
                .forEach(entry -> Capability.byLabel(entry.getKey()).ifPresent(capability -> {
                    if (entry.getValue().path("ok").asBoolean()) {
                        able.add(capability);
                    } else {
                        unable.put(capability, entry.getValue().path("reason").asText());
                    }
                }));
        return new Shipped(json.path("version").asText(), able, unable);
    }

    public Capabilities on(List<Listen> listens) {
        return new Capabilities("", Optional.of(version), able, unable, listens);
    }
}
