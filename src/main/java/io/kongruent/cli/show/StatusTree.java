package io.kongruent.cli.show;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.kinds.Kind;
import io.kongruent.kinds.Kinds;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Manifests;
import io.kongruent.verdict.Verdicts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Statuses as they would be written to the API server, without times: one object after the other, each with what it takes to find it. */
public final class StatusTree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private StatusTree() {}

    /**
     * @param controllerName under which entries of ours stand
     */
    public static List<ObjectNode> of(Manifests manifests, Verdicts verdicts, String controllerName) {
        ObjectMapper mapper = new ObjectMapper();
        List<ObjectNode> objects = new ArrayList<>();
        verdicts.byObject()
                .forEach((ref, verdict) -> manifests
                        .find(ref)
                        .map(Manifests.Loaded::object)
                        .flatMap(object -> written(object, verdict, controllerName))
                        .ifPresent(object ->
                                objects.add(object(ref, object.getApiVersion(), mapper.valueToTree(object)))));
        return objects;
    }

    private static <T extends HasMetadata> Optional<T> written(
            T object, Verdicts.Verdict verdict, String controllerName) {
        @SuppressWarnings("unchecked") // an object is of its class
        Class<T> type = (Class<T>) object.getClass();
        return Kinds.of(type)
                .flatMap(Kind::status)
                .map(writer -> writer.withStatus(object, verdict, controllerName, Instant.EPOCH)
                        .orElse(object));
    }

    private static ObjectNode object(Ref ref, String apiVersion, JsonNode whole) {
        ObjectNode object = NODES.objectNode().put("apiVersion", apiVersion).put("kind", ref.kind());
        ObjectNode metadata = object.putObject("metadata");
        if (!ref.namespace().isEmpty()) {
            metadata.put("namespace", ref.namespace());
        }
        metadata.put("name", ref.name());
        JsonNode status = whole.path("status");
        withoutTimes(status);
        object.set("status", status);
        return object;
    }

    private static void withoutTimes(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("lastTransitionTime");
        }
        if (node instanceof ObjectNode || node instanceof ArrayNode) {
            node.forEach(StatusTree::withoutTimes);
        }
    }
}
