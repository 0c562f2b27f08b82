package io.kongruent.kinds;

import io.kongruent.model.Ref;
import io.kongruent.verdict.Verdicts.Verdict;
import java.util.Optional;

/** Where reconcilers learn what has been decided, and tell what became of it. Thread-safe; answers at once. */
public interface Desk {

    /** Whether there is anything to write: verdicts are there, and it is this process that writes. */
    boolean isOpen();

    /** The newest verdict on an object; empty for one that isn't ours. */
    Optional<Verdict> verdict(Ref object);

    /** Whether a Gateway of ours is of this class. */
    boolean isUsed(Ref gatewayClass);

    /** The API server took a status or a finalizer. */
    void wrote(Ref object);

    /** It didn't; the write stays due. @param attempt counted from 1 */
    void failed(Ref object, int attempt, RuntimeException reason);
}
