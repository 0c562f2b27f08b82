package io.kongruent.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kongruent.kong.KongEntity;
import io.kongruent.kong.KongEntity.Upstream;
import io.kongruent.kong.KongState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Kong's refusal of a configuration, told by entity.
 *
 * @param byEntity Kong's words for each entity of the state that it blames
 * @param rest what Kong says without naming an entity that we sent; empty when there is nothing else
 */
record Refusal(SequencedMap<KongEntity, String> byEntity, String rest) {

    private static final ObjectMapper TREES = new ObjectMapper();
    private static final int LONGEST = 500;

    /** Reads both of Kong's forms: the flattened list of entities, and errors nested as the document is, in lists with gaps or by name. */
    static Refusal read(String body, KongState state) {
        JsonNode json;
        try {
            json = TREES.readTree(body);
        } catch (JsonProcessingException e) {
            return new Refusal(new LinkedHashMap<>(), "an answer that is no JSON");
        }
        Reading reading = new Reading(state);
        json.path("flattened_errors").forEach(reading::flattened);
        json.path("fields").properties().forEach(e -> reading.nested(e.getKey(), e.getValue()));
        String rest = String.join("; ", reading.unknown);
        if (reading.found.isEmpty() && rest.isEmpty()) {
            String message = json.path("message").asText("");
            rest = message.endsWith(": {}") ? "" : cut(message);
        }
        return new Refusal(reading.found, rest);
    }

    /** A refusal that says nothing. */
    static Refusal silent() {
        return new Refusal(new LinkedHashMap<>(), "");
    }

    /** Whether Kong blames at least one entity. */
    boolean isDetailed() {
        return !byEntity.isEmpty();
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** All texts inside an error, whatever its shape. */
    private static String words(JsonNode error) {
        if (error.isTextual()) {
            return error.asText();
        }
        List<String> words = new ArrayList<>();
        if (error.isObject()) {
            error.properties().forEach(e -> {
                String inner = words(e.getValue());
                if (!inner.isEmpty()) {
                    words.add(e.getKey().startsWith("@") ? inner : e.getKey() + ": " + inner);
                }
            });
        } else {
            error.forEach(e -> {
                String inner = words(e);
                if (!inner.isEmpty()) {
                    words.add(inner);
                }
            });
        }
        return String.join("; ", words);
    }

    private static final class Reading {
        private final KongState state;
        private final Map<String, KongEntity> byId = new HashMap<>();
        private final SequencedMap<KongEntity, String> found = new LinkedHashMap<>();
        private final List<String> unknown = new ArrayList<>();

        Reading(KongState state) {
            this.state = state;
            state.entities().forEach(e -> byId.put(e.collection() + e.id(), e));
        }

        private void blame(KongEntity entity, String message) {
            found.merge(entity, cut(message), (a, b) -> a.contains(b) ? a : cut(a + "; " + b));
        }

        void flattened(JsonNode error) {
            String type = error.path("entity_type").asText();
            String message = cut(message(error.path("errors")));
            KongEntity entity = byId.get(type + "s" + error.path("entity_id").asText());
            if (entity != null) {
                blame(entity, message);
            } else if (type.equals("target")) {
                String target = error.path("entity").path("target").asText();
                List<Upstream> having = state.all(Upstream.class).stream()
                        .filter(u ->
                                u.targets().stream().anyMatch(t -> t.target().equals(target)))
                        .toList();
                having.forEach(u -> blame(u, "target " + target + ": " + message));
                if (having.isEmpty()) {
                    unknown.add(message);
                }
            } else {
                unknown.add(type + ": " + message);
            }
        }

        private static String message(JsonNode errors) {
            List<String> words = new ArrayList<>();
            errors.forEach(e -> {
                String text = e.has("message") ? words(e.path("message")) : words(e.path("messages"));
                words.add(e.has("field") ? e.path("field").asText() + ": " + text : text);
            });
            return String.join("; ", words);
        }

        /** Errors of a collection: by place in the document (a list from 0, or keys from 1 where Kong has names beside them), or by name or id. */
        void nested(String collection, JsonNode errors) {
            List<KongEntity> entities = state.entities().stream()
                    .filter(e -> e.collection().equals(collection))
                    .toList();
            if (entities.isEmpty() || errors.isTextual()) {
                unknown.add(cut(collection + ": " + words(errors)));
            } else if (errors.isArray()) {
                for (int i = 0; i < errors.size(); i++) {
                    if (!errors.get(i).isNull()) {
                        at(entities, i, errors.get(i));
                    }
                }
            } else {
                errors.properties().forEach(e -> keyed(entities, e.getKey(), e.getValue()));
            }
        }

        private void keyed(List<KongEntity> entities, String key, JsonNode error) {
            List<KongEntity> named =
                    entities.stream().filter(e -> isCalled(e, key)).toList();
            if (!named.isEmpty()) {
                named.forEach(e -> blame(e, words(error)));
            } else if (!key.isEmpty() && key.length() < 9 && key.chars().allMatch(Character::isDigit)) {
                at(entities, Integer.parseInt(key) - 1, error);
            } else {
                unknown.add(cut(key + ": " + words(error)));
            }
        }

        private void at(List<KongEntity> entities, int place, JsonNode error) {
            if (place >= 0 && place < entities.size()) {
                blame(entities.get(place), words(error));
            } else {
                unknown.add(cut(words(error)));
            }
        }

        private static boolean isCalled(KongEntity entity, String key) {
            String name = switch (entity) {
                case KongEntity.Service s -> s.name();
                case KongEntity.Route r -> r.name();
                case KongEntity.Upstream u -> u.name();
                case KongEntity.Sni s -> s.name();
                case KongEntity.Certificate c -> c.id();
                case KongEntity.CaCertificate c -> c.id();
                case KongEntity.Plugin p -> p.id();
            };
            return entity.id().equals(key) || name.equals(key);
        }
    }
}
