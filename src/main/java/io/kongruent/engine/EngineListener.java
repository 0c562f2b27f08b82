package io.kongruent.engine;

import io.kongruent.capability.Capabilities;
import io.kongruent.graph.Graph;
import io.kongruent.push.Outcome;
import io.kongruent.push.PushListener;
import io.kongruent.verdict.Verdicts;
import java.time.Duration;
import java.util.List;

/** Hears what the engine does. Called on the engine's and the pushers' threads; must be quick. */
public interface EngineListener {

    /**
     * Verdicts that differ from the last ones: after each resolve with what needs no data plane, and after outcomes.
     *
     * @param outcomes what they rest on, one for each instance
     */
    void verdicts(Graph graph, List<Outcome> outcomes, Verdicts verdicts);

    /** The stages have come to another graph than before; what follows from it comes after this. @param pass counted from 1 */
    default void resolved(long pass, Graph graph) {}

    /** What has become of the newest state on one instance, whenever that changes. */
    default void outcome(Outcome outcome) {}

    /** What a Kong can do, when it is first reached and whenever that has changed. */
    default void probed(String dataPlane, String instance, Capabilities capabilities) {}

    /** An instance is no longer one of the data plane's: nothing more is heard of it. */
    default void gone(String dataPlane, String instance) {}

    /** There is no such data plane any more: nothing more is heard of it. Its instances are gone before. */
    default void gone(String dataPlane) {}

    /** A pass is done: from the snapshot to the states being with the pushers. */
    default void passed(Pass pass) {}

    /** A change has been applied by every worker of a data plane. @param took since it was noted */
    default void propagated(String dataPlane, Duration took) {}

    /** A configuration was made of the graph for one instance. */
    default void made(String dataPlane, Duration translate, Duration serialise) {}

    /** A configuration was sent and answered. */
    default void sent(PushListener.Sending sending) {}

    /**
     * One run of the stages.
     *
     * @param number counted from 1
     * @param changed whether the graph differs from the one before
     */
    record Pass(long number, boolean changed, Duration resolve, Duration judge) {}
}
