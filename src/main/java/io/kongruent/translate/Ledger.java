package io.kongruent.translate;

import io.kongruent.kong.KongEntity;
import io.kongruent.kong.KongState;
import io.kongruent.kong.Origin;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The entities of a state as they come, each once, with the way back to what it was made from. Not thread-safe. */
final class Ledger {

    private final List<KongEntity> entities = new ArrayList<>();
    private final Map<String, Origin> origins = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    /** Enters an entity that comes from an object as a whole. */
    void add(KongEntity entity, Ref object) {
        add(entity, Origin.of(object));
    }

    /** Enters an entity that comes from one port of a Service. */
    void add(KongEntity entity, Ref service, int port) {
        add(entity, Origin.of(service).ofPort(port));
    }

    private void add(KongEntity entity, Origin origin) {
        if (seen.add(entity.collection() + entity.id())) {
            entities.add(entity);
            origins.put(entity.id(), origin);
        }
    }

    /** Enters an entity that comes from one match of a rule. */
    void add(KongEntity entity, Ref object, int rule, Optional<String> ruleName, int match) {
        entities.add(entity);
        origins.put(
                entity.id(),
                new Origin(object, OptionalInt.empty(), OptionalInt.of(rule), ruleName, OptionalInt.of(match)));
    }

    /** Enters an entity that comes from no object. */
    void add(KongEntity entity) {
        entities.add(entity);
    }

    KongState state() {
        return KongState.of(entities, origins);
    }
}
