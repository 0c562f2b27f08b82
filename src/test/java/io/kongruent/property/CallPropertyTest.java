package io.kongruent.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.kong.Exclusions;
import io.kongruent.oracle.Answer;
import io.kongruent.oracle.Level;
import io.kongruent.oracle.Oracle;
import io.kongruent.oracle.Request;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The product against the oracle, for calls of gRPC. Seeds are fixed: a failure can be had again. */
class CallPropertyTest {

    private static final int WORLDS = 400;
    private static final int REQUESTS = 40;

    @Test
    void everyCallGoesWhereTheSpecificationSays() {
        int tries = 0;
        int contested = 0;
        int matched = 0;
        int unimplemented = 0;
        int notFound = 0;
        Map<Level, Integer> decided = new EnumMap<>(Level.class);
        for (long seed = 0; seed < WORLDS; seed++) {
            List<HasMetadata> objects = new CallWorld(seed).objects();
            Oracle oracle = new Oracle(objects, Level.SPECIFIED);
            Calls calls = new Calls(seed);
            try (Subject subject = new Subject(objects, Exclusions.NONE)) {
                for (int i = 0; i < REQUESTS; i++) {
                    Request request = calls.next();
                    Oracle.Judgement judgement = oracle.judge(request);
                    assertThat(subject.answer(request))
                            .as("world %d call %d: %s", seed, i, request)
                            .isEqualTo(judgement.answer());
                    tries++;
                    matched += judgement.rules() > 0 ? 1 : 0;
                    contested += judgement.rules() > 1 ? 1 : 0;
                    unimplemented += judgement.answer() instanceof Answer.Unimplemented ? 1 : 0;
                    notFound += judgement.answer() instanceof Answer.NotFound ? 1 : 0;
                    judgement.decidedBy().ifPresent(l -> decided.merge(l, 1, Integer::sum));
                }
            }
        }
        System.out.printf(
                "property: %d calls, %d%% match a rule, %d%% two or more, %d are unimplemented, %d are none and not found, decided by %s%n",
                tries, 100 * matched / tries, 100 * contested / tries, unimplemented, notFound, decided);
        assertThat(contested).as("calls that match two rules or more").isGreaterThan(tries / 3);
        assertThat(unimplemented).as("calls that no rule takes").isGreaterThan(tries / 20);
        assertThat(notFound)
                .as("requests that are no calls, which no rule takes")
                .isGreaterThan(tries / 50);
        int all = tries;
        assertThat(Level.OF_CALLS)
                .allSatisfy(level -> assertThat(decided.getOrDefault(level, 0))
                        .as("calls decided by %s", level)
                        .isGreaterThanOrEqualTo(all / 100));
    }

    @Test
    void swappingAnyTwoLevelsOfPrecedenceIsNoticed() {
        for (List<Level> swapped : Level.swapped(Level.OF_CALLS)) {
            assertThat(disagreement(swapped)).as("swapped %s", swapped).isPresent();
        }
    }

    /** The first call on which a differently ordered oracle gives another answer than the product. */
    private static Optional<Request> disagreement(List<Level> levels) {
        for (long seed = 0; seed < 2_000; seed++) {
            List<HasMetadata> objects = new CallWorld(seed).objects();
            Oracle right = new Oracle(objects, Level.SPECIFIED);
            Oracle wrong = new Oracle(objects, levels);
            Calls calls = new Calls(seed);
            for (int i = 0; i < REQUESTS; i++) {
                Request request = calls.next();
                Answer mutant = wrong.judge(request).answer();
                if (mutant.equals(right.judge(request).answer())) {
                    continue;
                }
                try (Subject subject = new Subject(objects, Exclusions.NONE)) {
                    if (!subject.answer(request).equals(mutant)) {
                        return Optional.of(request);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
