package io.kongruent.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Lays a part of a pod's template over ours: mappings field by field, lists whose items have a key item by item, anything else as a whole. */
final class Overlay {

    /** As the API server merges them. */
    private static final Map<String, List<String>> KEYS = Map.of(
            "containers", List.of("name"),
            "initContainers", List.of("name"),
            "volumes", List.of("name"),
            "env", List.of("name"),
            "imagePullSecrets", List.of("name"),
            "volumeMounts", List.of("mountPath"),
            "hostAliases", List.of("ip"),
            "ports", List.of("containerPort", "protocol"));

    private Overlay() {}

    /** Changes {@code base}. A null takes a field away. */
    static void lay(ObjectNode over, ObjectNode base) {
        over.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode upper = field.getValue();
            JsonNode lower = base.path(name);
            if (upper.isNull()) {
                base.remove(name);
            } else if (upper instanceof ObjectNode one && lower instanceof ObjectNode other) {
                lay(one, other);
            } else if (upper instanceof ArrayNode one && lower instanceof ArrayNode other && KEYS.containsKey(name)) {
                items(one, other, KEYS.getOrDefault(name, List.of()));
            } else {
                base.set(name, upper.deepCopy());
            }
        });
    }

    private static void items(ArrayNode over, ArrayNode base, List<String> keys) {
        for (JsonNode item : over) {
            Optional<JsonNode> same = StreamSupport.stream(base.spliterator(), false)
                    .filter(b -> keys.stream().allMatch(key -> key(b, key).equals(key(item, key))))
                    .findFirst();
            if (same.isPresent() && same.get() instanceof ObjectNode lower && item instanceof ObjectNode upper) {
                lay(upper, lower);
            } else {
                base.add(item.deepCopy());
            }
        }
    }

    private static String key(JsonNode item, String key) {
        return item.path(key).asText(key.equals("protocol") ? "TCP" : "");
    }
}
