package io.kongruent.cli.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kongruent.kong.KongJson;
import io.kongruent.kong.KongState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Kong's entities compared by their names, field by field. */
final class Entities {

    private static final int LONGEST = 100;
    private static final int BEFORE = 30;
    private static final Set<String> SECRET = Set.of("key", "key_alt");

    private Entities() {}

    static List<Change> compare(String dataPlane, Optional<KongState> before, Optional<KongState> after) {
        SortedMap<String, JsonNode> was = before.map(Entities::byName).orElseGet(TreeMap::new);
        SortedMap<String, JsonNode> is = after.map(Entities::byName).orElseGet(TreeMap::new);
        Set<String> names = new TreeSet<>(was.keySet());
        names.addAll(is.keySet());
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            JsonNode old = was.get(name);
            JsonNode now = is.get(name);
            String subject = dataPlane.isEmpty() ? name : dataPlane + ": " + name;
            if (old == null) {
                changes.add(new Change(subject, Optional.empty(), Optional.of("")));
            } else if (now == null) {
                changes.add(new Change(subject, Optional.of(""), Optional.empty()));
            } else if (!old.equals(now)) {
                fields(subject, old, now, changes);
            }
        }
        return changes;
    }

    private static void fields(String subject, JsonNode old, JsonNode now, List<Change> changes) {
        Set<String> fields = new TreeSet<>();
        old.fieldNames().forEachRemaining(fields::add);
        now.fieldNames().forEachRemaining(fields::add);
        for (String field : fields) {
            JsonNode was = old.path(field);
            JsonNode is = now.path(field);
            if (!was.equals(is)) {
                changes.add(new Change(
                        subject + " " + field,
                        Optional.of(excerpt(value(field, was), value(field, is))),
                        Optional.of(excerpt(value(field, is), value(field, was)))));
            }
        }
    }

    private static String value(String field, JsonNode value) {
        if (SECRET.contains(field)) {
            return "(private key)";
        }
        return value.isMissingNode() ? "(none)" : value.isTextual() ? value.textValue() : value.toString();
    }

    /** A long text from shortly before the place where it parts from the other. */
    private static String excerpt(String text, String other) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int same = 0;
        while (same < Math.min(text.length(), other.length()) && text.charAt(same) == other.charAt(same)) {
            same++;
        }
        int from = Math.max(0, same - BEFORE);
        int to = Math.min(text.length(), from + LONGEST);
        return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
    }

    private static SortedMap<String, JsonNode> byName(KongState state) {
        SortedMap<String, JsonNode> entities = new TreeMap<>();
        for (Map.Entry<String, JsonNode> collection : document(state).properties()) {
            if (collection.getValue().isArray()) {
                for (JsonNode entity : collection.getValue()) {
                    String name = name(entity);
                    entities.put(collection.getKey() + " " + name, entity);
                }
            }
        }
        return entities;
    }

    private static String name(JsonNode entity) {
        String name = entity.path("name").asText(entity.path("id").asText());
        JsonNode route = entity.path("route");
        if (!route.isMissingNode()) {
            return name + " on "
                    + (route.isTextual()
                            ? route.textValue()
                            : route.path("name").asText(route.toString()));
        }
        return name;
    }

    private static JsonNode document(KongState state) {
        try {
            return new ObjectMapper().readTree(KongJson.pretty(state, KongJson.Keys.SHOWN));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own document is not JSON", e);
        }
    }
}
