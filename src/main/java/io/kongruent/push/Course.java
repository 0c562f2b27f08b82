package io.kongruent.push;

import io.kongruent.capability.Capabilities;
import io.kongruent.kong.Document;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.KongState;
import io.kongruent.push.Admin.Applied;
import io.kongruent.push.Admin.Reply;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a pusher knows of its Kong, and its next step. Belongs to the pusher's thread. */
final class Course {

    /** More refusals in a row than this, each of something new, and Kong is not arguing about content. */
    private static final int MOST_ROUNDS = 100;

    private final String dataPlane;
    private final Admin admin;
    private final PushTiming timing;
    private final Mailbox<?> waiting;
    private final PushListener listener;
    private final Consumer<Outcome> report;
    private final Lookout lookout;

    private @Nullable Function<Exclusions, KongState> states;
    private @Nullable Capabilities capabilities;
    private @Nullable Sent sent;
    private @Nullable Document hopeless;
    private @Nullable Wanted wanted;
    private Exclusions known = Exclusions.NONE;
    /** The last state that Kong took. */
    private @Nullable Wanted good;

    private boolean connected;
    private long notBefore = System.nanoTime();
    /** Until when what was seen last is believed. */
    private long lookAgain = System.nanoTime();

    private int resent;
    private long pass;
    private long delivered;

    /** A configuration that Kong took. @param live whether every worker has had it */
    private record Sent(Document document, String version, String hash, boolean live) {}

    Course(
            String dataPlane,
            Admin admin,
            PushTiming timing,
            Mailbox<?> waiting,
            PushListener listener,
            Consumer<Outcome> report) {
        this.dataPlane = dataPlane;
        this.admin = admin;
        this.timing = timing;
        this.waiting = waiting;
        this.listener = listener;
        this.report = report;
        this.lookout = new Lookout(admin, timing, waiting);
    }

    /** After a failure: what the Kong can do is asked again when it is back. */
    void lost() {
        connected = false;
        hopeless = null;
        lookAgain = System.nanoTime();
    }

    /** Whether it answered when it was last spoken to. */
    boolean isConnected() {
        return connected;
    }

    /** The number of the state that is being brought about. */
    long pass() {
        return pass;
    }

    /** The number of the state for which a configuration was last sent that is live; those after it said the same. */
    long delivered() {
        return delivered;
    }

    Outcome outcome(Outcome.State state, String message) {
        Wanted w = wanted;
        List<Outcome.Refused> refused = w == null ? List.of() : w.refused();
        Exclusions exclusions = w == null ? Exclusions.NONE : w.exclusions();
        return new Outcome(dataPlane, admin.url(), state, message, refused, exclusions);
    }

    /** Does what is due; the time until something is due again. */
    Duration step(Optional<Pusher.Letter> news) throws InterruptedException {
        if (news.isPresent()) {
            states = news.get().states();
            pass = news.get().pass();
            wanted = null;
            resent = 0;
        }
        if (!connected) {
            connect();
        }
        Function<Exclusions, KongState> newest = states;
        if (newest == null) {
            return timing.watch();
        }
        Wanted w = wanted;
        if (w == null) {
            w = make(newest);
            known = w.exclusions();
            wanted = w;
        }
        Sent s = sent;
        if (s != null && s.document().says(w.document())) {
            return watch(s, w);
        }
        if (hopeless != null && hopeless.says(w.document())) {
            return keep();
        }
        if (System.nanoTime() < notBefore) {
            waiting.rest(Duration.ofNanos(Math.max(0, notBefore - System.nanoTime())));
            return Duration.ZERO;
        }
        return deliver(w, newest);
    }

    private Wanted make(Function<Exclusions, KongState> newest) {
        AtomicLong translating = new AtomicLong();
        long begun = System.nanoTime();
        Wanted made = Wanted.of(
                exclusions -> {
                    long from = System.nanoTime();
                    KongState state = newest.apply(exclusions);
                    translating.addAndGet(System.nanoTime() - from);
                    return state;
                },
                known);
        long all = System.nanoTime() - begun;
        listener.made(dataPlane, Duration.ofNanos(translating.get()), Duration.ofNanos(all - translating.get()));
        return made;
    }

    private void connect() {
        Capabilities found = admin.probe();
        connected = true;
        if (!found.equals(capabilities)) {
            capabilities = found;
            listener.probed(dataPlane, admin.url(), found);
        }
    }

    /** Nothing has changed on our side: the Kong is looked at when it is time, not for every state that says the same. */
    private Duration watch(Sent s, Wanted w) throws InterruptedException {
        Duration believed = Duration.ofNanos(lookAgain - System.nanoTime());
        if (s.live() && believed.isPositive()) {
            report.accept(outcome(Outcome.State.APPLIED, ""));
            return believed;
        }
        Applied applied = lookout.look();
        boolean there = s.document().isVersioned()
                ? applied.isEverywhere(s.version())
                : !applied.isEmpty() && (s.hash().isEmpty() || s.hash().equals(applied.hash()));
        if (there) {
            sent = new Sent(s.document(), s.version(), applied.hash(), true);
            resent = 0;
            seen();
            report.accept(outcome(Outcome.State.APPLIED, ""));
            return timing.watch();
        }
        if (resent > 0) {
            waiting.rest(backOff());
        }
        resent++;
        connect();
        send(w);
        return Duration.ZERO;
    }

    /** The Kong has what it could have; should it lose even that, it gets it again. */
    private Duration keep() throws InterruptedException {
        Applied applied = admin.applied();
        Sent s = sent;
        if (s != null && s.live()) {
            boolean lostIt = s.document().isVersioned() ? !applied.isEverywhere(s.version()) : applied.isEmpty();
            if (lostIt) {
                String version = UUID.randomUUID().toString();
                if (post(s.document(), version, true) instanceof Reply.Taken) {
                    sent = new Sent(s.document(), version, "", true);
                }
            }
        }
        return timing.watch();
    }

    private Duration deliver(Wanted first, Function<Exclusions, KongState> newest) throws InterruptedException {
        Wanted w = first;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Capabilities able = capabilities;
            if (w.document().isVersioned() && able != null && !able.hasPlugin()) {
                report.accept(outcome(
                        Outcome.State.PENDING,
                        "the Kong at " + admin.url()
                                + " has no gateway-api plugin; its configuration is being made anew"));
                return timing.watch();
            }
            Sent s = sent;
            if (s != null && s.document().says(w.document())) {
                awaitLive(w, s.version(), System.nanoTime());
                return timing.watch();
            }
            Optional<Map<String, String>> objections = send(w);
            if (objections.isEmpty()) {
                return next(w);
            }
            if (objections.get().isEmpty()
                    || known.refusals().keySet().containsAll(objections.get().keySet())) {
                hopeless = w.document();
                return timing.watch();
            }
            known = known.with(objections.get());
            w = make(newest);
            wanted = w;
        }
        hopeless = w.document();
        report.accept(outcome(Outcome.State.REJECTED, "Kong at " + admin.url() + " refuses more and more"));
        return timing.watch();
    }

    /** What remains to be done after Kong has taken, or not taken, a configuration without objecting to its content. */
    private Duration next(Wanted w) {
        Sent s = sent;
        return s != null && s.document().says(w.document()) ? timing.watch() : Duration.ZERO;
    }

    /**
     * Sends a configuration and waits until it is live.
     *
     * @return what Kong objects to: nothing known when empty inside; empty when it doesn't object
     */
    private Optional<Map<String, String>> send(Wanted w) throws InterruptedException {
        String version = UUID.randomUUID().toString();
        long begun = System.nanoTime();
        Reply reply = post(w.document(), version, true);
        if (reply instanceof Reply.Failed || (reply instanceof Reply.Refused r && !isDetailed(r, w))) {
            reply = post(w.document(), version, false);
        }
        return switch (reply) {
            case Reply.Taken t -> {
                taken(w, version);
                report.accept(outcome(Outcome.State.ACCEPTED, "every worker of " + admin.url() + " is to follow"));
                awaitLive(w, version, begun);
                yield Optional.empty();
            }
            case Reply.Unknown u -> {
                if (arrived(version, begun)) {
                    taken(w, version);
                    awaitLive(w, version, begun);
                }
                yield Optional.empty();
            }
            case Reply.Busy(Optional<Duration> after) -> {
                waiting.rest(after.orElse(timing.retry()));
                yield Optional.empty();
            }
            case Reply.TooLarge(String message) -> {
                report.accept(outcome(Outcome.State.REJECTED, message));
                yield Optional.of(Map.of());
            }
            case Reply.Refused r -> Optional.of(objections(w, Refusal.read(r.body(), w.state()), true));
            case Reply.Failed(int status, String message) -> {
                Map<String, String> found = objections(w, Refusal.silent(), false);
                if (found.isEmpty()) {
                    throw new AdminUnreachable(
                            "the Admin API at " + admin.url() + " answers " + status + ": " + message);
                }
                yield Optional.of(found);
            }
        };
    }

    private static boolean isDetailed(Reply.Refused refused, Wanted w) {
        return Refusal.read(refused.body(), w.state()).isDetailed();
    }

    private Map<String, String> objections(Wanted w, Refusal refusal, boolean mayHalve) {
        Map<String, String> objections = new HashMap<>();
        refusal.byEntity()
                .forEach((entity, message) ->
                        Wanted.keyOf(entity, w.state()).ifPresent(k -> objections.put(k, message)));
        if (!objections.isEmpty()) {
            return objections;
        }
        if (refusal.byEntity().isEmpty() && refusal.rest().isEmpty() || !mayHalve) {
            objections.putAll(Blame.byInquiry(admin, w, taken()));
            if (objections.isEmpty() && mayHalve) {
                objections.putAll(Blame.byHalves(w.state(), taken(), without -> takes(w, without)));
            }
        }
        if (objections.isEmpty() && mayHalve) {
            String said = refusal.byEntity().isEmpty()
                    ? refusal.rest()
                    : String.join("; ", refusal.byEntity().values());
            report.accept(outcome(
                    Outcome.State.REJECTED,
                    "Kong at " + admin.url() + " refuses the configuration" + (said.isEmpty() ? "" : ": " + said)));
        }
        return objections;
    }

    /** Whether Kong takes the wanted configuration without what these keys name. */
    private boolean takes(Wanted w, Set<String> without) {
        Function<Exclusions, KongState> newest = states;
        if (newest == null) {
            return false;
        }
        Map<String, String> refused = new HashMap<>();
        without.forEach(k -> refused.put(k, ""));
        Wanted part = Wanted.of(newest, w.exclusions().with(refused));
        String version = UUID.randomUUID().toString();
        boolean took = post(part.document(), version, true) instanceof Reply.Taken;
        if (took) {
            taken(part, version);
        }
        return took;
    }

    private Reply post(Document document, String version, boolean flatten) {
        byte[] bytes = document.bytes(version);
        long begun = System.nanoTime();
        Reply reply = admin.post(bytes, flatten);
        String result = switch (reply) {
            case Reply.Taken t -> "taken";
            case Reply.Refused r -> "refused";
            case Reply.TooLarge l -> "too large";
            case Reply.Busy b -> "busy";
            case Reply.Unknown u -> "unknown";
            case Reply.Failed f -> "failed";
        };
        listener.sent(new PushListener.Sending(
                dataPlane, admin.url(), bytes.length, Duration.ofNanos(System.nanoTime() - begun), result));
        return reply;
    }

    private void taken(Wanted w, String version) {
        sent = new Sent(w.document(), version, "", false);
        hopeless = null;
        good = w;
    }

    /** What Kong has taken before, by content. */
    private Set<String> taken() {
        Wanted g = good;
        return g == null ? Set.of() : g.keys();
    }

    /** After a configuration that got no answer: whether Kong has it nevertheless. */
    private boolean arrived(String version, long begun) throws InterruptedException {
        String before = lookout.lastHash();
        return lookout.await(
                begun,
                applied -> applied.workers().isEmpty()
                        ? !applied.isEmpty() && !applied.hash().equals(before)
                        : applied.workers().contains(version));
    }

    private void awaitLive(Wanted w, String version, long begun) throws InterruptedException {
        boolean versioned = w.document().isVersioned();
        if (lookout.await(begun, a -> versioned ? a.isEverywhere(version) : !a.isEmpty())) {
            sent = new Sent(w.document(), version, versioned ? "" : lookout.lastHash(), true);
            long took = System.nanoTime() - begun;
            notBefore = System.nanoTime() + (long) (took * timing.rest());
            delivered = pass;
            seen();
            report.accept(outcome(Outcome.State.APPLIED, ""));
        }
    }

    private void seen() {
        lookAgain = System.nanoTime() + timing.watch().toNanos();
    }

    private Duration backOff() {
        return PushTiming.shorter(timing.retry().multipliedBy(1L << Math.min(resent, 10)), timing.retryMost());
    }
}
