package io.kongruent.graph;

import io.kongruent.model.Ref;
import java.util.List;
import java.util.OptionalInt;

/**
 * One entry of a rule's {@code backendRefs}, lowered.
 *
 * @param index its place in the list, 0-based
 * @param target what it names, namespace filled in
 * @param weight 0 to 1,000,000
 */
public record BackendRef(int index, Ref target, OptionalInt port, int weight, List<Filter> filters) {
    public BackendRef {
        filters = List.copyOf(filters);
    }
}
