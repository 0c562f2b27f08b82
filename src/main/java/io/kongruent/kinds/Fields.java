package io.kongruent.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Reads a part of an object that is kept as a tree. What is missing, or isn't of the type that is asked for, is as if it weren't there.
 *
 * @param place of the part inside the spec, ended by a dot; empty for the spec itself
 * @param refuse takes a field, with its place, and a message
 */
public record Fields(JsonNode node, String place, BiConsumer<String, String> refuse) {

    /** Refuses each field that isn't one of these. */
    public Fields only(String... names) {
        Set<String> known = Set.of(names);
        Set<String> unknown = new HashSet<>();
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                unknown.add(name);
            }
        });
        unknown.stream().sorted().forEach(name -> refuse(name, NewerFields.MESSAGE));
        return this;
    }

    public void refuse(String field, String message) {
        refuse.accept(place + field, message);
    }

    /** The part of that name; empty and harmless where there is none. */
    public Fields part(String name) {
        JsonNode part = node.path(name);
        return new Fields(part.isObject() ? part : MissingNode.getInstance(), place + name + ".", refuse);
    }

    public boolean has(String name) {
        return node.hasNonNull(name);
    }

    /** Empty where there is none. */
    public String text(String name) {
        return node.path(name).isTextual() ? node.path(name).textValue() : "";
    }

    public Optional<String> maybe(String name) {
        return Optional.of(text(name)).filter(text -> !text.isEmpty());
    }

    public OptionalInt number(String name) {
        return node.path(name).isInt() ? OptionalInt.of(node.path(name).intValue()) : OptionalInt.empty();
    }

    /** The elements of a list that are parts. */
    public List<Fields> list(String name) {
        List<Fields> elements = new ArrayList<>();
        for (int i = 0; i < node.path(name).size(); i++) {
            JsonNode element = node.path(name).path(i);
            elements.add(new Fields(
                    element.isObject() ? element : MissingNode.getInstance(), place + name + "[" + i + "].", refuse));
        }
        return elements;
    }
}
