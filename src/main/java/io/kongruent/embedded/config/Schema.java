package io.kongruent.embedded.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.embedded.config.Fault.Key;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The schema of a record or an entity: what it may hold, what is filled in, what is refused. Not changed once it is in use. */
final class Schema {

    /** A field and its name. */
    record Named(String name, Field field) {}

    /** Kong's other name of a subset of fields, and what it becomes. */
    interface Shorthand {
        String name();

        Field field();

        void expand(ObjectNode record, JsonNode value);
    }

    private final String name;
    private final List<Named> fields = new ArrayList<>();
    private final Map<String, Field> byName = new HashMap<>();
    private final List<Shorthand> shorthands = new ArrayList<>();
    private final List<EntityCheck> checks = new ArrayList<>();
    private final Map<String, Schema> subschemas = new LinkedHashMap<>();
    private @Nullable String subschemaKey;
    private String subschemaError = "unknown type: %s";

    Schema(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(String field, Field definition) {
        fields.add(new Named(field, definition));
        byName.put(field, definition);
    }

    void add(Shorthand shorthand) {
        shorthands.add(shorthand);
    }

    void add(EntityCheck check) {
        checks.add(check);
    }

    /** Says that the value of {@code key} chooses one of {@code schemas}; {@code error} is the message for any other. */
    void choose(String key, Map<String, Schema> schemas, Optional<String> error) {
        subschemaKey = key;
        subschemas.putAll(schemas);
        error.ifPresent(message -> subschemaError = message);
    }

    List<Named> fields() {
        return Collections.unmodifiableList(fields);
    }

    Optional<Field> field(String field) {
        return Optional.ofNullable(byName.get(field));
    }

    /** A copy whose fields went through {@code change}. */
    Schema map(UnaryOperator<Field> change) {
        Schema copy = new Schema(name);
        fields.forEach(named -> copy.add(named.name(), change.apply(named.field())));
        copy.shorthands.addAll(shorthands);
        copy.checks.addAll(checks);
        copy.subschemas.putAll(subschemas);
        copy.subschemaKey = subschemaKey;
        copy.subschemaError = subschemaError;
        return copy;
    }

    /** The definition of a field at a dotted path. */
    Optional<Field> fieldAt(String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return field(path);
        }
        return field(path.substring(0, dot)).flatMap(field -> {
            Schema inner = field.record();
            return inner == null ? Optional.empty() : inner.fieldAt(path.substring(dot + 1));
        });
    }

    private Optional<Schema> subschema(JsonNode input) {
        if (subschemaKey == null) {
            return Optional.empty();
        }
        JsonNode key = input.path(subschemaKey);
        if (key.isTextual()) {
            return Optional.ofNullable(subschemas.get(key.asText()));
        }
        for (JsonNode one : key) {
            Schema found = subschemas.get(one.asText());
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static Optional<Field> resolve(Optional<Schema> subschema, String key, Optional<Field> own) {
        return own.map(field -> subschema.flatMap(s -> s.field(key)).orElse(field));
    }

    /** Judges a whole record; an empty table is acceptance. */
    Fault.Table validate(ObjectNode input) {
        Fault.Table faults = new Fault.Table();
        if (subschemaKey != null) {
            JsonNode key = input.path(subschemaKey);
            if (key.isMissingNode() || key.isNull()) {
                faults.put(subschemaKey, "required field missing");
                return faults;
            }
            if (subschema(input).isEmpty()) {
                String value = key.isTextual() ? key.asText() : key.path(0).asText();
                faults.put(subschemaKey, subschemaError.replace("%s", value));
                return faults;
            }
        }
        Optional<Schema> subschema = subschema(input);
        for (var entry : input.properties()) {
            Optional<Field> field = resolve(subschema, entry.getKey(), field(entry.getKey()));
            if (field.isEmpty()) {
                faults.put(entry.getKey(), "unknown field");
            } else {
                Values.validate(field.get(), entry.getValue())
                        .ifPresent(fault -> faults.put(Key.of(entry.getKey()), fault));
            }
        }
        for (Named named : fields) {
            JsonNode value = input.get(named.name());
            if (named.field().required() && (value == null || value.isNull())) {
                faults.put(named.name(), "required field missing");
            }
        }
        checks.forEach(check -> check.run(this::fieldAt, input, faults));
        subschema.ifPresent(sub -> sub.checks.forEach(check ->
                check.run(path -> sub.fieldAt(path).or(() -> fieldAt(path)), input, faults)));
        return faults;
    }

    /**
     * A copy with everything filled in that Kong fills in on an insert: ids, times, defaults, nulls. A shorthand that can't be read stays
     * and is refused by {@link #validate} as an unknown field.
     */
    ObjectNode process(ObjectNode input, Stamp stamp) {
        ObjectNode data = input.deepCopy();
        for (Shorthand shorthand : shorthands) {
            JsonNode value = data.get(shorthand.name());
            if (value != null && Values.validate(shorthand.field(), value).isEmpty()) {
                data.remove(shorthand.name());
                shorthand.expand(data, value);
            }
        }
        Optional<Schema> subschema = subschema(data);
        for (Named named : fields) {
            Field field =
                    resolve(subschema, named.name(), Optional.of(named.field())).orElseThrow();
            JsonNode value = data.get(named.name());
            if (field.is("auto")) {
                value = auto(named.name(), field, value, stamp);
            }
            JsonNode filled = fill(field, value, stamp);
            if (filled == null) {
                data.remove(named.name());
            } else {
                data.set(named.name(), filled);
            }
        }
        return data;
    }

    private static @Nullable JsonNode auto(String name, Field field, @Nullable JsonNode value, Stamp stamp) {
        if (field.is("uuid")) {
            return value == null ? JsonNodeFactory.instance.textNode(stamp.uuid()) : value;
        }
        boolean created = name.equals("created_at") && (value == null || value.isNull());
        if (created || name.equals("updated_at")) {
            return field.type().equals("integer")
                    ? JsonNodeFactory.instance.numberNode(stamp.seconds())
                    : JsonNodeFactory.instance.numberNode(stamp.millis() / 1000.0);
        }
        return value;
    }

    private static @Nullable JsonNode fill(Field field, @Nullable JsonNode value, Stamp stamp) {
        if (field.is("abstract")) {
            return value;
        }
        Schema record = field.record();
        if (record != null && (value == null ? field.required() : !value.isNull())) {
            JsonNode present = value == null ? missing(field, stamp) : value;
            return present instanceof ObjectNode object ? record.process(object, stamp) : present;
        }
        if (value instanceof ArrayNode array && field.elements() != null) {
            ArrayNode filled = JsonNodeFactory.instance.arrayNode();
            for (JsonNode element : array) {
                JsonNode one = fill(field.elements(), element, stamp);
                if (one != null && !(field.type().equals("set") && Values.contains(filled, one))) {
                    filled.add(one);
                }
            }
            return filled;
        }
        if (value instanceof ObjectNode object && field.values() != null) {
            ObjectNode filled = JsonNodeFactory.instance.objectNode();
            for (var entry : object.properties()) {
                filled.set(entry.getKey(), fill(field.values(), entry.getValue(), stamp));
            }
            return filled;
        }
        return value == null ? missing(field, stamp) : value;
    }

    private static @Nullable JsonNode missing(Field field, Stamp stamp) {
        Optional<JsonNode> preset = field.defaultValue();
        if (preset.isPresent()) {
            return preset.get().deepCopy();
        }
        if (!field.required()) {
            return JsonNodeFactory.instance.nullNode();
        }
        Schema record = field.record();
        return record == null ? null : record.process(JsonNodeFactory.instance.objectNode(), stamp);
    }
}
