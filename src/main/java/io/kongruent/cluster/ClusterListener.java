package io.kongruent.cluster;

import io.kongruent.model.Ref;

/** Hears what happens between the controller and the cluster. Called on any thread; must be quick. */
public interface ClusterListener {

    /** The API server took a status or a finalizer of ours. */
    default void wrote(Ref object) {}

    /** It didn't take it; the write stays due. @param attempt counted from 1 */
    default void failed(Ref object, int attempt, RuntimeException reason) {}

    /** Whether this process is the one that pushes and writes; not told where there is no election but of the one. */
    default void leads(boolean leads) {}

    /** A watch was opened, for the first time or again. @param resource plural, such as {@code httproutes} */
    default void watching(String resource) {}

    /** A listener that needs to hear nothing. */
    static ClusterListener silent() {
        return new ClusterListener() {};
    }
}
