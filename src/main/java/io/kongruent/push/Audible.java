package io.kongruent.push;

import io.kongruent.capability.Capabilities;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** Passes on what a pusher tells, until it is closed: whoever is told after that has forgotten the instance already. Thread-safe. */
final class Audible implements PushListener, AutoCloseable {

    private final PushListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    Audible(PushListener listener) {
        this.listener = listener;
    }

    @Override
    public void outcome(Outcome outcome) {
        tell(() -> listener.outcome(outcome));
    }

    @Override
    public void probed(String dataPlane, String instance, Capabilities capabilities) {
        tell(() -> listener.probed(dataPlane, instance, capabilities));
    }

    @Override
    public void made(String dataPlane, Duration translate, Duration serialise) {
        tell(() -> listener.made(dataPlane, translate, serialise));
    }

    @Override
    public void sent(Sending sending) {
        tell(() -> listener.sent(sending));
    }

    private void tell(Runnable word) {
        lock.lock();
        try {
            if (!closed) {
                word.run();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns when nobody is being told anything. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }
}
