package io.kongruent.embedded.router;

import java.util.Optional;
import java.util.Set;

/**
 * A route as the router sees it: an expression with a priority, or Kong's classic fields.
 *
 * @param id lower-case UUID; among equal priorities the higher one is tried first
 * @param expression what Kong accepts at {@code /config}; empty when the route has classic fields
 * @param priority 0 to 2^46 - 1, the higher is tried first; 0 when the route has classic fields
 * @param protocols the route's protocols, all of HTTP or all of streams
 * @param httpsRedirectStatus what a plain request gets on a route of {@code https} alone: 426, 301, 302, 307 or 308
 */
public record RouterRoute(
        String id,
        String expression,
        long priority,
        Set<String> protocols,
        int httpsRedirectStatus,
        Optional<ClassicFields> classic) {

    public RouterRoute {
        protocols = Set.copyOf(protocols);
    }

    /** A route with an expression, answering 426 where https is missing. */
    public RouterRoute(String id, String expression, long priority, Set<String> protocols) {
        this(id, expression, priority, protocols, 426);
    }

    /** A route with an expression. */
    public RouterRoute(String id, String expression, long priority, Set<String> protocols, int httpsRedirectStatus) {
        this(id, expression, priority, protocols, httpsRedirectStatus, Optional.empty());
    }

    /** A route with classic fields; it comes after every route with an expression. */
    public static RouterRoute classic(String id, ClassicFields fields, Set<String> protocols, int httpsRedirectStatus) {
        return new RouterRoute(id, "", 0, protocols, httpsRedirectStatus, Optional.of(fields));
    }
}
