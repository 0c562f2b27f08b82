package io.kongruent.embedded.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Judges one value by its field. An absent value is never asked about; an empty table is a list and a record alike, as in Lua. */
final class Values {
    private static final Stamp JUDGING = Stamp.judging(1000);

    private Values() {}

    static Optional<Fault> validate(Field field, JsonNode value) {
        Optional<JsonNode> eq = field.attribute("eq");
        if (value.isNull()) {
            return nullValue(field, eq);
        }
        if (eq.isPresent() && eq.get().isNull()) {
            return refused(field.attribute("err").map(JsonNode::asText).orElse("value must be null"));
        }
        if (field.is("abstract")) {
            return refused("error in schema definition: abstract field was not specialized");
        }
        Optional<Fault> type = type(field, value);
        if (type.isPresent()) {
            return type;
        }
        if (field.is("referenceable") && value.isTextual() && isReference(value.asText())) {
            return Optional.empty();
        }
        return Rules.refuse(field, value).map(Fault::text);
    }

    private static Optional<Fault> nullValue(Field field, Optional<JsonNode> eq) {
        if (field.attribute("ne").filter(JsonNode::isNull).isPresent()) {
            return refused(field.attribute("err").map(JsonNode::asText).orElse("value must not be null"));
        }
        if (eq.isPresent() && !eq.get().isNull()) {
            return refused("value must be " + eq.get().asText());
        }
        return field.required() ? refused("required field missing") : Optional.empty();
    }

    private static Optional<Fault> type(Field field, JsonNode value) {
        return switch (field.type()) {
            case "array" -> isList(value) ? elements(field, value) : refused("expected an array");
            case "set" -> isList(value) ? elements(field, value) : refused("expected a set");
            case "map" -> value.isContainerNode() ? map(field, value) : refused("expected a map");
            case "record" -> record(field, value);
            case "foreign" -> foreign(value);
            case "integer" ->
                value.isNumber() && value.asDouble() == Math.rint(value.asDouble())
                        ? Optional.empty()
                        : refused("expected an integer");
            case "number" -> value.isNumber() ? Optional.empty() : refused("expected a number");
            case "string" -> value.isTextual() ? Optional.empty() : refused("expected a string");
            case "boolean" -> value.isBoolean() ? Optional.empty() : refused("expected a boolean");
            default -> Optional.empty();
        };
    }

    private static boolean isList(JsonNode value) {
        return value.isArray() || (value.isObject() && value.isEmpty());
    }

    private static Optional<Fault> elements(Field field, JsonNode value) {
        Field elements = field.elements();
        if (elements == null) {
            return Optional.empty();
        }
        Field element = elements.asElement();
        Fault.Table faults = new Fault.Table();
        int place = 0;
        for (JsonNode one : value) {
            place++;
            int at = place;
            validate(element, one).ifPresent(fault -> faults.put(at, fault));
        }
        return faults.isEmpty() ? Optional.empty() : Optional.of(faults);
    }

    private static Optional<Fault> map(Field field, JsonNode value) {
        Field keys = field.keys();
        Field values = field.values();
        if (keys == null || values == null) {
            return Optional.empty();
        }
        for (var entry : value.properties()) {
            Optional<Fault> fault = validate(keys.asElement(), JsonNodeFactory.instance.textNode(entry.getKey()))
                    .or(() -> validate(values.asElement(), entry.getValue()));
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<Fault> record(Field field, JsonNode value) {
        Schema schema = field.record();
        if (!value.isContainerNode() || schema == null) {
            return refused("expected a record");
        }
        if (value instanceof ArrayNode array) {
            Fault.Table faults = new Fault.Table();
            for (int i = 1; i <= array.size(); i++) {
                faults.put(i, "unknown field");
            }
            return faults.isEmpty() ? record(field, JsonNodeFactory.instance.objectNode()) : Optional.of(faults);
        }
        Fault.Table faults = schema.validate(schema.process((ObjectNode) value, JUDGING));
        return faults.isEmpty() ? Optional.empty() : Optional.of(faults);
    }

    /** All entities that others point at have an id as their primary key. */
    private static Optional<Fault> foreign(JsonNode value) {
        Fault.Table faults = new Fault.Table();
        JsonNode id = value.path("id");
        if (id.isMissingNode() || id.isNull()) {
            faults.put("id", "missing primary key");
        } else if (!id.isTextual()) {
            faults.put("id", "expected a string");
        } else if (!Rules.isUuid(id.asText())) {
            faults.put("id", "expected a valid UUID");
        }
        return faults.isEmpty() ? Optional.empty() : Optional.of(faults);
    }

    static boolean contains(ArrayNode list, JsonNode value) {
        for (JsonNode one : list) {
            if (Rules.same(one, value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isReference(String text) {
        return text.startsWith("{vault://") && text.endsWith("}");
    }

    private static Optional<Fault> refused(String message) {
        return Optional.of(Fault.text(message));
    }
}
