package io.kongruent.embedded.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One field of a schema.
 *
 * @param type Kong's name of the type; "any" checks nothing
 * @param attributes the validators and defaults, as recorded
 * @param elements of an array or set
 * @param keys of a map
 * @param values of a map
 * @param record of a record
 * @param reference the entity a foreign field points at
 * @param check what Kong has in code rather than in the schema
 */
record Field(
        String type,
        ObjectNode attributes,
        @Nullable Field elements,
        @Nullable Field keys,
        @Nullable Field values,
        @Nullable Schema record,
        @Nullable String reference,
        @Nullable TextCheck check) {

    /** A check of a text; answers Kong's message. */
    @FunctionalInterface
    interface TextCheck {
        Optional<String> refuse(String value);
    }

    static Field array(Schema record) {
        Field element = new Field("record", object(), null, null, null, record, null, null);
        return new Field("array", object(), element, null, null, null, null, null);
    }

    static Field simple(String type) {
        return new Field(type, object(), null, null, null, null, null, null);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    boolean is(String attribute) {
        return attributes.path(attribute).asBoolean(false);
    }

    boolean required() {
        return is("required");
    }

    /** The attribute, present even when it is null; absent when not set. */
    Optional<JsonNode> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    /** The default: null counts as none. */
    Optional<JsonNode> defaultValue() {
        return attribute("default").filter(value -> !value.isNull());
    }

    Field with(String attribute, JsonNode value) {
        ObjectNode changed = attributes.deepCopy();
        changed.set(attribute, value);
        return new Field(type, changed, elements, keys, values, record, reference, check);
    }

    Field with(String attribute, boolean value) {
        return with(attribute, JsonNodeFactory.instance.booleanNode(value));
    }

    /** As an element of an aggregate: required. */
    Field asElement() {
        return required() ? this : with("required", true);
    }

    /** This foreign field as a nested entity has it: it must be null, for the nesting says it. */
    Field nested() {
        ObjectNode changed = attributes.deepCopy();
        changed.putNull("eq");
        changed.remove("default");
        changed.put("required", false);
        return new Field(type, changed, elements, keys, values, record, reference, check);
    }

    /** This foreign field as a top-level entity has it: the name or id of the other. */
    Field byName() {
        return new Field("string", attributes, null, null, null, null, null, null);
    }

    /** This field with the validators of {@code match} put over its own. */
    Field overlay(ObjectNode match) {
        ObjectNode merged = attributes.deepCopy();
        Field inner = elements;
        for (var entry : match.properties()) {
            if (entry.getKey().equals("elements")) {
                inner = SchemaReader.plainField((ObjectNode) entry.getValue());
            } else {
                merged.set(entry.getKey(), entry.getValue());
            }
        }
        return new Field(type, merged, inner, keys, values, record, reference, check);
    }
}
