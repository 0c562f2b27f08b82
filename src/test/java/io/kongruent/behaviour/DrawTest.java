package io.kongruent.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How requests are shared out among weighted backends. */
class DrawTest {
    private final PluginRuntime runtime = PluginRuntime.open();
    private final RequestView request = PluginRuntimeTest.get("h.test", "/");

    @AfterEach
    void close() {
        runtime.close();
    }

    private static String spec(int... weights) {
        List<WeightedBackend> backends = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            backends.add(WeightedBackend.to(weights[i], "u" + i));
        }
        return rule(backends).json();
    }

    private static RuleSpec rule(List<WeightedBackend> backends) {
        return new RuleSpec(
                HeaderEdits.NONE,
                HeaderEdits.NONE,
                Optional.empty(),
                Optional.empty(),
                backends,
                Optional.empty(),
                Timeouts.NONE);
    }

    private int draw(String spec) {
        return runtime.decide(spec, request).backend().orElse(-1);
    }

    private int[] draws(String spec, int backends, int requests) {
        int[] counts = new int[backends];
        for (int i = 0; i < requests; i++) {
            counts[draw(spec)]++;
        }
        return counts;
    }

    @Test
    void seventy_five_to_twenty_five_is_exact() {
        assertThat(draws(spec(75, 25), 2, 1000)).containsExactly(750, 250);
    }

    @Test
    void any_run_as_long_as_the_sum_is_exact_wherever_it_starts() {
        String spec = spec(5, 3, 1);
        List<Integer> sequence =
                IntStream.range(0, 90).mapToObj(i -> draw(spec)).toList();
        for (int from = 0; from + 9 <= sequence.size(); from++) {
            List<Integer> run = sequence.subList(from, from + 9);
            assertThat(List.of(0, 1, 2))
                    .extracting(index -> run.stream().filter(index::equals).count())
                    .containsExactly(5L, 3L, 1L);
        }
    }

    @Test
    void shares_are_smooth() {
        String spec = spec(90, 10);
        int sinceLast = 0;
        for (int i = 0; i < 1000; i++) {
            sinceLast++;
            if (draw(spec) == 1) {
                assertThat(sinceLast).isLessThanOrEqualTo(10);
                sinceLast = 0;
            }
        }
    }

    @Test
    void a_million_to_one_draws_the_one_once_in_a_million_and_one() {
        String spec = spec(1_000_000, 1);
        assertThat(draws(spec, 2, 2000)).containsExactly(2000, 0);
        assertThat(draws(spec(1, 1_000_000), 2, 2000)).containsExactly(0, 2000);
    }

    @Test
    void a_small_share_does_come() {
        assertThat(draws(spec(1000, 1), 2, 1001)).containsExactly(1000, 1);
    }

    @Test
    void sixteen_backends() {
        int[] weights = IntStream.rangeClosed(1, 16).toArray();
        assertThat(draws(spec(weights), 16, 136 * 3))
                .containsExactly(IntStream.of(weights).map(weight -> weight * 3).toArray());
        assertThat(draws(spec(IntStream.range(0, 16).map(i -> 1).toArray()), 16, 160))
                .containsOnly(10);
    }

    @Test
    void weight_zero_is_never_drawn() {
        assertThat(draws(spec(0, 7, 0, 3), 4, 100)).containsExactly(0, 70, 0, 30);
    }

    @Test
    void the_share_of_an_invalid_backend_is_answered() {
        String spec = rule(List.of(
                        WeightedBackend.to(9, "u"),
                        WeightedBackend.answering(1, new Respond(500, Optional.of("no such Service")))))
                .json();
        long refused = IntStream.range(0, 200)
                .mapToObj(i -> runtime.decide(spec, request))
                .filter(Decision.Respond.class::isInstance)
                .count();
        assertThat(refused).isEqualTo(20);
    }

    @Test
    void a_draw_goes_on_over_a_new_configuration_that_keeps_its_rule() {
        String kept = spec(3, 1);
        String dropped = spec(1, 1);
        assertThat(draw(kept)).isZero();
        assertThat(draw(dropped)).isZero();
        runtime.configure(Optional.empty(), List.of(kept));
        assertThat(IntStream.range(0, 3).map(i -> draw(kept))).containsExactly(0, 1, 0);
        assertThat(draw(dropped)).isZero();
    }

    @Test
    void rules_of_other_text_draw_apart() {
        String one = spec(1, 1);
        String other = spec(2, 2);
        assertThat(IntStream.range(0, 4).map(i -> draw(i % 2 == 0 ? one : other)))
                .containsExactly(0, 0, 1, 1);
    }
}
