package io.kongruent.engine;

import io.kongruent.graph.Graph;
import io.kongruent.graph.ListenerKey;
import io.kongruent.graph.ListenerNode;
import io.kongruent.push.Admin;
import io.kongruent.push.Outcome;
import io.kongruent.push.Pusher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The pushers, and how far each is with which pass. Belongs to the engine's thread. */
final class Instances {

    /** Opens the pusher of an instance. */
    interface Opening {
        Pusher open(String plane, Admin admin);
    }

    private final Opening opening;
    private final Map<Admin, Pusher> pushers = new IdentityHashMap<>();
    private Map<String, List<Pusher>> byPlane = new TreeMap<>();
    /** All of them, for any thread. */
    private volatile List<Pusher> all = List.of();

    /** Passes told to a data plane that hasn't arrived at any of them are remembered up to this number; the oldest change always is. */
    private static final int MOST_UNDER_WAY = 256;

    /** By the pass that changed it, what a data plane would serve; as far back as an instance may still be. */
    private final TreeMap<Long, Map<String, Set<ListenerKey>>> serving = new TreeMap<>();

    /** By pass, when its oldest change was noted; until it has arrived everywhere. */
    private final Map<String, TreeMap<Long, Long>> under = new HashMap<>();

    private final Map<String, Set<ListenerKey>> live = new HashMap<>();

    Instances(Opening opening) {
        this.opening = opening;
    }

    /** What is there no more. @param instances of data planes that stay, and of those that don't */
    record Ended(List<Gone> instances, Set<String> planes) {}

    /** An instance, by its data plane and its Admin API's URL. */
    record Gone(String plane, String instance) {
        static Gone of(Pusher pusher) {
            return new Gone(pusher.dataPlane(), pusher.instance());
        }
    }

    /** Keeps a pusher for every instance of these data planes, and for no other. */
    Ended follow(List<PlaneSettings> planes) {
        TreeMap<String, List<Pusher>> now = new TreeMap<>();
        Map<Admin, Pusher> kept = new IdentityHashMap<>();
        List<Gone> gone = end(planes);
        for (PlaneSettings plane : planes) {
            List<Pusher> own = new ArrayList<>();
            for (Admin admin : plane.instances()) {
                Pusher pusher = pushers.get(admin);
                own.add(pusher == null ? opening.open(plane.name(), admin) : pusher);
                kept.put(admin, own.getLast());
            }
            now.put(plane.name(), List.copyOf(own));
        }
        pushers.clear();
        pushers.putAll(kept);
        Set<String> planesGone = new TreeSet<>(byPlane.keySet());
        planesGone.removeAll(now.keySet());
        byPlane = now;
        under.keySet().retainAll(now.keySet());
        live.keySet().retainAll(now.keySet());
        all = now.values().stream().flatMap(List::stream).toList();
        // A Kong that is reached in another way than before is still there.
        now.values().forEach(own -> own.stream().map(Gone::of).forEach(gone::remove));
        return new Ended(gone, planesGone);
    }

    /** Ends the pushers that none of these data planes needs. */
    private List<Gone> end(List<PlaneSettings> planes) {
        Set<Admin> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        planes.forEach(plane -> needed.addAll(plane.instances()));
        List<Gone> gone = new ArrayList<>();
        pushers.forEach((admin, pusher) -> {
            if (!needed.contains(admin)) {
                pusher.close();
                gone.add(Gone.of(pusher));
            }
        });
        return gone;
    }

    /** Those of every data plane; for any thread. */
    List<Pusher> all() {
        return all;
    }

    List<Pusher> of(String plane) {
        return byPlane.getOrDefault(plane, List.of());
    }

    /** Takes note of a pass whose states are about to be sent. @param noted when its oldest change was */
    void begin(long pass, Graph graph, long noted) {
        Map<String, Set<ListenerKey>> byName = new HashMap<>();
        for (String plane : byPlane.keySet()) {
            Set<ListenerKey> keys = new HashSet<>();
            graph.listenersOf(plane).stream().map(ListenerNode::key).forEach(keys::add);
            byName.put(plane, keys);
            TreeMap<Long, Long> waiting = under.computeIfAbsent(plane, p -> new TreeMap<>());
            waiting.put(pass, noted);
            if (waiting.size() > MOST_UNDER_WAY) {
                waiting.remove(waiting.higherKey(waiting.firstKey()));
            }
        }
        Map.Entry<Long, Map<String, Set<ListenerKey>>> last = serving.lastEntry();
        if (last == null || !last.getValue().equals(byName)) {
            serving.put(pass, byName);
        }
    }

    /** The listeners that every instance which answers has applied: they stay programmed while a newer state is under way. */
    Set<ListenerKey> live() {
        Set<ListenerKey> everywhere = new HashSet<>();
        byPlane.forEach((plane, pushers) -> {
            applied(plane, pushers).ifPresent(keys -> live.put(plane, keys));
            everywhere.addAll(live.getOrDefault(plane, Set.of()));
        });
        long oldest = all().stream().mapToLong(p -> p.standing().pass()).min().orElse(0);
        Long needed = serving.floorKey(oldest);
        if (needed != null) {
            serving.headMap(needed).clear();
        }
        return everywhere;
    }

    /** What all instances that answer have; empty while one of them isn't done, or none answers. */
    private Optional<Set<ListenerKey>> applied(String plane, List<Pusher> pushers) {
        List<Pusher.Standing> answering = pushers.stream()
                .map(Pusher::standing)
                .filter(s -> s.outcome().state() != Outcome.State.UNREACHABLE)
                .toList();
        if (answering.isEmpty() || answering.stream().anyMatch(s -> s.outcome().state() != Outcome.State.APPLIED)) {
            return Optional.empty();
        }
        return answering.stream()
                .map(s -> serving.floorEntry(s.pass()))
                .map(e -> e == null ? Set.<ListenerKey>of() : e.getValue().getOrDefault(plane, Set.of()))
                .reduce((a, b) -> a.stream().filter(b::contains).collect(Collectors.toSet()));
    }

    /** What became of a pass: an instance that is still at an older one is waited for, with what it refused last. */
    List<Outcome> outcomes(long pass) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Pusher pusher : all()) {
            Pusher.Standing standing = pusher.standing();
            Outcome o = standing.outcome();
            boolean about = standing.pass() == pass || o.state() == Outcome.State.UNREACHABLE;
            outcomes.add(
                    about
                            ? o
                            : new Outcome(
                                    o.dataPlane(),
                                    o.instance(),
                                    Outcome.State.PENDING,
                                    "the newest configuration is on its way to " + o.instance(),
                                    o.refused(),
                                    o.exclusions()));
        }
        return outcomes;
    }

    /**
     * Passes that have newly arrived on every instance of a data plane and changed what it serves, as the time since their oldest change was noted. A data
     * plane for which a pass changes nothing has arrived at once, and that is no news.
     */
    Map<String, Duration> arrived(long now) {
        Map<String, Duration> arrived = new TreeMap<>();
        byPlane.forEach((plane, pushers) -> {
            long reached = pushers.stream()
                    .mapToLong(p -> p.standing().outcome().state() == Outcome.State.APPLIED
                            ? p.standing().pass()
                            : 0)
                    .min()
                    .orElse(0);
            long delivered = pushers.stream()
                    .mapToLong(p -> p.standing().delivered())
                    .max()
                    .orElse(0);
            Map<Long, Long> done =
                    under.computeIfAbsent(plane, p -> new TreeMap<>()).headMap(reached, true);
            done.entrySet().stream()
                    .filter(e -> e.getKey() <= delivered)
                    .map(Map.Entry::getValue)
                    .min(Long::compare)
                    .ifPresent(noted -> arrived.put(plane, Duration.ofNanos(now - noted)));
            done.clear();
        });
        return arrived;
    }
}
