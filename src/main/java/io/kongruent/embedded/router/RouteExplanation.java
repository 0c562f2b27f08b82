package io.kongruent.embedded.router;

import io.kongruent.kong.expression.Expression;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a request does or doesn't match one route.
 *
 * @param failed the first part of the expression that didn't hold: a predicate, a negation, or a disjunction none of whose terms
 *     held; empty when the route matches
 * @param seen the values that the fields of that part have in the request, none for a field that is missing
 */
public record RouteExplanation(RouterRoute route, Optional<Expression> failed, Map<String, List<String>> seen) {
    public RouteExplanation {
        seen = Map.copyOf(seen);
    }

    /** Whether the request matches the route; whether it also takes it depends on the routes before it. */
    public boolean matches() {
        return failed.isEmpty();
    }
}
