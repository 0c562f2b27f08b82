package io.kongruent.embedded.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads a schema in the form that {@code GET /schemas/…} answers. What Kong has in code and the form leaves out is put back: text checks by
 * the field's path (elements, keys and values are named {@code *}), entity checks by their first field.
 *
 * @param texts by path
 * @param customs by the name of the first field they read
 */
record SchemaReader(Map<String, Field.TextCheck> texts, Map<String, Function<ObjectNode, Optional<String>>> customs) {

    private static final SchemaReader PLAIN = new SchemaReader(Map.of(), Map.of());

    static Field plainField(ObjectNode definition) {
        return PLAIN.field("", definition);
    }

    Schema read(String name, JsonNode definition) {
        return record(name, "", definition);
    }

    private Schema record(String name, String path, JsonNode definition) {
        Schema schema = new Schema(name);
        for (JsonNode entry : definition.path("fields")) {
            entry.properties()
                    .forEach(field -> schema.add(
                            field.getKey(), field(join(path, field.getKey()), (ObjectNode) field.getValue())));
        }
        for (JsonNode entry : definition.path("shorthand_fields")) {
            entry.properties().forEach(field -> schema.add(moved(field.getKey(), (ObjectNode) field.getValue())));
        }
        for (JsonNode entry : definition.path("entity_checks")) {
            entry.properties().forEach(check -> {
                if (!check.getKey().equals("custom_entity_check")) {
                    schema.add(EntityCheck.of(check.getKey(), check.getValue()));
                    return;
                }
                String first = String.join(",", sources(check.getValue()));
                Function<ObjectNode, Optional<String>> custom = customs.get(first);
                if (custom != null) {
                    schema.add(EntityCheck.custom(check.getValue(), custom));
                }
            });
        }
        return schema;
    }

    private static java.util.List<String> sources(JsonNode check) {
        java.util.List<String> names = new java.util.ArrayList<>();
        check.path("field_sources").forEach(name -> names.add(name.asText()));
        return names.subList(0, Math.min(2, names.size()));
    }

    private static String join(String path, String step) {
        return path.isEmpty() ? step : path + "." + step;
    }

    private Field field(String path, ObjectNode definition) {
        String type = definition.path("type").asText("any");
        ObjectNode attributes = definition.deepCopy();
        attributes.remove(java.util.List.of("type", "elements", "keys", "values", "fields", "entity_checks"));
        return new Field(
                type,
                attributes,
                part(definition.get("elements"), path),
                part(definition.get("keys"), path + ".keys"),
                part(definition.get("values"), path + ".values"),
                type.equals("record") && definition.has("fields") ? record(path, path, definition) : null,
                definition.has("reference") ? definition.get("reference").asText() : null,
                texts.get(path));
    }

    private @Nullable Field part(@Nullable JsonNode definition, String path) {
        return definition instanceof ObjectNode object ? field(path + ".*", object) : null;
    }

    /** A deprecated name whose value moves to another path. */
    private Schema.Shorthand moved(String name, ObjectNode definition) {
        Field field = plainField(definition);
        JsonNode target = definition.at("/deprecation/replaced_with/0/path");
        return shorthand(name, field, (record, value) -> {
            JsonNode holder = record.path(target.path(0).asText());
            if (target.size() == 1) {
                record.set(target.get(0).asText(), value);
            } else if (target.size() == 2) {
                ObjectNode inner = holder instanceof ObjectNode object
                        ? object
                        : record.putObject(target.get(0).asText());
                if (!inner.hasNonNull(target.get(1).asText())) {
                    inner.set(target.get(1).asText(), value);
                }
            }
        });
    }

    /** How a shorthand changes its record. */
    @FunctionalInterface
    interface Expansion {
        void expand(ObjectNode record, JsonNode value);
    }

    static Schema.Shorthand shorthand(String name, Field field, Expansion expansion) {
        return new Schema.Shorthand() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Field field() {
                return field;
            }

            @Override
            public void expand(ObjectNode record, JsonNode value) {
                expansion.expand(record, value);
            }
        };
    }

    /** The schema with every foreign field changed. */
    static Schema foreign(Schema schema, UnaryOperator<Field> change) {
        return schema.map(field -> field.type().equals("foreign") ? change.apply(field) : field);
    }
}
