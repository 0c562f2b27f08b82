package io.kongruent.kinds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;

/** JSON merge patches. Each carries the resourceVersion that it rests on, so that the API server refuses it when the object has changed meanwhile. */
final class Patches {

    private static final ObjectMapper TREES = new ObjectMapper();

    private Patches() {}

    /** From one status to another: fields that the other lacks are emptied or removed, fields that the model doesn't know stay. */
    static String status(HasMetadata current, JsonNode before, JsonNode after) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        before.properties().forEach(field -> {
            if (!after.has(field.getKey())) {
                status.set(
                        field.getKey(),
                        field.getValue().isArray()
                                ? JsonNodeFactory.instance.arrayNode()
                                : JsonNodeFactory.instance.nullNode());
            }
        });
        after.properties().forEach(field -> {
            if (!field.getValue().equals(before.get(field.getKey()))) {
                status.set(field.getKey(), field.getValue());
            }
        });
        ObjectNode patch = on(current);
        patch.set("status", status);
        return patch.toString();
    }

    /** An object's status as it would be written. */
    static JsonNode status(HasMetadata object, KubernetesSerialization json) {
        return tree(object, json).path("status");
    }

    static String finalizers(HasMetadata current, List<String> finalizers) {
        ObjectNode patch = on(current);
        finalizers.forEach(patch.withObject("/metadata").putArray("finalizers")::add);
        return patch.toString();
    }

    private static ObjectNode on(HasMetadata current) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").put("resourceVersion", current.getMetadata().getResourceVersion());
        return patch;
    }

    private static JsonNode tree(HasMetadata object, KubernetesSerialization json) {
        try {
            return TREES.readTree(json.asJson(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was just written as JSON can't be read", e);
        }
    }
}
