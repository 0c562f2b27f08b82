package io.kongruent.embedded.router;

import java.util.Map;
import java.util.Optional;

/** What the router makes of a request. */
public sealed interface Routing {

    /**
     * The request takes a route.
     *
     * @param matchedPath the part of the path that the last matching predicate on it named: what {@code strip_path} takes away
     * @param captures what the groups of matching patterns captured, by number and by name
     */
    record Matched(RouterRoute route, Optional<String> matchedPath, Map<String, String> captures) implements Routing {
        public Matched {
            captures = Map.copyOf(captures);
        }
    }

    /** No route: Kong answers 404. The reason is there when Kong gave up before trying any. */
    record Missed(Optional<String> reason) implements Routing {}

    /** Kong's router fails on this request and answers 500. */
    record Failed(String reason) implements Routing {}
}
