package io.kongruent.embedded.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The schemas of all entities, and of the whole document in Kong's two readings: references by name, and references spelled out. */
final class Schemas {
    /** The entities, each after those it refers to. */
    static final List<String> ENTITIES = List.of(
            "workspaces",
            "consumers",
            "certificates",
            "ca_certificates",
            "key_sets",
            "keys",
            "upstreams",
            "targets",
            "services",
            "snis",
            "routes",
            "plugins",
            "filter_chains",
            "vaults");

    private final Map<String, Schema> plain = new HashMap<>();
    private final Map<String, Map<String, String>> children = new HashMap<>();
    private final Schema byName;
    private final Schema spelledOut;

    Schemas(Optional<SpecCheck> specs, Clock clock) {
        EntityRules rules = new EntityRules(clock);
        for (String entity : ENTITIES) {
            Schema schema = rules.reader(entity).read(entity, Recorded.schema(entity));
            EntityRules.shorthands(entity).forEach(schema::add);
            plain.put(entity, schema);
        }
        schema("plugins")
                .choose(
                        "name",
                        plugins(specs),
                        Optional.of("plugin '%s' not enabled; add it to the 'plugins' configuration property"));
        schema("routes").choose("protocols", protocols(), Optional.empty());
        schema("vaults").choose("name", Map.of(), Optional.of("vault '%s' is not installed"));
        for (String entity : ENTITIES) {
            references(entity)
                    .forEach((field, reference) -> children.computeIfAbsent(reference, r -> new LinkedHashMap<>())
                            .put(entity, field));
        }
        byName = document(false);
        spelledOut = document(true);
    }

    /** The entity's own schema, where references are foreign fields. */
    Schema schema(String entity) {
        Schema schema = plain.get(entity);
        if (schema == null) {
            throw new IllegalArgumentException("no such entity: " + entity);
        }
        return schema;
    }

    /** The document as it is usually written: references are names or ids. */
    Schema byName() {
        return byName;
    }

    /** The document after the references have been looked up. */
    Schema spelledOut() {
        return spelledOut;
    }

    /** The foreign fields of an entity and what they refer to. */
    Map<String, String> references(String entity) {
        Map<String, String> found = new LinkedHashMap<>();
        for (Schema.Named named : schema(entity).fields()) {
            String reference = named.field().reference();
            if (reference != null) {
                found.put(named.name(), reference);
            }
        }
        return found;
    }

    /** The entities that refer to this one and the field they do it with. */
    Map<String, String> children(String entity) {
        return children.getOrDefault(entity, Map.of());
    }

    private Schema document(boolean foreign) {
        Schema document = new Schema("declarative_config");
        ObjectNode format = JsonNodeFactory.instance.objectNode().put("type", "string");
        format.put("required", true).putArray("one_of").add("1.1").add("2.1").add("3.0");
        document.add("_format_version", SchemaReader.plainField(format));
        document.add(
                "_transform",
                SchemaReader.plainField(JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "boolean")
                        .put("default", true)));
        remarks(document);
        for (String entity : ENTITIES) {
            Schema record = foreign
                    ? SchemaReader.foreign(schema(entity), field -> field)
                    : SchemaReader.foreign(schema(entity), Field::byName);
            document.add(entity, Field.array(withChildren(entity, record, foreign)));
        }
        return document;
    }

    private Schema withChildren(String entity, Schema record, boolean foreign) {
        remarks(record);
        children(entity).keySet().forEach(child -> {
            Schema nested = foreign
                    ? SchemaReader.foreign(schema(child), field -> field)
                    : SchemaReader.foreign(schema(child), Field::nested);
            record.add(child, Field.array(withChildren(child, nested, foreign)));
        });
        return record;
    }

    private static void remarks(Schema schema) {
        schema.add("_comment", Field.simple("string"));
        schema.add("_ignore", Field.simple("array"));
    }

    private static Map<String, Schema> plugins(Optional<SpecCheck> specs) {
        Map<String, Schema> plugins = new LinkedHashMap<>();
        SchemaReader reader = new SchemaReader(Map.of(), Map.of());
        for (String plugin : Recorded.PLUGINS) {
            plugins.put(plugin, reader.read(plugin, Recorded.schema("plugins/" + plugin)));
        }
        specs.ifPresent(check -> plugins.put(
                "gateway-api",
                new SchemaReader(Map.of("config.spec", check::refuse), Map.of())
                        .read("gateway-api", Recorded.gatewayApi())));
        return plugins;
    }

    private static Map<String, Schema> protocols() {
        JsonNode rules = Recorded.json("/kong/rules/route-protocols.json");
        SchemaReader reader = new SchemaReader(Map.of(), Map.of());
        Map<String, Schema> schemas = new LinkedHashMap<>();
        List.of("http", "https").forEach(p -> schemas.put(p, reader.read(p, rules.get("http"))));
        List.of("tcp", "tls", "udp", "tls_passthrough")
                .forEach(p -> schemas.put(p, reader.read(p, rules.get("stream"))));
        List.of("grpc", "grpcs").forEach(p -> schemas.put(p, reader.read(p, rules.get("grpc"))));
        return schemas;
    }
}
