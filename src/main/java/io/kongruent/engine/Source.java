package io.kongruent.engine;

import io.kongruent.graph.Graph;
import io.kongruent.ports.Changes;
import io.kongruent.push.Outcome;
import io.kongruent.snapshot.Snapshot;
import io.kongruent.verdict.Verdicts;
import java.util.List;

/** Where objects come from and what is decided about them goes: a cluster, or a folder of manifests. */
public interface Source extends AutoCloseable {

    /**
     * Begins to look, and tells of every change; for the first time once everything has been seen. May return before that.
     *
     * @param changes told by any thread
     */
    void start(Changes changes);

    /** Everything seen now, as an immutable value. Isn't asked for before the first change has been told. */
    Snapshot snapshot();

    /** What the objects amount to, whenever that is news; what has been decided about them comes after it. Returns at once. */
    default void resolved(Graph graph) {}

    /**
     * What has been decided about the objects, whenever it is news. Returns at once: writing statuses is done elsewhere.
     *
     * @param outcomes what it rests on, one for each Kong instance
     */
    void verdicts(Graph graph, List<Outcome> outcomes, Verdicts verdicts);

    /** Looks no more. */
    @Override
    void close();
}
