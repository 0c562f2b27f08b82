package io.kongruent.cli.demo;

import io.kongruent.engine.EngineListener;
import io.kongruent.graph.Graph;
import io.kongruent.push.Outcome;
import io.kongruent.verdict.Verdicts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sees what the controller decides and when it is live. Thread-safe. */
final class Witness implements EngineListener {

    private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();

    private Optional<Sight> newest = Optional.empty();
    private String trouble = "nothing was heard of it";
    private long applied;

    /** What was decided last. */
    record Sight(Graph graph, Verdicts verdicts) {}

    @Override
    public synchronized void verdicts(Graph graph, List<Outcome> outcomes, Verdicts verdicts) {
        newest = Optional.of(new Sight(graph, verdicts));
    }

    @Override
    public synchronized void outcome(Outcome outcome) {
        trouble = outcome.state() + " " + outcome.message();
    }

    @Override
    public synchronized void propagated(String dataPlane, Duration took) {
        applied++;
        notifyAll();
    }

    /** How many changes have been applied so far. */
    synchronized long count() {
        return applied;
    }

    /**
     * What was decided, as soon as so many changes have been applied.
     *
     * @throws IOException when that takes more than a minute
     */
    synchronized Sight applied(long count) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (applied < count || newest.isEmpty()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IOException("the gateway has not applied the configuration: " + trouble);
            }
            wait(left);
        }
        return newest.get();
    }
}
