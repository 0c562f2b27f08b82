package io.kongruent.push;

import io.kongruent.push.Admin.Applied;
import java.time.Duration;
import java.util.function.Predicate;

/** Looks at what a Kong has applied. Belongs to the pusher's thread. */
final class Lookout {

    private final Admin admin;
    private final PushTiming timing;
    private final Mailbox<?> waiting;
    private String lastHash = "";

    /** @param waiting ends every wait when it is closed */
    Lookout(Admin admin, PushTiming timing, Mailbox<?> waiting) {
        this.admin = admin;
        this.timing = timing;
        this.waiting = waiting;
    }

    /** What it has applied now. */
    Applied look() {
        Applied applied = admin.applied();
        lastHash = applied.hash();
        return applied;
    }

    /** The hash of the configuration that was seen last; empty before. */
    String lastHash() {
        return lastHash;
    }

    /**
     * Looks until a condition holds, for longer where a configuration took long to read.
     *
     * @param begun when the configuration was sent
     * @return whether it has held
     */
    boolean await(long begun, Predicate<Applied> condition) throws InterruptedException {
        long now = System.nanoTime();
        long until = now + Math.max(timing.appliedWithin().toNanos(), 3 * (now - begun));
        Duration pause = timing.poll();
        while (!waiting.isClosed()) {
            try {
                if (condition.test(look())) {
                    return true;
                }
            } catch (AdminUnreachable e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
            }
            if (System.nanoTime() > until) {
                return false;
            }
            waiting.rest(pause);
            pause = PushTiming.shorter(pause.multipliedBy(2), timing.watch());
        }
        return false;
    }
}
