package io.kongruent.cli;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Ends what a command runs, while the clients that it uses still work: a signal stops them without waiting for the command. */
@ApplicationScoped
class Ending {

    private final Deque<Runnable> ends = new ConcurrentLinkedDeque<>();

    /** Is done once, when the program ends; the last one first. */
    void with(Runnable end) {
        ends.push(end);
    }

    void ends(@Observes ShutdownEvent event) {
        now();
    }

    /** Does what is left to do. */
    void now() {
        for (Runnable end = ends.poll(); end != null; end = ends.poll()) {
            end.run();
        }
    }
}
