package io.kongruent.embedded;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of one request.
 *
 * @param listenPort the listener's port as configurations know it
 * @param target the request target as sent
 * @param route the name (or id) of the matched route
 * @param service the name (or id) of the route's service
 * @param upstream {@code host:port} that answered or was tried last
 * @param tries how many upstream connections were tried
 * @param status what the client got
 * @param plugin what the plugin did: "respond" or "forward"; empty when the route has no instance
 * @param backend index of the drawn backend in the rule's spec
 * @param millis from the first byte of the request's head to the end of the answer
 */
public record RequestRecord(
        int listenPort,
        String method,
        String host,
        String target,
        Optional<String> route,
        Optional<String> service,
        Optional<String> upstream,
        int tries,
        int status,
        Optional<String> plugin,
        OptionalInt backend,
        long millis) {}
