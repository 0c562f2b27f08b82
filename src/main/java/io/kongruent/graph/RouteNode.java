package io.kongruent.graph;

import java.util.List;

/** A route that names a Gateway of ours, from each of these parentRefs. */
public record RouteNode(LoweredRoute route, List<ParentNode> parents, List<RuleNode> rules) {
    public RouteNode {
        parents = List.copyOf(parents);
        rules = List.copyOf(rules);
    }
}
