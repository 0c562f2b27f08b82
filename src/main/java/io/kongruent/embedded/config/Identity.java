package io.kongruent.embedded.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The ids that Kong makes up for entities without one: the same for the same name. */
final class Identity {
    private static final UUID ENTITIES = UUID.fromString("fd02801f-0957-4a15-a55a-c8d9606f30b5");
    private static final Map<String, String> ENDPOINT_KEYS = Map.of(
            "services", "name",
            "routes", "name",
            "upstreams", "name",
            "snis", "name",
            "consumers", "username",
            "key_sets", "name",
            "filter_chains", "name",
            "plugins", "instance_name",
            "targets", "target",
            "vaults", "prefix");

    private Identity() {}

    /** The field that Kong addresses an entity by, if any. */
    static Optional<String> endpointKey(String entity) {
        return Optional.ofNullable(ENDPOINT_KEYS.get(entity));
    }

    /** The endpoint key as a unique name; empty when it is not unique or not set. */
    static Optional<String> uniqueName(Schema schema, JsonNode item) {
        return endpointKey(schema.name())
                .filter(key ->
                        schema.field(key).filter(field -> field.is("unique")).isPresent())
                .map(item::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText);
    }

    /** The id Kong would make up; empty when it would take a random one. */
    static Optional<String> derived(Schema schema, ObjectNode item, Optional<Parent> parent) {
        return name(schema, item, parent)
                .map(name -> v5(v5(ENTITIES, schema.name()), name).toString());
    }

    /** The entity that another one is nested in. */
    record Parent(Optional<String> id, String field) {}

    private static Optional<String> name(Schema schema, ObjectNode item, Optional<Parent> parent) {
        return switch (schema.name()) {
            case "targets" -> composite(schema, item, parent, "upstream", "target");
            case "plugins" -> composite(schema, item, parent, "name", "route", "service", "consumer");
            case "keys" -> composite(schema, item, parent, "kid", "set");
            default -> uniqueName(schema, item);
        };
    }

    private static Optional<String> composite(
            Schema schema, ObjectNode item, Optional<Parent> parent, String... fields) {
        StringBuilder name = new StringBuilder(schema.name()).append(":*");
        for (String field : fields) {
            JsonNode value = item.get(field);
            if (value != null && value.isTextual()) {
                name.append(':').append(value.asText());
            } else if (value == null) {
                boolean fromParent = parent.isPresent() && parent.get().field().equals(field);
                Optional<String> id = parent.flatMap(Parent::id);
                boolean required = schema.field(field).map(Field::required).orElse(false);
                if (fromParent ? id.isEmpty() : required) {
                    return Optional.empty();
                }
                name.append(':').append(fromParent ? id.orElseThrow() : "");
            }
        }
        return Optional.of(name.toString());
    }

    private static UUID v5(UUID namespace, String name) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(namespace.getMostSignificantBits())
                    .putLong(namespace.getLeastSignificantBits())
                    .array());
            ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
            long high = (hash.getLong() & 0xFFFFFFFFFFFF0FFFL) | 0x5000L;
            long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
