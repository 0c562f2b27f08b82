package io.kongruent.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Condition;
import io.kongruent.graph.PolicyNode;
import io.kongruent.model.Ref;
import io.kongruent.verdict.Verdicts.OfPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A status that is a list with one entry for each Gateway, in an object that is kept as a tree. The list is atomic, so the entries of other controllers are written
 * back as they are.
 *
 * @param list the name of the list
 * @param ref the name of the reference in an entry
 * @param most how many entries the list may have
 */
public record TreeAncestors(String list, String ref, int most) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The status with our entries as decided; empty when it already has them. */
    public Optional<ObjectNode> with(ObjectNode status, OfPolicy verdict, String controllerName, Instant now) {
        List<JsonNode> mine = entries(status, controllerName, true);
        List<JsonNode> others = entries(status, controllerName, false);
        List<JsonNode> decided = new ArrayList<>();
        for (PolicyNode.Ancestor ancestor : verdict.ancestors()) {
            if (others.size() + decided.size() < most) {
                ObjectNode gateway = reference(ancestor.gateway());
                List<Condition> old = mine.stream()
                        .filter(e -> e.path(ref).equals(gateway))
                        .findFirst()
                        .map(e -> conditions(e.path("conditions")))
                        .orElse(List.of());
                decided.add(entry(
                        gateway,
                        Conditions.merge(
                                old, ancestor.conditions(), verdict.meta().generation(), now),
                        controllerName));
            }
        }
        return mine.equals(decided) ? Optional.empty() : Optional.of(with(status, others, decided));
    }

    /** The status without our entries; empty when it has none. */
    public Optional<ObjectNode> without(ObjectNode status, String controllerName) {
        return entries(status, controllerName, true).isEmpty()
                ? Optional.empty()
                : Optional.of(with(status, entries(status, controllerName, false), List.of()));
    }

    private ObjectNode with(ObjectNode status, List<JsonNode> others, List<JsonNode> mine) {
        ArrayNode all = JSON.arrayNode();
        others.forEach(all::add);
        mine.forEach(all::add);
        ObjectNode next = status.deepCopy();
        next.set(list, all);
        return next;
    }

    private List<JsonNode> entries(ObjectNode status, String controllerName, boolean ours) {
        List<JsonNode> entries = new ArrayList<>();
        for (JsonNode entry : status.path(list)) {
            if (entry.path("controllerName").asText().equals(controllerName) == ours) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private ObjectNode entry(ObjectNode gateway, List<Condition> conditions, String controllerName) {
        ObjectNode entry = JSON.objectNode();
        entry.set(ref, gateway);
        entry.put("controllerName", controllerName);
        entry.set("conditions", tree(conditions));
        return entry;
    }

    private static ObjectNode reference(Ref gateway) {
        return JSON.objectNode()
                .put("group", gateway.group())
                .put("kind", gateway.kind())
                .put("namespace", gateway.namespace())
                .put("name", gateway.name());
    }

    /** Conditions as a tree has them. */
    static List<Condition> conditions(JsonNode list) {
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

    static ArrayNode tree(List<Condition> conditions) {
        ArrayNode list = JSON.arrayNode();
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
                                ? JSON.numberNode(generation.intValue())
                                : JSON.numberNode(generation.longValue()));
            }
        }
        return list;
    }
}
