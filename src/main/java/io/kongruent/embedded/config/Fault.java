package io.kongruent.embedded.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is wrong with a part of a configuration, in the shape of that part: a message, or a table of faults by field or by place. */
sealed interface Fault {

    /** A message about one field. */
    record Text(String message) implements Fault {
        @Override
        public JsonNode toJson() {
            return JsonNodeFactory.instance.textNode(message);
        }
    }

    /** Where a fault sits in its table. */
    sealed interface Key {
        record Place(int number) implements Key {}

        record Name(String field) implements Key {}

        static Key of(int number) {
            return new Place(number);
        }

        static Key of(String field) {
            return new Name(field);
        }
    }

    static Fault text(String message) {
        return new Text(message);
    }

    JsonNode toJson();

    /** Faults by field name, and by 1-based place for the elements of a list; ordered, places first. Mutable: Kong's flattening drains it. */
    final class Table implements Fault {
        private static final Comparator<Key> ORDER = Comparator.comparing((Key key) -> switch (key) {
                    case Key.Place p -> 0;
                    case Key.Name n -> 1;
                })
                .thenComparing(key -> switch (key) {
                    case Key.Place p -> p.number();
                    case Key.Name n -> 0;
                })
                .thenComparing(key -> switch (key) {
                    case Key.Place p -> "";
                    case Key.Name n -> n.field();
                });

        private final TreeMap<Key, Fault> entries = new TreeMap<>(ORDER);

        boolean isEmpty() {
            return entries.isEmpty();
        }

        Map<Key, Fault> entries() {
            return Collections.unmodifiableMap(entries);
        }

        /** The keys from last to first: the order in which Kong flattens. */
        List<Key> lastToFirst() {
            return new ArrayList<>(entries.descendingKeySet());
        }

        void put(Key key, Fault fault) {
            entries.put(key, fault);
        }

        void put(String field, String message) {
            entries.put(Key.of(field), new Text(message));
        }

        void put(String field, Fault fault) {
            entries.put(Key.of(field), fault);
        }

        void put(int place, Fault fault) {
            entries.put(Key.of(place), fault);
        }

        void put(int place, String message) {
            entries.put(Key.of(place), new Text(message));
        }

        Optional<Fault> get(Key key) {
            return Optional.ofNullable(entries.get(key));
        }

        boolean has(String field) {
            return entries.containsKey(Key.of(field));
        }

        Optional<Fault> remove(Key key) {
            return Optional.ofNullable(entries.remove(key));
        }

        /** The table under {@code key}, made when there is none (or only a message). */
        Table table(Key key) {
            if (entries.get(key) instanceof Table table) {
                return table;
            }
            Table made = new Table();
            entries.put(key, made);
            return made;
        }

        /** Appends to the list under {@code key}. */
        void append(Key key, String message) {
            Table list = table(key);
            list.put(list.entries.size() + 1, message);
        }

        /** Sets a fault at a dotted path. */
        void at(String path, Fault fault) {
            int dot = path.indexOf('.');
            if (dot < 0) {
                put(path, fault);
            } else {
                table(Key.of(path.substring(0, dot))).at(path.substring(dot + 1), fault);
            }
        }

        /** Takes over all of {@code other}; its messages win. */
        void merge(Table other) {
            other.entries.forEach((key, fault) -> {
                if (fault instanceof Table theirs && entries.get(key) instanceof Table ours) {
                    ours.merge(theirs);
                } else {
                    entries.put(key, fault);
                }
            });
        }

        /** What is left when only messages equal to {@code message} stay. */
        Table only(String message) {
            Table kept = new Table();
            entries.forEach((key, fault) -> {
                switch (fault) {
                    case Text text -> {
                        if (text.message().equals(message)) {
                            kept.put(key, text);
                        }
                    }
                    case Table table -> {
                        Table inner = table.only(message);
                        if (!inner.isEmpty()) {
                            kept.put(key, inner);
                        }
                    }
                }
            });
            return kept;
        }

        /** As Kong's JSON encoder writes a Lua table: a list with gaps as null when all keys are places, else an object; empty: an object. */
        @Override
        public JsonNode toJson() {
            boolean list = !entries.isEmpty() && entries.keySet().stream().allMatch(Key.Place.class::isInstance);
            if (list) {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                entries.forEach((key, fault) -> {
                    int place = ((Key.Place) key).number();
                    while (array.size() < place - 1) {
                        array.addNull();
                    }
                    array.add(fault.toJson());
                });
                return array;
            }
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            entries.forEach((key, fault) -> {
                String name = switch (key) {
                    case Key.Place p -> Integer.toString(p.number());
                    case Key.Name n -> n.field();
                };
                object.set(name, fault.toJson());
            });
            return object;
        }
    }
}
