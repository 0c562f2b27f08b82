package io.kongruent.kong;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a Kong has refused, remembered by content: an entity whose content is listed is not sent again until it changes.
 *
 * @param refusals Kong's message by {@link #key}
 */
public record Exclusions(Map<String, String> refusals) {

    public static final Exclusions NONE = new Exclusions(Map.of());

    public Exclusions {
        refusals = java.util.Collections.unmodifiableMap(new TreeMap<>(refusals));
    }

    /** By what a refusal of this very entity is remembered: everything that Kong judges, but not what it is called by id. */
    public static String key(KongEntity entity) {
        return entity.collection() + ":" + Ids.digest(KongJson.content(entity));
    }

    /** Why Kong refused an entity with that content; empty when it didn't. */
    public Optional<String> why(KongEntity entity) {
        return refusals.isEmpty() ? Optional.empty() : Optional.ofNullable(refusals.get(key(entity)));
    }

    /** These and {@code more}. */
    public Exclusions with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(refusals);
        all.putAll(more);
        return new Exclusions(all);
    }
}
