package io.kongruent.behaviour;

import java.util.List;

/**
 * A header modifier of the Gateway API ({@code HTTPHeaderFilter}): {@code set} overwrites every line of a name, then
 * {@code add} appends a line, then {@code remove} drops every line; of equivalent names in one list the first counts.
 */
public record HeaderEdits(List<HeaderField> set, List<HeaderField> add, List<String> remove) {
    public static final HeaderEdits NONE = new HeaderEdits(List.of(), List.of(), List.of());

    public HeaderEdits {
        set = List.copyOf(set);
        add = List.copyOf(add);
        remove = List.copyOf(remove);
    }

    public boolean isEmpty() {
        return set.isEmpty() && add.isEmpty() && remove.isEmpty();
    }
}
