package io.kongruent.graph;

import io.kongruent.model.Hostname;
import io.kongruent.model.Meta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route of any kind as the graph sees it: a pure function of the one object, so it may be kept by uid and resourceVersion.
 *
 * @param family which listeners it can attach to
 * @param hostnames empty when the route names none
 * @param usesDefaultGateways whether every default Gateway is its parent too ({@code useDefaultGateways: All})
 */
public record LoweredRoute(
        Meta meta,
        RouteFamily family,
        List<ParentRef> parentRefs,
        List<Hostname> hostnames,
        List<Rule> rules,
        boolean usesDefaultGateways) {

    /** A route with no other parents than it names. */
    public LoweredRoute(
            Meta meta, RouteFamily family, List<ParentRef> parentRefs, List<Hostname> hostnames, List<Rule> rules) {
        this(meta, family, parentRefs, hostnames, rules, false);
    }

    public LoweredRoute {
        parentRefs = List.copyOf(parentRefs);
        hostnames = List.copyOf(hostnames);
        rules = List.copyOf(rules);
    }

    /** The same with the default Gateways of a scope; {@code All} is the only one that there is. */
    public LoweredRoute usingDefaultGateways(@Nullable String scope) {
        return new LoweredRoute(meta, family, parentRefs, hostnames, rules, "All".equals(scope));
    }
}
