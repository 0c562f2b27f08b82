package io.kongruent.graph;

import io.kongruent.model.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How the clients of a Gateway's HTTPS listeners are authenticated ({@code tls.frontend}).
 *
 * @param byDefault for every port that {@code perPort} doesn't name; empty: clients aren't asked
 * @param perPort "Once set this configuration overrides the default configuration for all Listeners handling HTTPS traffic that match this port"; an empty
 *     value asks no client
 */
public record FrontendTls(Optional<Validation> byDefault, Map<Integer, Optional<Validation>> perPort) {

    /** Asks nobody. */
    public static final FrontendTls NONE = new FrontendTls(Optional.empty(), Map.of());

    /**
     * Client certificates that count.
     *
     * @param field where it is declared, such as {@code tls.frontend.default.validation}
     * @param authorities objects that hold the certificates of authorities, in declared order
     * @param insecureFallback whether connections without a valid certificate are taken too ({@code AllowInsecureFallback})
     */
    public record Validation(String field, List<Ref> authorities, boolean insecureFallback) {
        public Validation {
            authorities = List.copyOf(authorities);
        }
    }

    public FrontendTls {
        perPort = Map.copyOf(perPort);
    }

    /** Where clients without a valid certificate are let in; empty where they aren't. */
    public Optional<String> insecure() {
        return Stream.concat(
                        byDefault.stream(),
                        new TreeMap<>(perPort).values().stream().flatMap(Optional::stream))
                .filter(Validation::insecureFallback)
                .map(Validation::field)
                .findFirst();
    }

    /** What counts for a listener's port. */
    public Optional<Validation> on(int port) {
        return perPort.getOrDefault(port, byDefault);
    }
}
