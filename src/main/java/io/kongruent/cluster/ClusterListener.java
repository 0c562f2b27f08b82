package io.kongruent.cluster;

import io.kongruent.model.Ref;
import java.time.Duration;
import java.time.Instant;

/** Hears what happens between the controller and the cluster. Called on any thread; must be quick. */
public interface ClusterListener {

    /** The API server took a status or a finalizer of ours. */
    default void wrote(Ref object) {}

    /** It didn't take it; the write stays due. @param attempt counted from 1 */
    default void failed(Ref object, int attempt, RuntimeException reason) {}

    /** Whether this process is the one that pushes and writes; not told where there is no election but of the one. */
    default void leads(boolean leads) {}

    /** The API server can't be reached. What was seen of it counts until it is back. @param why in few words */
    default void away(String server, Instant since, String why) {}

    /** It answers again. @param after how long it couldn't be reached */
    default void back(String server, Duration after) {}

    /** It doesn't let us watch something. @param resource plural, for a definition with a slash and its name @param status of HTTP */
    default void refused(String resource, int status) {}

    /** It lets us watch what it didn't before. */
    default void allowed(String resource) {}

    /**
     * A watch was opened.
     *
     * @param resource plural, such as {@code httproutes}
     * @param again whether it was open before and broke off, or has run its time
     */
    default void watching(String resource, boolean again) {}

    /** A listener that needs to hear nothing. */
    static ClusterListener silent() {
        return new ClusterListener() {};
    }
}
