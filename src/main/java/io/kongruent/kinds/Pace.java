package io.kongruent.kinds;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.kongruent.verdict.Verdicts.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When a status is written: again later after a failure, a little later where it can wait for more to come. Thread-safe. */
final class Pace {

    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);
    private static final Duration QUIET_AFTER_OTHERS = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_DOUBLINGS = 4;

    private final Map<ResourceID, Integer> failures = new ConcurrentHashMap<>();
    private final Map<ResourceID, Waiting> waiting = new ConcurrentHashMap<>();
    private final Map<ResourceID, Series> series = new ConcurrentHashMap<>();

    private record Waiting(Verdict newest, Instant first, Instant last) {}

    /** Writes of a kind that can wait, one soon after the other. @param length how many @param last when the newest was */
    private record Series(int length, Instant last) {

        static final Series NONE = new Series(0, Instant.EPOCH);

        Duration quiet(Duration asked) {
            return length == 0 || asked.compareTo(QUIET_AFTER_OTHERS) > 0 ? asked : QUIET_AFTER_OTHERS;
        }

        /** Longer and longer: a slow series is as few writes as a fast one. */
        Duration patience() {
            return PATIENCE.multipliedBy(1L << Math.min(length, MOST_DOUBLINGS));
        }

        boolean isOver(Instant now) {
            return last.plus(PATIENCE).isBefore(now);
        }
    }

    /** How often the object's write has failed now. */
    int failed(ResourceID id) {
        return failures.merge(id, 1, Integer::sum);
    }

    /** How long to wait after so many failures. */
    static Duration afterFailures(int failures) {
        Duration wait = FIRST_RETRY;
        for (int i = 1; i < failures && wait.compareTo(LAST_RETRY) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(LAST_RETRY) < 0 ? wait : LAST_RETRY;
    }

    /**
     * How much longer a write that can wait should: until no newer verdict has come for a moment, but not for ever. Both are longer when there was such a write
     * not long ago: there may be a whole series.
     *
     * @param quiet that moment, where there wasn't one; zero: what is due now can't wait, and counts as no such write
     */
    Optional<Duration> wait(ResourceID id, Verdict verdict, Instant now, Duration quiet) {
        if (quiet.isZero()) {
            settled(id);
            return Optional.empty();
        }
        Waiting seen = waiting.compute(
                id,
                (i, before) -> before == null
                        ? new Waiting(verdict, now, now)
                        : before.newest.equals(verdict) ? before : new Waiting(verdict, before.first, now));
        Series so = soFar(id, seen.first);
        Instant due = min(seen.last.plus(so.quiet(quiet)), seen.first.plus(so.patience()));
        return due.isAfter(now) ? Optional.of(Duration.between(now, due)) : Optional.empty();
    }

    void succeeded(ResourceID id) {
        failures.remove(id);
    }

    /** Nothing waits any more. */
    void settled(ResourceID id) {
        waiting.remove(id);
    }

    void wrote(ResourceID id, Instant now) {
        Waiting seen = waiting.remove(id);
        if (seen != null) {
            series.put(id, new Series(soFar(id, seen.first).length + 1, now));
        }
    }

    private Series soFar(ResourceID id, Instant first) {
        Series so = series.getOrDefault(id, Series.NONE);
        return so.isOver(first) ? Series.NONE : so;
    }

    void forget(ResourceID id) {
        failures.remove(id);
        waiting.remove(id);
        series.remove(id);
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
