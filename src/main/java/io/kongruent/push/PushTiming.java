package io.kongruent.push;

import java.time.Duration;

/**
 * How long a pusher waits for what.
 *
 * @param watch between looks at an idle Kong, which is how a restart is noticed, and at most between looks for one that doesn't answer
 * @param poll first wait between looks at a Kong that is loading; doubles up to {@code watch}
 * @param appliedWithin how long every worker may take, before the configuration is sent again: a worker can miss one
 * @param retry first wait after a failure; doubles up to {@code retryMost}
 * @param retryMost the longest wait after a Kong has failed at what it was sent
 * @param rest how long a Kong rests after a configuration is live, as a multiple of the time that it took, so that it isn't always loading
 */
public record PushTiming(
        Duration watch, Duration poll, Duration appliedWithin, Duration retry, Duration retryMost, double rest) {

    public static final PushTiming DEFAULT = new PushTiming(
            Duration.ofSeconds(1),
            Duration.ofMillis(20),
            Duration.ofSeconds(30),
            Duration.ofMillis(250),
            Duration.ofSeconds(15),
            1.0);

    /** The shorter of two waits: one that grows, and the longest that it may become. */
    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
