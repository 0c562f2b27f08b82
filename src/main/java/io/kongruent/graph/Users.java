package io.kongruent.graph;

import io.kongruent.model.Ref;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The Gateways whose routes lead to each backend: the ancestors in the statuses of backends and of policies for them. */
final class Users {

    private final Map<Ref, SortedSet<Ref>> gateways = new HashMap<>();

    /** Whether a route's rule leads to a backend in the sense that matters. */
    interface Leads {
        boolean leads(RouteNode route, Rule rule, Ref backend);
    }

    Users(List<RouteNode> routes, Leads which) {
        for (RouteNode route : routes) {
            for (ParentNode parent : route.parents()) {
                if (parent.refusal().isEmpty()) {
                    enter(route, parent.gateway(), which);
                }
            }
        }
    }

    private void enter(RouteNode route, Ref gateway, Leads which) {
        for (RuleNode rule : route.rules()) {
            for (BackendNode backend : rule.backends()) {
                Ref target = backend.ref().target();
                if (which.leads(route, rule.rule(), target)) {
                    gateways.computeIfAbsent(target, t -> new TreeSet<>()).add(gateway);
                }
            }
        }
    }

    SortedSet<Ref> of(Ref backend) {
        return gateways.getOrDefault(backend, Collections.emptySortedSet());
    }
}
