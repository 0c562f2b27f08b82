package io.kongruent.push;

import io.kongruent.capability.Capabilities;
import java.time.Duration;

/** Hears what pushers do. Called on their threads; must be quick. */
public interface PushListener {

    /** What became of the newest state, whenever that changes, or when the same has become of a newer one. */
    void outcome(Outcome outcome);

    /** What a Kong can do, when it is first reached and whenever that has changed. */
    void probed(String dataPlane, String instance, Capabilities capabilities);

    /** One configuration was sent and answered. */
    default void sent(Sending sending) {}

    /**
     * A configuration that was sent.
     *
     * @param bytes its size
     * @param took until Kong's answer
     * @param result such as {@code taken} or {@code refused}
     */
    record Sending(String dataPlane, String instance, int bytes, Duration took, String result) {}
}
