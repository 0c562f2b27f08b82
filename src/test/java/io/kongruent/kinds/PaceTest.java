package io.kongruent.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import io.kongruent.verdict.Verdicts.OfClass;
import io.kongruent.verdict.Verdicts.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

    private static final ResourceID ID = new ResourceID("web", "default");

    private final Pace pace = new Pace();
    private @Nullable Verdict written;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void failuresWaitLongerAndLongerButNotForEver() {
        assertThat(Pace.afterFailures(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(Pace.afterFailures(2)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Pace.afterFailures(7)).isEqualTo(Duration.ofSeconds(30));
        assertThat(Pace.afterFailures(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
        assertThat(pace.failed(ID)).isEqualTo(1);
        assertThat(pace.failed(ID)).isEqualTo(2);
        pace.succeeded(ID);
        assertThat(pace.failed(ID)).isEqualTo(1);
    }

    @Test
    void aSingleChangeWaitsForAMoment() {
        assertThat(pace.wait(ID, verdict(1), now, Haste.COUNTED)).contains(Duration.ofMillis(500));
        now = now.plusMillis(500);
        assertThat(pace.wait(ID, verdict(1), now, Haste.COUNTED)).isEmpty();
    }

    /** A thousand changes, one every so many milliseconds: from 10 seconds to five minutes in all. */
    @ParameterizedTest
    @ValueSource(ints = {10, 50, 100, 300})
    void aThousandChangesAreAtMostFiveWritesWhateverTheirPace(int millis) {
        int writes = 0;
        for (int i = 0; i < 1_000; i++) {
            writes += looks(verdict(i), millis);
        }
        for (int rest = 0; rest < 100; rest++) {
            writes += looks(verdict(1_000), 100);
        }
        assertThat(writes).isBetween(1, 5);
        assertThat(written).isEqualTo(verdict(1_000));
    }

    /** Now and then it stumbles, as a busy machine does. */
    @Test
    void aSeriesThatStumblesIsStillOne() {
        int writes = 0;
        for (int i = 0; i < 1_000; i++) {
            writes += looks(verdict(i), i % 200 == 199 ? 2_000 : 50);
        }
        writes += looks(verdict(1_000), 10_000);
        assertThat(writes).isBetween(1, 5);
        assertThat(written).isEqualTo(verdict(1_000));
    }

    @Test
    void aLaterChangeWaitsForAMomentAgain() {
        looks(verdict(1), 1_000);
        now = now.plusSeconds(30);
        assertThat(pace.wait(ID, verdict(2), now, Haste.COUNTED)).contains(Duration.ofMillis(500));
    }

    /** What can't wait is no part of a series, and what waited before it waits no more. */
    @Test
    void whatCannotWaitStartsNoSeries() {
        assertThat(pace.wait(ID, verdict(1), now, Haste.UNDER_WAY)).contains(Haste.UNDER_WAY);
        assertThat(pace.wait(ID, verdict(2), now, Duration.ZERO)).isEmpty();
        pace.wrote(ID, now);
        now = now.plusSeconds(1);
        assertThat(pace.wait(ID, verdict(3), now, Haste.COUNTED)).contains(Haste.COUNTED);
    }

    /** Looks as often as it is told to for so long; the number of writes. */
    private int looks(Verdict verdict, int millis) {
        int writes = 0;
        Instant end = now.plusMillis(millis);
        while (now.isBefore(end)) {
            if (!verdict.equals(written)
                    && pace.wait(ID, verdict, now, Haste.COUNTED).isEmpty()) {
                pace.wrote(ID, now);
                written = verdict;
                writes++;
            }
            now = now.plusMillis(10);
        }
        return writes;
    }

    private static Verdict verdict(int number) {
        return new OfClass(new Meta(Ref.gatewayApi("GatewayClass", "", "web"), "", number, 0), List.of(), List.of());
    }
}
