package io.kongruent.translate;

import io.kongruent.graph.UpstreamNode;
import io.kongruent.kong.KongEntity.Target;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The weights of endpoints such that backends get their shares although Kong weighs endpoints: a backend's weight is divided among its endpoints, all are
 * scaled to whole numbers by the least common multiple of the endpoint counts, reduced by their greatest common divisor, and brought under Kong's limit.
 */
final class Shares {

    private static final BigInteger MOST = BigInteger.valueOf(65_535);

    private Shares() {}

    /**
     * Where a lost share goes: an address to which no connection can be made and no datagram sent, so that what is meant for it ends at once. nginx tries no other target
     * for it, whatever the service's retries.
     */
    static final String NOWHERE = "255.255.255.255:1";

    /** A backend with its weight, above 0. */
    record Share(UpstreamNode node, int weight) {}

    /**
     * The endpoints of all backends. One that several backends have is there once, with the sum of its weights. A backend without endpoints takes no part:
     * Kong has no way to let just its share of requests fail.
     *
     * @param lost the weight of {@link #NOWHERE}
     */
    static List<Target> targets(List<Share> shares, int lost) {
        BigInteger multiple = BigInteger.ONE;
        for (Share share : shares) {
            BigInteger count =
                    BigInteger.valueOf(Math.max(1, share.node().endpoints().size()));
            multiple = multiple.divide(multiple.gcd(count)).multiply(count);
        }
        Map<String, BigInteger> weights = new TreeMap<>();
        for (Share share : shares) {
            for (UpstreamNode.Endpoint endpoint : share.node().endpoints()) {
                BigInteger part = BigInteger.valueOf(share.weight())
                        .multiply(multiple)
                        .divide(BigInteger.valueOf(share.node().endpoints().size()));
                weights.merge(endpoint.place(), part, BigInteger::add);
            }
        }
        if (lost > 0) {
            weights.put(NOWHERE, BigInteger.valueOf(lost).multiply(multiple));
        }
        BigInteger divisor = weights.values().stream().reduce(BigInteger.ZERO, BigInteger::gcd);
        BigInteger largest = weights.values().stream().reduce(BigInteger.ZERO, BigInteger::max);
        List<Target> targets = new ArrayList<>();
        weights.forEach((target, weight) -> targets.add(new Target(target, scaled(weight, divisor, largest))));
        return targets;
    }

    private static int scaled(BigInteger weight, BigInteger divisor, BigInteger largest) {
        if (largest.divide(divisor).compareTo(MOST) <= 0) {
            return weight.divide(divisor).intValueExact();
        }
        BigInteger rounded = weight.multiply(MOST).add(largest.shiftRight(1)).divide(largest);
        return rounded.max(BigInteger.ONE).intValueExact();
    }
}
