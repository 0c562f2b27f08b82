package io.kongruent.embedded.router;

import io.kongruent.kong.expression.Schema;
import java.util.List;
import java.util.Optional;

/**
 * The router of one configuration. Routes with an expression come before those with classic fields; within each, the higher
 * priority comes first, and among equals the higher id. Thread-safe; everything is compiled once.
 */
public final class Router {
    private final RouteTable http;
    private final RouteTable stream;

    private Router(RouteTable http, RouteTable stream) {
        this.http = http;
        this.stream = stream;
    }

    /**
     * A router with an empty cache.
     *
     * @throws IllegalArgumentException when a route has an expression that Kong refuses at {@code /config}
     */
    public static Router of(List<RouterRoute> routes, CachePolicy policy) {
        return new Router(RouteTable.of(Schema.HTTP, routes, policy), RouteTable.of(Schema.STREAM, routes, policy));
    }

    /** The route that a request takes, and what was matched; through the cache. */
    public Routing route(RouterRequest request) {
        return http.route(new HttpFields(request));
    }

    /** The route that a connection takes; through the cache. */
    public Routing route(StreamConnection connection) {
        return stream.route(new StreamFields(connection));
    }

    /** The route that a request takes; through the cache. */
    public Optional<RouterRoute> match(RouterRequest request) {
        return route(request) instanceof Routing.Matched matched ? Optional.of(matched.route()) : Optional.empty();
    }

    /** Every route that a request matches, in the order in which Kong tries them; past the cache. */
    public List<RouterRoute> candidates(RouterRequest request) {
        return http.candidates(new HttpFields(request));
    }

    /** Why each route matches or doesn't, in the order in which Kong tries them; past the cache. */
    public List<RouteExplanation> explain(RouterRequest request) {
        return http.explain(new HttpFields(request));
    }
}
