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
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final ResourceID ID = new ResourceID("web", "default");

    private final Pace pace = new Pace();
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
        assertThat(pace.wait(ID, verdict(1), now)).contains(Duration.ofMillis(500));
        now = now.plusMillis(500);
        assertThat(pace.wait(ID, verdict(1), now)).isEmpty();
    }

    /** One change every 600 ms for a minute. */
    @Test
    void aLongSeriesIsAFewWrites() {
        int writes = 0;
        for (int i = 0; i < 100; i++) {
            for (int look = 0; look < 6; look++) {
                if (pace.wait(ID, verdict(i), now).isEmpty()) {
                    pace.wrote(ID, now);
                    writes++;
                }
                now = now.plusMillis(100);
            }
        }
        assertThat(writes).isBetween(2, 5);
    }

    private static Verdict verdict(int number) {
        return new OfClass(new Meta(Ref.gatewayApi("GatewayClass", "", "web"), "", number, 0), List.of(), List.of());
    }
}
