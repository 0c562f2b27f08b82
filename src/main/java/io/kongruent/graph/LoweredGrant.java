package io.kongruent.graph;

import java.util.List;
import java.util.Optional;

/**
 * A ReferenceGrant: objects of its namespace that may be referred to from other namespaces.
 *
 * @param namespace of the objects referred to
 */
public record LoweredGrant(String namespace, List<From> from, List<To> to) {

    /** Who may refer. All three have to fit exactly; nothing is a wildcard. */
    public record From(String group, String kind, String namespace) {}

    /**
     * What may be referred to.
     *
     * @param name empty: "this policy refers to all resources of the specified Group and Kind in the local namespace"
     */
    public record To(String group, String kind, Optional<String> name) {}

    public LoweredGrant {
        from = List.copyOf(from);
        to = List.copyOf(to);
    }
}
