package io.kongruent.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** The posted configuration and the workers it goes to. */
final class ConfigStore implements AutoCloseable {
    private final Script script;
    private final List<Worker> workers;
    private final AtomicLong turn = new AtomicLong();
    private final AtomicLong posts = new AtomicLong();
    private volatile Accepted posted = Accepted.NOTHING;
    private volatile boolean ready;

    ConfigStore(EmbeddedSettings settings) {
        script = settings.script();
        workers = IntStream.range(0, settings.workers())
                .mapToObj(i -> new Worker(settings.plugin()))
                .toList();
    }

    /** What was posted last, in force or not. */
    Accepted posted() {
        return posted;
    }

    /** Whether a configuration that isn't empty is in force in some worker. */
    boolean ready() {
        return ready && !posted.isEmpty();
    }

    List<Optional<String>> applied() {
        return workers.stream().map(Worker::version).toList();
    }

    /** The worker that takes the next connection or request. */
    Worker worker() {
        return workers.get((int) (turn.getAndIncrement() % workers.size()));
    }

    Worker first() {
        return workers.get(0);
    }

    /** Takes a configuration; it is in force after the script's time, at once by default. */
    void post(Accepted config) {
        long number;
        synchronized (this) {
            posted = config;
            number = posts.incrementAndGet();
        }
        OptionalInt missing = script.missing();
        Duration time = script.applyTime();
        if (time.isZero()) {
            apply(config, number, missing);
        } else {
            Thread.ofVirtual().name("apply-" + number).start(() -> {
                try {
                    Thread.sleep(time);
                    apply(config, number, missing);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    private synchronized void apply(Accepted config, long number, OptionalInt missing) {
        if (number < posts.get()) {
            return;
        }
        for (int i = 0; i < workers.size(); i++) {
            if (missing.isEmpty() || missing.getAsInt() != i) {
                workers.get(i).apply(config);
            }
        }
        ready = true;
    }

    @Override
    public void close() {
        workers.forEach(Worker::close);
    }
}
