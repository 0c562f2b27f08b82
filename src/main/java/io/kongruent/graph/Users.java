package io.kongruent.graph;

import io.kongruent.model.Condition;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The Gateways whose routes lead to each backend: the ancestors in the statuses of backends and of policies for them. */
final class Users {

    private final Map<Ref, GatewayDraft> ours = new HashMap<>();
    private final Map<Ref, SortedSet<Ref>> gateways = new HashMap<>();

    /** Whether a route's rule leads to a backend in the sense that matters. */
    interface Leads {
        boolean leads(RouteNode route, Rule rule, Ref backend);
    }

    Users(List<RouteNode> routes, List<GatewayDraft> drafts, Leads which) {
        drafts.forEach(draft -> ours.put(draft.ref(), draft));
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

    /** The Gateways of ours whose routes lead to some of the targets. @param conditions what is said there, of those targets alone */
    <T> List<PolicyNode.Ancestor> ancestors(
            List<T> targets, Function<T, Ref> backend, BiFunction<GatewayDraft, List<T>, List<Condition>> conditions) {
        SortedMap<Ref, List<T>> used = new TreeMap<>();
        for (T target : targets) {
            gateways.getOrDefault(backend.apply(target), Collections.emptySortedSet())
                    .forEach(gateway -> used.computeIfAbsent(gateway, g -> new ArrayList<>())
                            .add(target));
        }
        List<PolicyNode.Ancestor> ancestors = new ArrayList<>();
        used.forEach((gateway, its) -> {
            GatewayDraft draft = ours.get(gateway);
            if (draft != null) {
                ancestors.add(new PolicyNode.Ancestor(gateway, conditions.apply(draft, its)));
            }
        });
        return ancestors;
    }
}
