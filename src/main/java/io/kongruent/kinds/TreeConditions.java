package io.kongruent.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Conditions of objects that are kept as trees. */
public final class TreeConditions {

    private static final String FIELD = "conditions";

    private TreeConditions() {}

    /** Brings the conditions of a status, or of an entry of one, to what was decided; as {@link Conditions#merge}. */
    public static void merge(
            ObjectNode holder, List<io.kongruent.model.Condition> decided, long generation, Instant now) {
        holder.set(FIELD, tree(Conditions.merge(read(holder.path(FIELD)), decided, generation, now)));
    }

    private static List<Condition> read(JsonNode list) {
        List<Condition> conditions = new ArrayList<>();
        for (JsonNode node : list) {
            Condition condition = new Condition();
            condition.setType(node.path("type").asText());
            condition.setStatus(node.path("status").asText());
            condition.setReason(node.path("reason").asText());
            condition.setMessage(node.path("message").asText());
            condition.setLastTransitionTime(node.path("lastTransitionTime").asText());
            if (node.has("observedGeneration")) {
                condition.setObservedGeneration(node.path("observedGeneration").asLong());
            }
            conditions.add(condition);
        }
        return conditions;
    }

    private static ArrayNode tree(List<Condition> conditions) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Condition condition : conditions) {
            ObjectNode node = list.addObject()
                    .put("type", condition.getType())
                    .put("status", condition.getStatus())
                    .put("reason", condition.getReason())
                    .put("message", condition.getMessage())
                    .put("lastTransitionTime", condition.getLastTransitionTime());
            Long generation = condition.getObservedGeneration();
            if (generation != null) {
                // As a parser reads it back, so that equal statuses are equal trees.
                node.set(
                        "observedGeneration",
                        generation <= Integer.MAX_VALUE
                                ? JsonNodeFactory.instance.numberNode(generation.intValue())
                                : JsonNodeFactory.instance.numberNode(generation.longValue()));
            }
        }
        return list;
    }
}
