package io.kongruent.push;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Room for one: what comes later takes the place of what nobody has fetched yet. Thread-safe. */
final class Mailbox<T> {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable T letter;
    private boolean closed;

    void put(T newest) {
        lock.lock();
        try {
            letter = newest;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends every wait, now and later. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** What has come, at once or after at most that long; empty when nothing has. */
    Optional<T> take(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (letter == null && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            T taken = letter;
            letter = null;
            return Optional.ofNullable(taken);
        } finally {
            lock.unlock();
        }
    }

    /** Waits that long, whatever comes; less only when closed. */
    void rest(Duration duration) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.NANOSECONDS.convert(duration);
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
