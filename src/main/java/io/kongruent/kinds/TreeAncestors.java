package io.kongruent.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
                ObjectNode entry = JSON.objectNode().put("controllerName", controllerName);
                entry.set(ref, gateway);
                mine.stream()
                        .filter(e -> e.path(ref).equals(gateway))
                        .findFirst()
                        .ifPresent(old -> entry.set("conditions", old.path("conditions")));
                TreeConditions.merge(
                        entry, ancestor.conditions(), verdict.meta().generation(), now);
                decided.add(entry);
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

    private static ObjectNode reference(Ref gateway) {
        return JSON.objectNode()
                .put("group", gateway.group())
                .put("kind", gateway.kind())
                .put("namespace", gateway.namespace())
                .put("name", gateway.name());
    }
}
