package io.kongruent.engine;

import io.kongruent.capability.Capabilities;
import io.kongruent.graph.Dialect;
import io.kongruent.graph.Graph;
import io.kongruent.graph.LoweringCache;
import io.kongruent.graph.ResolveInput;
import io.kongruent.graph.Resolver;
import io.kongruent.kinds.Kinds;
import io.kongruent.ports.Changes;
import io.kongruent.push.Outcome;
import io.kongruent.push.PushListener;
import io.kongruent.push.Pusher;
import io.kongruent.snapshot.Snapshot;
import io.kongruent.translate.KongDialect;
import io.kongruent.verdict.Judge;
import io.kongruent.verdict.Verdicts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stages whenever something has changed, on a thread of its own, and keeps the Kongs at what comes of it.
 *
 * <p>Starts with {@link #start()}, which the caller holds back until everything has been seen: a half-seen cluster is never turned into a configuration.
 */
public final class Engine implements Changes, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Engine.class);

    /** The heart beats at least this often. */
    private static final long BEAT_MILLIS = 1_000;

    private static final long FAILED_MILLIS = 1_000;
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final EngineInput input;
    private final Planes planes;
    private final Instances instances;
    private final Dialect dialect = new KongDialect();
    private final LoweringCache cache = new LoweringCache();
    private final Signals signals = new Signals();
    private final PushListener ears = new Ears();
    private final Thread thread;

    private volatile Instant heartbeat = Instant.EPOCH;
    private volatile long passes;
    private volatile boolean started;

    private @Nullable Graph graph;
    private Planes.@Nullable Assigned assignment;
    private @Nullable Verdicts verdicts;

    /** An engine that doesn't run yet; its pushers begin at once to find out what their Kongs can do. */
    public Engine(EngineInput input) {
        this.input = input;
        this.planes = new Planes(input.fleet(), input.shipped());
        this.instances = new Instances((plane, admin) -> new Pusher(plane, admin, input.timing(), ears));
        instances.follow(planes.follow(Snapshot.empty()));
        this.thread = Thread.ofPlatform().daemon().name("engine").unstarted(this::run);
    }

    /** Begins, with a first pass. */
    public void start() {
        started = true;
        signals.dirty();
        thread.start();
    }

    @Override
    public void changed() {
        signals.dirty();
    }

    /** When the engine last showed that it is alive. */
    public Instant heartbeat() {
        return heartbeat;
    }

    /** How many passes have changed something. */
    public long passes() {
        return passes;
    }

    /** What became of the newest state on each instance. */
    public List<Outcome> outcomes() {
        return instances.all().stream().map(Pusher::outcome).toList();
    }

    /** Ends: no pass and no push begins after this returns. What the Kongs have, they keep. */
    @Override
    public void close() {
        signals.close();
        instances.all().forEach(Pusher::close);
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join(FAREWELL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (true) {
            heartbeat = Instant.now();
            try {
                Signals.Work work = signals.await(BEAT_MILLIS);
                if (work.closed()) {
                    return;
                }
                boolean judged = work.dirty() && pass(work.noted());
                if (work.judge() && !judged) {
                    judge();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("A pass failed; it is tried again", e);
                assignment = null; // What it was about to send hasn't been sent.
                signals.dirty();
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(FAILED_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the stages. @return whether that led to a judgement */
    private boolean pass(long noted) {
        long start = System.nanoTime();
        Snapshot snapshot = input.snapshots().get();
        List<PlaneSettings> fleet = planes.follow(snapshot);
        Instances.Ended ended = instances.follow(fleet);
        ended.instances().forEach(gone -> input.listener().gone(gone.plane(), gone.instance()));
        ended.planes().forEach(input.listener()::gone);
        Planes.Assigned now = planes.assignment();
        ResolveInput resolve = ResolveInput.of(
                        input.controllerName(), Kinds.lowerers(dialect), dialect, now, input.shipped())
                .withExternalName(input.allowExternalName())
                .withMesh(input.mesh())
                .remembering(cache);
        Graph next = Resolver.resolve(snapshot, resolve);
        cache.endPass();
        long resolved = System.nanoTime();
        boolean changed = !next.equals(graph) || !now.equals(assignment);
        long number = passes + 1;
        if (changed) {
            graph = next;
            assignment = now;
            instances.begin(number, next, noted);
            passes = number;
            input.listener().resolved(number, next);
            judge();
            long judged = System.nanoTime();
            for (PlaneSettings plane : fleet) {
                Translations translations = new Translations(next, now.named(plane.name()), input.options());
                instances.of(plane.name()).forEach(p -> p.push(translations, number));
            }
            input.listener()
                    .passed(new EngineListener.Pass(
                            number, true, Duration.ofNanos(resolved - start), Duration.ofNanos(judged - resolved)));
        } else {
            input.listener()
                    .passed(new EngineListener.Pass(number, false, Duration.ofNanos(resolved - start), Duration.ZERO));
        }
        return changed;
    }

    /** What follows from the graph and from what has become of it; told when it is news. */
    private void judge() {
        Graph judged = graph;
        if (judged == null) {
            return;
        }
        List<Outcome> outcomes = instances.outcomes(passes);
        Verdicts newest = Judge.judge(judged, outcomes, instances.live());
        if (!newest.equals(verdicts)) {
            verdicts = newest;
            input.listener().verdicts(judged, outcomes, newest);
        }
        instances.arrived(System.nanoTime()).forEach(input.listener()::propagated);
    }

    /** What pushers tell goes to the engine's thread. */
    private final class Ears implements PushListener {
        @Override
        public void outcome(Outcome outcome) {
            input.listener().outcome(outcome);
            signals.judge();
        }

        @Override
        public void probed(String dataPlane, String instance, Capabilities capabilities) {
            input.listener().probed(dataPlane, instance, capabilities);
            // Before the start there is nothing to do again; the first pass goes by what was reported.
            if (planes.report(dataPlane, instance, capabilities) && started) {
                signals.dirty();
            }
        }

        @Override
        public void made(String dataPlane, Duration translate, Duration serialise) {
            input.listener().made(dataPlane, translate, serialise);
        }

        @Override
        public void sent(Sending sending) {
            input.listener().sent(sending);
        }
    }
}
