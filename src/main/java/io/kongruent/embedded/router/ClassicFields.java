package io.kongruent.embedded.router;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields by which a route without an expression is matched; an empty one asks for nothing.
 *
 * @param hosts a {@code *} may stand at either end; a port may follow
 * @param paths prefixes, or patterns after a {@code ~}
 * @param headers one value of each name must match, in any case; a value after {@code ~*} is a pattern
 */
public record ClassicFields(
        List<String> methods,
        List<String> hosts,
        List<String> paths,
        Map<String, List<String>> headers,
        List<String> snis,
        List<Endpoint> sources,
        List<Endpoint> destinations,
        long regexPriority) {

    public ClassicFields {
        methods = List.copyOf(methods);
        hosts = List.copyOf(hosts);
        paths = List.copyOf(paths);
        headers = Map.copyOf(headers);
        snis = List.copyOf(snis);
        sources = List.copyOf(sources);
        destinations = List.copyOf(destinations);
    }

    /** An address or a network, a port, or both. */
    public record Endpoint(Optional<String> ip, Optional<Integer> port) {}
}
