package io.kongruent.kong;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole configuration of one Kong, in canonical order: equal states serialise to equal bytes.
 *
 * @param entities by collection in the order services, upstreams, certificates, snis, routes, plugins; inside by name, then id
 * @param origins by entity id
 */
public record KongState(List<KongEntity> entities, Map<String, Origin> origins) {

    public KongState {
        entities = List.copyOf(entities);
        origins = Collections.unmodifiableMap(origins);
    }

    public <E extends KongEntity> List<E> all(Class<E> type) {
        return entities.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** What an entity was made from. */
    public Optional<Origin> originOf(String id) {
        return Optional.ofNullable(origins.get(id));
    }
}
