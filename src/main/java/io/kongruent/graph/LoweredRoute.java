package io.kongruent.graph;

import io.kongruent.model.Hostname;
import io.kongruent.model.Meta;
import java.util.List;

/**
 * A route of any kind as the graph sees it: a pure function of the one object, so it may be kept by uid and resourceVersion.
 *
 * @param family which listeners it can attach to
 * @param hostnames empty when the route names none
 */
public record LoweredRoute(
        Meta meta, RouteFamily family, List<ParentRef> parentRefs, List<Hostname> hostnames, List<Rule> rules) {
    public LoweredRoute {
        parentRefs = List.copyOf(parentRefs);
        hostnames = List.copyOf(hostnames);
        rules = List.copyOf(rules);
    }
}
