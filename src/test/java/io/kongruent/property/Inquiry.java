package io.kongruent.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.oracle.Judgement;
import io.kongruent.oracle.Level;
import io.kongruent.property.Tries.Try;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Questions about random worlds that the oracle answers and the product too. Seeds are fixed: a failure can be had again. */
record Inquiry<Q, A>(
        LongFunction<List<HasMetadata>> worlds,
        Questions<Q> questions,
        Oracles<Q, A> oracles,
        Function<List<HasMetadata>, Product<Q, A>> products) {

    /** So many times each world is asked. */
    static final int EACH = 40;

    /** What is asked about the world of a seed. */
    interface Questions<Q> {
        List<Q> about(List<HasMetadata> world, long seed);

        /** The next ones of what a seed gives, whatever the world. */
        static <Q> Questions<Q> ofSeed(LongFunction<Supplier<Q>> source) {
            return (world, seed) ->
                    Stream.generate(source.apply(seed)).limit(EACH).toList();
        }
    }

    /** Oracles over a world, with an order of precedence. */
    interface Oracles<Q, A> {
        Function<Q, Judgement<A>> over(List<HasMetadata> world, List<Level> levels);
    }

    /** Both answers to each question about so many worlds. */
    Tries<Q, A> tries(int count) {
        List<Try<Q, A>> tries = new ArrayList<>();
        for (long seed = 0; seed < count; seed++) {
            List<HasMetadata> world = worlds.apply(seed);
            Function<Q, Judgement<A>> oracle = oracles.over(world, Level.SPECIFIED);
            try (Product<Q, A> product = products.apply(world)) {
                int number = 0;
                for (Q question : questions.about(world, seed)) {
                    tries.add(new Try<>(seed, number++, question, oracle.apply(question), product.answer(question)));
                }
            }
        }
        return new Tries<>(tries);
    }

    /** That an oracle with any two of these levels swapped says something else than the product, on one of so many worlds. */
    void assertSwapsAreNoticed(List<Level> levels, int count) {
        for (List<Level> swapped : Level.swapped(levels)) {
            assertThat(disagreement(swapped, count)).as("swapped %s", swapped).isPresent();
        }
    }

    /** The first question that a differently ordered oracle answers differently, and not as the product does. */
    private Optional<Q> disagreement(List<Level> levels, int count) {
        for (long seed = 0; seed < count; seed++) {
            List<HasMetadata> world = worlds.apply(seed);
            Function<Q, Judgement<A>> right = oracles.over(world, Level.SPECIFIED);
            Function<Q, Judgement<A>> wrong = oracles.over(world, levels);
            for (Q question : questions.about(world, seed)) {
                A mutant = wrong.apply(question).answer();
                if (mutant.equals(right.apply(question).answer())) {
                    continue;
                }
                try (Product<Q, A> product = products.apply(world)) {
                    if (!product.answer(question).equals(mutant)) {
                        return Optional.of(question);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
