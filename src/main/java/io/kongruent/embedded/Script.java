package io.kongruent.embedded;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How a gateway misbehaves on purpose, as Kong does at times. One script belongs to one gateway and may be changed while it runs; all
 * settings act on the configurations posted afterwards. By default nothing is scripted and a configuration is live before its 201.
 */
public final class Script {
    private final AtomicReference<Duration> applyTime = new AtomicReference<>(Duration.ZERO);
    private final AtomicReference<Duration> answerAfter = new AtomicReference<>(Duration.ZERO);
    private final AtomicReference<Refusals> refusals = new AtomicReference<>(new Refusals(0, 0));
    private final AtomicInteger missing = new AtomicInteger(-1);

    private record Refusals(int left, int status) {}

    /** How long after its 201 a configuration goes live. */
    public Script applyTime(Duration time) {
        applyTime.set(time);
        return this;
    }

    /** How long {@code POST /config} takes to answer; the configuration counts as posted before that. */
    public Script answerAfter(Duration time) {
        answerAfter.set(time);
        return this;
    }

    /** Refuses the next posts with a status: 429 (still loading), 500 or 503, without reading them. */
    public Script refuseNext(int posts, int status) {
        refusals.set(new Refusals(posts, status));
        return this;
    }

    /** Lets a worker (from 0) miss the next configuration: it stays on the one it has until another is posted. */
    public Script missNext(int worker) {
        missing.set(worker);
        return this;
    }

    Duration applyTime() {
        return applyTime.get();
    }

    Duration answerAfter() {
        return answerAfter.get();
    }

    /** The status to refuse this post with, if it is one of those to refuse. */
    Optional<Integer> refusal() {
        Refusals before = refusals.getAndUpdate(r -> r.left() > 0 ? new Refusals(r.left() - 1, r.status()) : r);
        return before.left() > 0 ? Optional.of(before.status()) : Optional.empty();
    }

    /** The worker that misses this configuration. */
    OptionalInt missing() {
        int worker = missing.getAndSet(-1);
        return worker < 0 ? OptionalInt.empty() : OptionalInt.of(worker);
    }
}
