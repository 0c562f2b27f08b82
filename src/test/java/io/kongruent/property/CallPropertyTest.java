package io.kongruent.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.kong.Exclusions;
import io.kongruent.oracle.Answer;
import io.kongruent.oracle.Level;
import io.kongruent.oracle.Oracle;
import io.kongruent.oracle.Request;
import org.junit.jupiter.api.Test;

/** The product against the oracle, for calls of gRPC. */
class CallPropertyTest {

    private static final int WORLDS = 400;

    private static final Inquiry<Request, Answer> CALLS = new Inquiry<>(
            seed -> new CallWorld(seed).objects(),
            Inquiry.Questions.ofSeed(seed -> new Calls(seed)::next),
            (world, levels) -> new Oracle(world, levels)::judge,
            world -> new Subject(world, Exclusions.NONE));

    @Test
    void everyCallGoesWhereTheSpecificationSays() {
        Tries<Request, Answer> tries = CALLS.tries(WORLDS);
        tries.assertAgreement();

        int matched = tries.count(t -> t.judgement().contenders() > 0);
        int unimplemented = tries.count(t -> t.judgement().answer() instanceof Answer.Unimplemented);
        int notFound = tries.count(t -> t.judgement().answer() instanceof Answer.NotFound);
        System.out.printf(
                "property: %d calls, %d%% match a rule, %d%% two or more, %d are unimplemented, %d are none and not found, decided by %s%n",
                tries.size(),
                100 * matched / tries.size(),
                100 * tries.contested() / tries.size(),
                unimplemented,
                notFound,
                tries.decided());
        assertThat(tries.contested()).as("calls that match two rules or more").isGreaterThan(tries.size() / 3);
        assertThat(unimplemented).as("calls that no rule takes").isGreaterThan(tries.size() / 20);
        assertThat(notFound)
                .as("requests that are no calls, which no rule takes")
                .isGreaterThan(tries.size() / 50);
        tries.assertAllDecide(Level.OF_CALLS);
    }

    @Test
    void swappingAnyTwoLevelsOfPrecedenceIsNoticed() {
        CALLS.assertSwapsAreNoticed(Level.OF_CALLS, 2_000);
    }
}
