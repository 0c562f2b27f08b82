package io.kongruent.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What the engine's thread waits for: changes, outcomes, the end. What comes while it works is kept, once. Thread-safe. */
final class Signals {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private boolean dirty;
    private boolean judge;
    private boolean closed;
    private long firstNoted;

    /**
     * What there is to do.
     *
     * @param noted when the first of the changes was, by {@link System#nanoTime()}
     */
    record Work(boolean dirty, boolean judge, boolean closed, long noted) {}

    /** Something has changed. */
    void dirty() {
        lock.lock();
        try {
            if (!dirty) {
                firstNoted = System.nanoTime();
            }
            dirty = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** An outcome has come. */
    void judge() {
        lock.lock();
        try {
            judge = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** All that has come, at once or as soon as something has; nothing after at most that long. */
    Work await(long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!dirty && !judge && !closed && left > 0) {
                left = arrived.awaitNanos(left);
            }
            Work work = new Work(dirty, judge, closed, firstNoted);
            dirty = false;
            judge = false;
            return work;
        } finally {
            lock.unlock();
        }
    }
}
