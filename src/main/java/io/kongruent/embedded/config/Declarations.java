package io.kongruent.embedded.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Reads declarative configurations as Kong does and refuses what Kong refuses, in its words. Safe for use by several threads. */
public final class Declarations {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Schemas schemas;
    private final Limits limits;
    private final Clock clock;

    /**
     * Knows all entities and stock plugins.
     *
     * @param specs judges the {@code gateway-api} plugin's specs; empty when that plugin isn't installed
     * @param limits what the gateway can't do although Kong can
     * @param clock decides whether a CA has expired, and is the time of creation
     */
    public Declarations(Optional<SpecCheck> specs, Limits limits, Clock clock) {
        this.schemas = new Schemas(specs, clock);
        this.limits = limits;
        this.clock = clock;
    }

    /** What came of a configuration. */
    public sealed interface Reading {
        /** Every entity with everything filled in, by collection and id; references are {@code {"id": …}}. */
        record Accepted(Map<String, Map<String, ObjectNode>> entities) implements Reading {}

        /** The body of Kong's 400. */
        record Refused(ObjectNode body) implements Reading {}
    }

    /** A text as a configuration: JSON first, then YAML; or the body of Kong's 400. */
    public static ParsedText parse(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return new ParsedText(Optional.of(object), Optional.empty());
            }
        } catch (JsonProcessingException e) {
            // not JSON: Kong tries YAML next
        }
        String problem;
        try {
            if (YamlText.read(text) instanceof ObjectNode object) {
                return new ParsedText(Optional.of(object), Optional.empty());
            }
            problem = "expected an object";
        } catch (YamlText.NotYaml e) {
            problem = String.valueOf(e.getMessage());
        }
        Fault.Table faults = new Fault.Table();
        faults.put("error", "failed parsing declarative configuration: " + problem);
        return new ParsedText(Optional.empty(), Optional.of(body(faults)));
    }

    /** The configuration in a text, or why there is none: exactly one is present. */
    public record ParsedText(Optional<ObjectNode> document, Optional<ObjectNode> refusal) {}

    /**
     * Judges a configuration. The document is changed: ids are written into it.
     *
     * @param flatten answer refusals by entity ({@code flatten_errors=1})
     */
    public Reading read(ObjectNode document, boolean flatten) {
        Stamp stamp = Stamp.now(clock);
        if (!document.has("_transform")) {
            document.put("_transform", true);
        }
        Fault.Table first = schemas.byName().validate(document);
        if (!first.isEmpty()) {
            ObjectNode copy = document.deepCopy();
            new References(schemas).spellOut(copy, stamp);
            Fault.Table second = schemas.spelledOut().validate(copy);
            if (!second.isEmpty()) {
                second.merge(first.only("value must be null"));
                return refuse(document, second, flatten);
            }
        }
        References references = new References(schemas);
        references.deriveIds(document);
        ObjectNode processed = schemas.byName().process(document, stamp);
        Fault.Table faults = references.check(processed);
        if (!faults.isEmpty()) {
            return refuse(document, faults, flatten);
        }
        Map<String, Map<String, ObjectNode>> entities = references.entities();
        Fault.Table late = references.uniqueness(entities);
        if (late.isEmpty()) {
            late = references.limits(document, limits);
        }
        return late.isEmpty() ? new Reading.Accepted(entities) : refuse(document, late, flatten);
    }

    /**
     * Judges one entity as the Admin API judges the body of a POST to its collection.
     *
     * @return the body of Kong's 400; empty when the entity is fine
     */
    public Optional<ObjectNode> refuseEntity(String collection, ObjectNode entity) {
        Schema schema = schemas.schema(collection);
        Fault.Table faults = schema.validate(schema.process(entity, Stamp.now(clock)));
        if (faults.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("fields", faults.toJson());
        body.put("name", "schema violation");
        body.put("code", 2);
        body.put("message", Violation.message(faults));
        return Optional.of(body);
    }

    /** Whether Kong has a collection of that name. */
    public boolean has(String collection) {
        return Schemas.ENTITIES.contains(collection);
    }

    private Reading refuse(ObjectNode document, Fault.Table faults, boolean flatten) {
        JsonNode flattened = flatten ? new FlattenedErrors(schemas).flatten(document, faults) : null;
        ObjectNode body = body(faults);
        if (flattened != null) {
            body.set("flattened_errors", flattened);
        }
        return new Reading.Refused(body);
    }

    private static ObjectNode body(Fault.Table faults) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("code", 14);
        body.put("name", "invalid declarative configuration");
        body.put("message", "declarative config is invalid: " + LuaText.of(faults));
        body.set("fields", faults.toJson());
        return body;
    }
}
