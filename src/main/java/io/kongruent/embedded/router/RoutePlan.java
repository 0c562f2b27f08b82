package io.kongruent.embedded.router;

import io.kongruent.kong.expression.Expression;
import io.kongruent.kong.expression.Field;
import io.kongruent.kong.expression.Schema;
import java.util.List;
import java.util.Set;

/**
 * One entry of Kong's router for a route: what it evaluates, and where in the order.
 *
 * @param weight unsigned, the higher comes first
 * @param order the id that decides among equal weights
 */
record RoutePlan(Expression expression, long weight, String order) {
    /** Set above every priority, so that routes with classic fields come later. */
    private static final long EXPRESSION_ONLY = 0xFFL << 56;

    /** Routes of one of these alone match any protocol, so that a plain request can be told to use TLS. */
    private static final Set<Set<String>> ANY_PROTOCOL =
            Set.of(Set.of("https"), Set.of("tls"), Set.of("tls_passthrough"));

    static List<RoutePlan> of(RouterRoute route) {
        List<RoutePlan> plans = route.classic()
                .map(fields -> ClassicPlan.of(route, fields))
                .orElseGet(() -> List.of(new RoutePlan(
                        Expression.parse(Schema.amended(route.expression())),
                        EXPRESSION_ONLY | route.priority(),
                        route.id())));
        if (ANY_PROTOCOL.contains(route.protocols())) {
            return plans;
        }
        Expression protocol = Expression.or(route.protocols().stream()
                .sorted()
                .map(p -> Expression.equalTo(Field.NET_PROTOCOL, onTheWire(p)))
                .toList());
        return plans.stream()
                .map(plan -> new RoutePlan(Expression.and(plan.expression(), protocol), plan.weight(), plan.order()))
                .toList();
    }

    private static String onTheWire(String protocol) {
        return switch (protocol) {
            case "tls_passthrough" -> "tcp";
            case "grpc" -> "http";
            case "grpcs" -> "https";
            default -> protocol;
        };
    }
}
