package io.kongruent.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.oracle.Judgement;
import io.kongruent.oracle.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Questions with both answers to them: what must be counted so that agreeing means something, and that they agree. */
record Tries<Q, A>(List<Try<Q, A>> all) {

    /**
     * One question.
     *
     * @param world the seed of the world it was asked about
     * @param number of the question about that world
     * @param judgement the oracle's
     * @param answer the product's
     */
    record Try<Q, A>(long world, int number, Q question, Judgement<A> judgement, A answer) {

        boolean agrees() {
            return answer.equals(judgement.answer());
        }
    }

    Tries {
        all = List.copyOf(all);
    }

    int size() {
        return all.size();
    }

    int count(Predicate<Try<Q, A>> which) {
        return Math.toIntExact(all.stream().filter(which).count());
    }

    int contested() {
        return count(t -> t.judgement().isContested());
    }

    /** How many each level of precedence decided. */
    Map<Level, Integer> decided() {
        Map<Level, Integer> decided = new EnumMap<>(Level.class);
        all.forEach(t -> t.judgement().decidedBy().ifPresent(l -> decided.merge(l, 1, Integer::sum)));
        return decided;
    }

    void assertAgreement() {
        for (Try<Q, A> t : all) {
            assertThat(t.answer())
                    .as("world %d question %d: %s", t.world(), t.number(), t.question())
                    .isEqualTo(t.judgement().answer());
        }
    }

    /** That each of these levels decided one in a hundred. */
    void assertAllDecide(List<Level> levels) {
        Map<Level, Integer> decided = decided();
        assertThat(levels)
                .allSatisfy(level -> assertThat(decided.getOrDefault(level, 0))
                        .as("decided by %s", level)
                        .isGreaterThanOrEqualTo(size() / 100));
    }
}
