package io.kongruent.embedded;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What is under way, so that an end can wait for it. Thread-safe. */
final class Traffic {
    private static final long LOOK_MILLIS = 20;

    /** What is over is still on its way out of this process. */
    private static final long LAST_BYTES_MILLIS = 250;

    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean ending;

    /** Something begins. What is returned is to be run when it is over; twice is as good as once. */
    Runnable begin() {
        underWay.incrementAndGet();
        AtomicBoolean over = new AtomicBoolean();
        return () -> {
            if (over.compareAndSet(false, true)) {
                underWay.decrementAndGet();
            }
        };
    }

    int underWay() {
        return underWay.get();
    }

    /** Whether what comes now is among the last. */
    boolean isEnding() {
        return ending;
    }

    /** Waits until nothing is under way any more, but no longer than that. */
    void finish(Duration most) {
        ending = true;
        long deadline = System.nanoTime() + most.toNanos();
        try {
            while (underWay.get() > 0 && System.nanoTime() < deadline) {
                Thread.sleep(LOOK_MILLIS);
            }
            Thread.sleep(LAST_BYTES_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
