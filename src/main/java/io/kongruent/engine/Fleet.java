package io.kongruent.engine;

import io.kongruent.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which data planes there are. Asked by the engine, on its thread, before each resolve. */
public interface Fleet {

    /**
     * The data planes, given what has been seen; with an empty snapshot those that don't depend on it. The same snapshot gives equal ones, and an instance that
     * stays is given as the very same {@link io.kongruent.push.Admin}: another one is another Kong, to which everything is sent anew.
     */
    List<PlaneSettings> planes(Snapshot snapshot);

    /** The name of the data plane for Gateways that none claims; empty: those are served by none. */
    Optional<String> standard();

    /** The data planes of the settings, by the URL of each of their Admin APIs without a final slash; empty where Gateways name no Kongs of their own. */
    default Map<String, String> setUp() {
        return Map.of();
    }

    /** Whether Gateways may name parameters of a data plane. */
    default boolean takesParameters() {
        return false;
    }

    /**
     * The same data planes at all times.
     *
     * @param standard the name of the one for Gateways that none claims
     * @throws IllegalArgumentException when there is none of that name
     */
    static Fleet of(List<PlaneSettings> planes, String standard) {
        List<PlaneSettings> fixed = List.copyOf(planes);
        if (fixed.stream().noneMatch(s -> s.name().equals(standard))) {
            throw new IllegalArgumentException("there is no data plane \"" + standard + "\"");
        }
        return new Fleet() {
            @Override
            public List<PlaneSettings> planes(Snapshot snapshot) {
                return fixed;
            }

            @Override
            public Optional<String> standard() {
                return Optional.of(standard);
            }
        };
    }
}
