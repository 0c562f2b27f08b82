package io.kongruent.embedded.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.embedded.config.Fault.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Kong's list of errors by entity ({@code flatten_errors=1}). Drains the faults it could place; the rest stays. Faults that are filed under
 * a name instead of a place get lost, as they do in Kong.
 */
final class FlattenedErrors {
    private final Schemas schemas;
    private final ArrayNode flattened = JsonNodeFactory.instance.arrayNode();

    private record Relation(String field, String entity, String reference) {}

    FlattenedErrors(Schemas schemas) {
        this.schemas = schemas;
    }

    /** The list; an object when it is empty, for that is what Kong's encoder makes of it. */
    JsonNode flatten(ObjectNode input, Fault.Table faults) {
        for (Key section : faults.lastToFirst()) {
            Fault fault = faults.get(section).orElseThrow();
            String entity = section instanceof Key.Name name ? name.field() : "";
            if (!(fault instanceof Fault.Table table) || !input.path(entity).isContainerNode()) {
                continue;
            }
            faults.remove(section);
            for (Key place : table.lastToFirst()) {
                if (place instanceof Key.Place at
                        && input.get(entity).get(at.number() - 1) instanceof ObjectNode item) {
                    add(entity, item, table.get(place));
                }
            }
        }
        return flattened.isEmpty() ? JsonNodeFactory.instance.objectNode() : flattened;
    }

    private void add(String type, ObjectNode entity, Optional<Fault> fault) {
        Fault.Table faults = new Fault.Table();
        if (fault.isEmpty()) {
            return;
        }
        switch (fault.get()) {
            case Fault.Text text -> faults.put("@entity", text);
            case Fault.Table table -> faults.merge(table);
        }
        if (faults.isEmpty()) {
            return;
        }
        Optional<JsonNode> pointer = pointer(entity);
        for (Relation relation : relations(type)) {
            if (relation.entity().equals(type)) {
                if (entity.get(relation.field()) instanceof ObjectNode other) {
                    pointer(other)
                            .ifPresentOrElse(
                                    id -> entity.set(relation.field(), id), () -> entity.remove(relation.field()));
                    add(relation.reference(), other, faults.remove(Key.of(relation.field())));
                }
            } else {
                children(relation, entity, pointer, faults);
            }
        }
        if (!faults.isEmpty()) {
            ArrayNode errors = JsonNodeFactory.instance.arrayNode();
            categorize(faults, "", errors);
            flattened.add(entry(type, entity, errors));
        }
    }

    private void children(Relation relation, ObjectNode entity, Optional<JsonNode> pointer, Fault.Table faults) {
        if (!(entity.get(relation.entity()) instanceof ArrayNode items)) {
            return;
        }
        entity.remove(relation.entity());
        Optional<Fault> fault = faults.remove(Key.of(relation.entity()));
        if (!(fault.orElse(null) instanceof Fault.Table table)) {
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof ObjectNode item) {
                if (!item.has(relation.field())) {
                    pointer.ifPresent(id -> item.set(relation.field(), id));
                }
                add(relation.entity(), item, table.get(Key.of(i + 1)));
            }
        }
    }

    private List<Relation> relations(String entity) {
        List<Relation> relations = new ArrayList<>();
        if (Schemas.ENTITIES.contains(entity)) {
            schemas.references(entity)
                    .forEach((field, reference) -> relations.add(new Relation(field, entity, reference)));
            schemas.children(entity).forEach((child, field) -> relations.add(new Relation(field, child, entity)));
        }
        return relations;
    }

    private static Optional<JsonNode> pointer(ObjectNode entity) {
        return validId(entity).map(id -> JsonNodeFactory.instance.objectNode().put("id", id));
    }

    private static Optional<String> validId(ObjectNode entity) {
        return Optional.ofNullable(entity.get("id"))
                .filter(id -> id.isTextual() && Rules.isUuid(id.asText()))
                .map(JsonNode::asText);
    }

    private static void categorize(Fault.Table faults, String path, ArrayNode errors) {
        for (Key key : faults.lastToFirst()) {
            Fault fault = faults.get(key).orElseThrow();
            String step = switch (key) {
                case Key.Name name -> name.field();
                case Key.Place place -> Integer.toString(place.number());
            };
            String full = path.isEmpty() ? step : path + "." + step;
            if (step.equals("@entity")) {
                messages(fault)
                        .forEach(message ->
                                errors.addObject().put("type", "entity").put("message", message));
            } else {
                switch (fault) {
                    case Fault.Text text ->
                        errors.addObject()
                                .put("type", "field")
                                .put("field", full)
                                .put("message", text.message());
                    case Fault.Table table -> categorize(table, full, errors);
                }
            }
        }
    }

    private static List<String> messages(Fault fault) {
        return switch (fault) {
            case Fault.Text text -> List.of(text.message());
            case Fault.Table table ->
                table.entries().values().stream()
                        .flatMap(inner -> messages(inner).stream())
                        .toList();
        };
    }

    private static ObjectNode entry(String type, ObjectNode entity, ArrayNode errors) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("entity_type", type.endsWith("s") ? type.substring(0, type.length() - 1) : type);
        JsonNode name = entity.path("name");
        if (name.isTextual() && !name.asText().isEmpty()) {
            entry.set("entity_name", name);
        }
        validId(entity).ifPresent(id -> entry.put("entity_id", id));
        if (entity.get("tags") instanceof ArrayNode tags) {
            boolean texts = true;
            for (JsonNode tag : tags) {
                texts &= tag.isTextual();
            }
            if (texts) {
                entry.set("entity_tags", tags);
            }
        }
        entry.set("entity", entity);
        entry.set("errors", errors);
        return entry;
    }
}
