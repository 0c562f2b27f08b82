package io.kongruent.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * An accepted configuration.
 *
 * @param entities by collection and id, everything filled in
 * @param hash what {@code GET /status} tells; all zeros when there is no entity
 */
record Accepted(Map<String, Map<String, ObjectNode>> entities, String hash) {
    static final String EMPTY_HASH = "0".repeat(32);
    static final Accepted NOTHING = new Accepted(Map.of(), EMPTY_HASH);

    Map<String, ObjectNode> all(String collection) {
        return entities.getOrDefault(collection, Map.of());
    }

    boolean isEmpty() {
        return entities.values().stream().allMatch(Map::isEmpty);
    }
}
