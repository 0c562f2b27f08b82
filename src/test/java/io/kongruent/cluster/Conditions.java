package io.kongruent.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** Conditions as tests compare them: {@code Type=Status/Reason@generation}, in the order of the types. */
final class Conditions {

    private Conditions() {}

    static List<String> of(List<Condition> conditions) {
        return conditions.stream()
                .map(c -> c.getType() + "=" + c.getStatus() + "/" + c.getReason() + "@" + c.getObservedGeneration())
                .sorted()
                .toList();
    }

    /** Those of a kind that has its status as it comes. */
    static List<String> of(JsonNode conditions) {
        return conditions
                .valueStream()
                .map(c -> c.path("type").asText() + "=" + c.path("status").asText() + "/"
                        + c.path("reason").asText() + "@"
                        + c.path("observedGeneration").asText())
                .sorted()
                .toList();
    }
}
