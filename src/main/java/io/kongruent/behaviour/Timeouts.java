package io.kongruent.behaviour;

import java.time.Duration;
import java.util.Optional;

/**
 * @param backendRequest {@code timeouts.backendRequest} in whole milliseconds; zero: no limit. Kong applies it to
 *     connecting, to sending and to each wait for data
 */
public record Timeouts(Optional<Duration> backendRequest) {
    public static final Timeouts NONE = new Timeouts(Optional.empty());
}
