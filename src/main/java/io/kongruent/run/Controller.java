package io.kongruent.run;

import io.kongruent.engine.Engine;
import io.kongruent.engine.EngineListener;
import io.kongruent.engine.Source;
import io.kongruent.graph.Graph;
import io.kongruent.push.Outcome;
import io.kongruent.verdict.Verdicts;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * An engine and the source that drives it, running until closed. The first pass is made when the source has seen everything, which it tells by its first
 * change.
 */
public final class Controller implements AutoCloseable {

    private final Engine engine;
    private final Source source;
    private final AtomicBoolean begun = new AtomicBoolean();

    private Controller(Engine engine, Source source) {
        this.engine = engine;
        this.source = source;
    }

    /**
     * Starts one. Returns before the first pass.
     *
     * @param source is closed with the controller, and when this throws
     * @param listeners hear what the engine does, after the source
     */
    public static Controller start(Setup setup, Source source, List<? extends EngineListener> listeners) {
        List<EngineListener> all = Stream.<EngineListener>concat(Stream.of(new ToSource(source)), listeners.stream())
                .toList();
        Controller controller = new Controller(new Engine(setup.input(source::snapshot, new Audience(all))), source);
        try {
            source.start(controller::changed);
        } catch (RuntimeException e) {
            controller.close();
            throw e;
        }
        return controller;
    }

    private void changed() {
        if (begun.compareAndSet(false, true)) {
            engine.start();
        } else {
            engine.changed();
        }
    }

    public Engine engine() {
        return engine;
    }

    /** Whether the source has seen everything. */
    public boolean isSynced() {
        return begun.get();
    }

    /** Ends: nothing is sent any more. What the Kongs have, they keep. */
    @Override
    public void close() {
        // In this order: with its source a controller gives up a lease, and then another may send.
        engine.close();
        source.close();
    }

    /** What a source hears of an engine. */
    private record ToSource(Source source) implements EngineListener {
        @Override
        public void resolved(long pass, Graph graph) {
            source.resolved(graph);
        }

        @Override
        public void verdicts(Graph graph, List<Outcome> outcomes, Verdicts verdicts) {
            source.verdicts(graph, outcomes, verdicts);
        }
    }
}
