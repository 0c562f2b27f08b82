package io.kongruent.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Kong's weighted round robin over the targets of one upstream: a wheel with a place per unit of weight, shuffled, then walked around. A
 * whole turn is exact. Where Kong shuffles at random, the upstream's name decides here, so that runs can be repeated.
 */
final class Balancer {
    /** Where to connect to. {@code name} is what the target was called. */
    record Peer(String name, int port) {}

    /** A target and its weight, 0 to 65535. */
    record Target(Peer peer, int weight) {}

    private final Supplier<int[]> wheel;
    private final List<Peer> peers;
    private final AtomicInteger pointer = new AtomicInteger(1);

    Balancer(String name, List<Target> targets) {
        List<Target> weighted = targets.stream().filter(t -> t.weight() > 0).toList();
        peers = weighted.stream().map(Target::peer).toList();
        wheel = once(() -> turn(name, weighted));
    }

    /** The next peer; empty when no target has weight. */
    Optional<Peer> next() {
        if (peers.isEmpty()) {
            return Optional.empty();
        }
        int[] places = wheel.get();
        int at = pointer.getAndUpdate(p -> (p + 1) % places.length) % places.length;
        return Optional.of(peers.get(places[at]));
    }

    private static int[] turn(String name, List<Target> targets) {
        int divisor = 0;
        for (Target target : targets) {
            divisor = gcd(divisor, target.weight());
        }
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            for (int n = targets.get(i).weight() / divisor; n > 0; n--) {
                places.add(i);
            }
        }
        java.util.Collections.shuffle(places, new Random(name.hashCode()));
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private static <T> Supplier<T> once(Supplier<T> maker) {
        var made = new java.util.concurrent.FutureTask<>(maker::get);
        return () -> {
            made.run();
            return made.resultNow();
        };
    }
}
