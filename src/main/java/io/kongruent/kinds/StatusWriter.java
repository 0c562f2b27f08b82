package io.kongruent.kinds;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.verdict.Verdicts.Verdict;
import java.time.Instant;
import java.util.Optional;

/**
 * Writes verdicts into the status of one kind. Pure: the object that is given is never changed, the clock is a parameter, and what isn't ours in the status (other
 * controllers' entries, conditions of other types) stays as it is.
 */
public interface StatusWriter<T extends HasMetadata> {

    /**
     * The object with the status that a verdict asks for; empty when it already has it, so that there is nothing to write.
     *
     * @param verdict on this object, of its kind
     * @param controllerName under which our entries stand
     * @param now becomes the transition time of conditions whose status changes
     */
    Optional<T> withStatus(T current, Verdict verdict, String controllerName, Instant now);

    /** The object without what we once wrote, for one that is no longer ours; empty when there is nothing of ours to take away. */
    Optional<T> withoutStatus(T current, String controllerName);
}
