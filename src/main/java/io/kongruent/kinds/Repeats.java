package io.kongruent.kinds;

import io.kongruent.graph.Filter;
import io.kongruent.model.Reason;
import java.util.HashSet;
import java.util.Set;

/** Filters of one list, looked at in their order: which of them may not stand there again. */
public final class Repeats {

    /** "Specifying the same filter multiple times is not supported unless explicitly indicated in the filter", as it is in these. */
    private static final Set<String> REPEATABLE = Set.of("RequestMirror", "ExtensionRef");

    private final Place place;
    private final Set<String> seen = new HashSet<>();

    public Repeats(Place place) {
        this.place = place;
    }

    /** Refuses the filter if one of its type came before. */
    public void judge(Filter filter, String field) {
        String type = filter.type();
        if (!type.isEmpty() && !seen.add(type) && !REPEATABLE.contains(type)) {
            place.refuse(
                    Reason.IncompatibleFilters,
                    field,
                    "the filter " + type + " can't be repeated; put everything into one");
        }
    }
}
