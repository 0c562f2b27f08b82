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

    /** The key of an entity: its collection and its origin's content digest. */
    public static String key(String collection, String content) {
        return collection + ":" + content;
    }

    /** Why Kong refused an entity with that content; empty when it didn't. */
    public Optional<String> why(String collection, String content) {
        return Optional.ofNullable(refusals.get(key(collection, content)));
    }

    /** These and {@code more}. */
    public Exclusions with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(refusals);
        all.putAll(more);
        return new Exclusions(all);
    }
}
