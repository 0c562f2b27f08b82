package io.kongruent.push;

import io.kongruent.kong.Exclusions;
import io.kongruent.kong.KongState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Keeps one Kong instance at the newest state, on a virtual thread of its own: a slow or dead instance delays nobody else. Sends nothing while nothing has
 * changed; looks at the Kong now and then, and sends again when it has lost what it had.
 */
public final class Pusher implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Pusher.class);

    private final String dataPlane;
    private final String instance;
    private final PushTiming timing;
    private final Audible listener;
    private final Admin admin;
    private final Mailbox<Letter> mailbox = new Mailbox<>();
    private final AtomicReference<Standing> last;
    private final Course course;
    private final Thread thread;

    /**
     * A pusher that begins at once to find out what the Kong can do.
     *
     * @param dataPlane the data plane that the instance belongs to
     * @param admin the instance's Admin API, closed with the pusher
     */
    public Pusher(String dataPlane, Admin admin, PushTiming timing, PushListener listener) {
        this.dataPlane = dataPlane;
        this.instance = admin.url();
        this.timing = timing;
        this.listener = new Audible(listener);
        this.admin = admin;
        this.last = new AtomicReference<>(new Standing(pending(), 0, 0));
        this.course = new Course(dataPlane, admin, timing, mailbox, this.listener, this::report);
        this.thread = Thread.ofVirtual().name("push " + instance).start(this::run);
    }

    /** The newest state, as a function of what this Kong has refused. Returns at once. */
    public void push(Function<Exclusions, KongState> states) {
        push(states, 0);
    }

    /** The same, and the number by which {@link #standing()} tells what its outcome is about. */
    public void push(Function<Exclusions, KongState> states, long pass) {
        mailbox.put(new Letter(states, pass));
    }

    /** The newest state, under its number. */
    record Letter(Function<Exclusions, KongState> states, long pass) {}

    /**
     * How far this Kong is.
     *
     * @param pass the number of the state that the outcome is about
     * @param delivered the number of the state for which a configuration was last sent that is live; those after it said the same
     */
    public record Standing(Outcome outcome, long pass, long delivered) {}

    public Standing standing() {
        return last.get();
    }

    /** What became of the newest state so far. */
    public Outcome outcome() {
        return last.get().outcome();
    }

    public String dataPlane() {
        return dataPlane;
    }

    /** Its Admin API's URL. */
    public String instance() {
        return instance;
    }

    /** Ends after the call that is under way; nothing is told of it any more. What the Kong has, it keeps. */
    @Override
    public void close() {
        listener.close();
        mailbox.close();
        thread.interrupt();
    }

    private void run() {
        try (admin) {
            work();
        }
    }

    private void work() {
        Duration failure = timing.retry();
        Duration pause = Duration.ZERO;
        while (!mailbox.isClosed()) {
            try {
                Optional<Letter> news = mailbox.take(pause);
                if (mailbox.isClosed()) {
                    return;
                }
                pause = course.step(news);
                failure = timing.retry();
            } catch (InterruptedException e) {
                return;
            } catch (AdminUnreachable e) {
                // To knock costs little, and a Kong that has just started is waited for; one that fails at what it gets
                // is given time.
                Duration most = course.isConnected() ? timing.retryMost() : timing.watch();
                course.lost();
                report(course.outcome(Outcome.State.UNREACHABLE, String.valueOf(e.getMessage())));
                pause = PushTiming.shorter(failure, most);
                failure = PushTiming.shorter(failure.multipliedBy(2), timing.retryMost());
            } catch (RuntimeException e) {
                LOG.errorf(e, "Pushing to %s failed", instance);
                course.lost();
                report(course.outcome(
                        Outcome.State.UNREACHABLE, "an internal error while pushing to " + instance + ": " + e));
                pause = failure;
                failure = PushTiming.shorter(failure.multipliedBy(2), timing.retryMost());
            }
        }
    }

    private void report(Outcome outcome) {
        Standing standing = new Standing(outcome, course.pass(), course.delivered());
        if (!standing.equals(last.getAndSet(standing))) {
            listener.outcome(outcome);
        }
    }

    private Outcome pending() {
        return new Outcome(
                dataPlane,
                instance,
                Outcome.State.PENDING,
                "waiting for " + instance,
                java.util.List.of(),
                Exclusions.NONE);
    }
}
