package io.kongruent.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.graph.UpstreamKey;
import io.kongruent.graph.UpstreamNode;
import io.kongruent.kong.KongEntity.Target;
import io.kongruent.translate.Shares.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {

    @Test
    void seventyFiveToTwentyFiveOverSevenAndElevenEndpoints() {
        List<Target> targets = Shares.targets(List.of(share("a", 7, 75), share("b", 11, 25)), 0);
        assertThat(targets).hasSize(18);
        assertThat(sum(targets, "10.0.")).isEqualTo(3 * sum(targets, "10.1."));
        assertThat(targets.stream().map(Target::weight).distinct()).containsExactlyInAnyOrder(33, 7);
    }

    @Test
    void aMillionToOneKeepsTheOne() {
        List<Target> targets = Shares.targets(List.of(share("a", 1, 1_000_000), share("b", 1, 1)), 0);
        assertThat(targets.stream().map(Target::weight)).containsExactly(65_535, 1);
    }

    @Test
    void sixteenBackendsWithOddNumbersOfEndpointsStayWithinAPerMille() {
        List<Share> shares = new ArrayList<>();
        int[] counts = {1, 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47};
        for (int i = 0; i < 16; i++) {
            shares.add(share(Character.toString('a' + i), counts[i], i + 1));
        }
        List<Target> targets = Shares.targets(shares, 0);
        assertThat(targets).hasSize(IntStream.of(counts).sum()).allMatch(t -> t.weight() >= 1 && t.weight() <= 65_535);
        double total = targets.stream().mapToInt(Target::weight).sum();
        for (int i = 0; i < 16; i++) {
            double wanted = (i + 1) / 136.0;
            assertThat(sum(targets, "10." + i + ".") / total).isBetween(wanted * 0.999, wanted * 1.001);
        }
    }

    @Test
    void anEndpointOfTwoBackendsHasBothShares() {
        List<Target> targets = Shares.targets(List.of(share("a", 1, 3), share("a", 2, 2)), 0);
        assertThat(targets).containsExactly(new Target("10.0.0.1:80", 4), new Target("10.0.0.2:80", 1));
    }

    @Test
    void aBackendWithoutEndpointsTakesNoPart() {
        assertThat(Shares.targets(List.of(share("a", 0, 3), share("b", 1, 2)), 0))
                .containsExactly(new Target("10.1.0.1:80", 1));
        assertThat(Shares.targets(List.of(share("a", 0, 3)), 0)).isEmpty();
    }

    @Test
    void ipv6HasBrackets() {
        assertThat(new UpstreamNode.Endpoint("2001:db8::1", 80).place()).isEqualTo("[2001:db8::1]:80");
    }

    private static int sum(List<Target> targets, String prefix) {
        return targets.stream()
                .filter(t -> t.target().startsWith(prefix))
                .mapToInt(Target::weight)
                .sum();
    }

    private static Share share(String name, int endpoints, int weight) {
        int net = name.charAt(0) - 'a';
        return new Share(
                new UpstreamNode(
                        new UpstreamKey("default", name, 80),
                        UpstreamNode.Protocol.HTTP,
                        IntStream.rangeClosed(1, endpoints)
                                .mapToObj(i -> new UpstreamNode.Endpoint("10." + net + ".0." + i, 80))
                                .toList()),
                weight);
    }

    @Test
    void aLostShareGoesNowhere() {
        assertThat(Shares.targets(List.of(share("a", 2, 1)), 4))
                .containsExactlyInAnyOrder(
                        new Target("10.0.0.1:80", 1), new Target("10.0.0.2:80", 1), new Target(Shares.NOWHERE, 8));
    }
}
