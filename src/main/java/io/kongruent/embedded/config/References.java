package io.kongruent.embedded.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.embedded.config.Fault.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ids, uniqueness and references of one document. Works on the document it is given: ids and parents are written into it. Kong's own
 * oddities are kept, such as nested server names that never learn their certificate in the second reading.
 */
final class References {
    private final Schemas schemas;

    private final Map<String, Map<String, ObjectNode>> byId = new LinkedHashMap<>();
    private final Map<String, Map<String, ObjectNode>> byName = new HashMap<>();
    private final List<Expected> expected = new ArrayList<>();
    private final Fault.Table faults = new Fault.Table();

    private record Expected(String entity, String reference, String field, JsonNode value, Key at) {}

    References(Schemas schemas) {
        this.schemas = schemas;
    }

    /** Gives every entity with a name the id that follows from it. */
    void deriveIds(ObjectNode input) {
        deriveIds(input, Optional.empty());
    }

    private void deriveIds(ObjectNode input, Optional<String> parentEntity) {
        for (String entity : Schemas.ENTITIES) {
            if (!(input.get(entity) instanceof ArrayNode items) || hidden(parentEntity, entity)) {
                continue;
            }
            Optional<Identity.Parent> parent = parent(parentEntity, entity, input);
            for (ObjectNode item : objects(items)) {
                if (!item.has("id")) {
                    Identity.derived(schemas.schema(entity), item, parent).ifPresent(id -> item.put("id", id));
                }
                deriveIds(item, Optional.of(entity));
            }
        }
    }

    private boolean hidden(Optional<String> parentEntity, String entity) {
        return parentEntity
                .flatMap(parent -> schemas.schema(parent).field(entity))
                .isPresent();
    }

    private Optional<Identity.Parent> parent(Optional<String> parentEntity, String entity, ObjectNode input) {
        return parentEntity.map(parent -> new Identity.Parent(
                Optional.ofNullable(input.get("id")).filter(JsonNode::isTextual).map(JsonNode::asText),
                schemas.children(parent).getOrDefault(entity, "")));
    }

    private static List<ObjectNode> objects(ArrayNode items) {
        List<ObjectNode> objects = new ArrayList<>();
        items.forEach(item -> {
            if (item instanceof ObjectNode object) {
                objects.add(object);
            }
        });
        return objects;
    }

    /** Writes ids, parents and looked-up references into a copy that is only judged. */
    void spellOut(ObjectNode copy, Stamp stamp) {
        spellOut(copy, Optional.empty(), stamp);
        byId.forEach((entity, items) -> {
            Map<String, String> references = schemas.references(entity);
            items.values()
                    .forEach(item -> references.forEach((field, reference) -> {
                        JsonNode value = item.get(field);
                        if (value != null && value.isTextual()) {
                            find(reference, value.asText()).ifPresent(found -> item.set(field, pointer(found)));
                        }
                    }));
        });
    }

    private void spellOut(ObjectNode input, Optional<String> parentEntity, Stamp stamp) {
        for (String entity : Schemas.ENTITIES) {
            if (!(input.get(entity) instanceof ArrayNode items) || hidden(parentEntity, entity)) {
                continue;
            }
            Schema schema = schemas.schema(entity);
            Optional<Identity.Parent> parent = parent(parentEntity, entity, input);
            for (ObjectNode item : objects(items)) {
                if (!item.has("id")) {
                    item.put("id", Identity.derived(schema, item, parent).orElseGet(stamp::uuid));
                }
                spellOut(item, Optional.of(entity), stamp);
                byId.computeIfAbsent(entity, e -> new LinkedHashMap<>())
                        .put(item.get("id").asText(), item);
                name(schema, item)
                        .ifPresent(name -> byName.computeIfAbsent(entity, e -> new HashMap<>())
                                .putIfAbsent(name, item));
                parent.ifPresent(p -> {
                    if (!item.has(p.field())) {
                        item.set(p.field(), pointer(input));
                    }
                });
            }
        }
    }

    private static Optional<String> name(Schema schema, JsonNode item) {
        return Identity.endpointKey(schema.name())
                .map(item::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    private static ObjectNode pointer(JsonNode entity) {
        ObjectNode pointer = JsonNodeFactory.instance.objectNode();
        JsonNode id = entity.get("id");
        if (id != null) {
            pointer.set("id", id);
        }
        return pointer;
    }

    private Optional<ObjectNode> find(String entity, String key) {
        return Optional.ofNullable(byName.getOrDefault(entity, Map.of()).get(key))
                .or(() ->
                        Optional.ofNullable(byId.getOrDefault(entity, Map.of()).get(key)));
    }

    /** Checks uniqueness and references of a filled-in document; an empty table is acceptance. */
    Fault.Table check(ObjectNode processed) {
        collect(processed, Optional.empty(), 0);
        for (Expected one : expected) {
            JsonNode value = one.value();
            String key = value.isObject() ? value.path("id").asText() : value.asText();
            if (find(one.reference(), key).isEmpty()) {
                faults.table(Key.of(one.entity()))
                        .append(
                                one.at(),
                                "invalid reference '" + one.field() + ": "
                                        + (value.isTextual() ? value.asText() : value.toString())
                                        + "' (no such entry in '" + one.reference() + "')");
            }
        }
        return faults;
    }

    private void collect(ObjectNode input, Optional<String> parentEntity, int parentPlace) {
        for (String entity : Schemas.ENTITIES) {
            if (!(input.get(entity) instanceof ArrayNode items)) {
                continue;
            }
            boolean own = parentEntity
                    .flatMap(parent -> schemas.schema(parent).field(entity))
                    .filter(field -> !field.is("transient"))
                    .isPresent();
            if (own) {
                continue;
            }
            int place = 0;
            for (ObjectNode item : objects(items)) {
                place++;
                collect(item, Optional.of(entity), place);
                register(entity, item, place, parentEntity, parentPlace);
                parent(parentEntity, entity, input).ifPresent(p -> item.set(p.field(), pointer(input)));
            }
        }
    }

    private void register(String entity, ObjectNode item, int place, Optional<String> parentEntity, int parentPlace) {
        Schema schema = schemas.schema(entity);
        Optional<String> key = Identity.uniqueName(schema, item);
        String id = item.path("id").asText();
        boolean taken = key.isPresent()
                && byName.computeIfAbsent(entity, e -> new HashMap<>()).putIfAbsent(key.get(), item) != null;
        if (taken) {
            faults.table(Key.of(entity))
                    .put(place, unique(entity, Identity.endpointKey(entity).orElseThrow(), key.orElseThrow()));
        }
        Map<String, ObjectNode> known = byId.computeIfAbsent(entity, e -> new LinkedHashMap<>());
        if (!taken && known.containsKey(id)) {
            Fault.Table table = parentEntity
                    .map(parent -> faults.table(Key.of(parent))
                            .table(Key.of(parentPlace))
                            .table(Key.of(entity)))
                    .orElseGet(() -> faults.table(Key.of(entity)));
            table.put(place, unique(entity, "primary key", id));
        } else {
            known.put(id, item);
        }
        schemas.references(entity).forEach((field, reference) -> {
            if (item.hasNonNull(field)) {
                Key at = Key.of(key.orElse(id));
                expected.add(new Expected(entity, reference, field, item.get(field), at));
            }
        });
    }

    private static String unique(String entity, String key, String value) {
        return "uniqueness violation: '" + entity + "' entity with " + key + " set to '" + value + "' already declared";
    }

    /** What the gateway can't do of a document that Kong would take, in the shape of the document. */
    Fault.Table limits(ObjectNode input, Limits limits) {
        Fault.Table found = new Fault.Table();
        for (String entity : Schemas.ENTITIES) {
            if (!(input.get(entity) instanceof ArrayNode items)) {
                continue;
            }
            int place = 0;
            for (ObjectNode item : objects(items)) {
                place++;
                Fault.Table inner = limits(item, limits);
                limits.refuse(entity, item).ifPresent(message -> inner.append(Key.of("@entity"), message));
                if (!inner.isEmpty()) {
                    found.table(Key.of(entity)).put(place, inner);
                }
            }
        }
        return found;
    }

    /** The entities of a checked document by collection and id, references as ids. */
    Map<String, Map<String, ObjectNode>> entities() {
        Map<String, Map<String, ObjectNode>> entities = new LinkedHashMap<>();
        byId.forEach((entity, items) -> {
            Map<String, ObjectNode> flat = new LinkedHashMap<>();
            items.forEach((id, item) -> flat.put(id, flat(entity, item)));
            entities.put(entity, flat);
        });
        return entities;
    }

    private ObjectNode flat(String entity, ObjectNode item) {
        ObjectNode flat = JsonNodeFactory.instance.objectNode();
        Map<String, String> references = schemas.references(entity);
        for (Schema.Named named : schemas.schema(entity).fields()) {
            JsonNode value = item.get(named.name());
            if (value == null || named.field().is("transient")) {
                continue;
            }
            String reference = references.get(named.name());
            if (reference != null && value.isTextual()) {
                find(reference, value.asText()).ifPresent(found -> flat.set(named.name(), pointer(found)));
            } else {
                flat.set(named.name(), value);
            }
        }
        return flat;
    }

    /** Unique fields beside the name, such as a consumer's custom id; as in Kong only the last violation of a collection is told. */
    Fault.Table uniqueness(Map<String, Map<String, ObjectNode>> entities) {
        Fault.Table found = new Fault.Table();
        entities.forEach((entity, items) -> {
            Schema schema = schemas.schema(entity);
            Map<String, ObjectNode> seen = new HashMap<>();
            items.forEach((id, item) -> schema.fields().stream()
                    .filter(named -> named.field().is("unique") && item.hasNonNull(named.name()))
                    .forEach(named -> {
                        JsonNode value = item.get(named.name());
                        String text = value.isObject() ? value.path("id").asText() : value.asText();
                        if (seen.putIfAbsent(named.name() + ":" + text, item) != null) {
                            Fault.Table last = new Fault.Table();
                            last.put(name(schema, item).orElse(id), unique(entity, named.name(), text));
                            found.put(entity, last);
                        }
                    }));
        });
        return found;
    }
}
