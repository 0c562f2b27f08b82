package io.kongruent.push;

import io.kongruent.capability.Capabilities;
import java.time.Duration;

/** Hears what pushers do. Called on their threads; must be quick. */
public interface PushListener {

    /** What became of the newest state, whenever that changes, or when the same has become of a newer one. */
    void outcome(Outcome outcome);

    /** What a Kong can do, when it is first reached and whenever that has changed. */
    void probed(String dataPlane, String instance, Capabilities capabilities);

    /**
     * A configuration was made, whether or not it is sent.
     *
     * @param translate from the graph to Kong's entities; next to nothing where another instance had the same already
     * @param serialise from the entities to bytes
     */
    default void made(String dataPlane, Duration translate, Duration serialise) {}

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
