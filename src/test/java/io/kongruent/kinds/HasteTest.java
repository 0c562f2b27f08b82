package io.kongruent.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HasteTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final String WAITING = "{status: Unknown, reason: Pending, message: waiting, lastTransitionTime: a}";
    private static final String LOADING = "{status: 'False', reason: Pending, message: loading, lastTransitionTime: b}";
    private static final String DONE = "{status: 'True', reason: Programmed, message: '', lastTransitionTime: c}";

    @Test
    void numbersWaitForAMoment() {
        assertThat(Haste.quiet(status(1, DONE), status(2, DONE))).isEqualTo(Haste.COUNTED);
    }

    @Test
    void whatIsUnderWayIsToldWhereItLasts() {
        assertThat(Haste.quiet(status(1, WAITING), status(1, LOADING))).isEqualTo(Haste.UNDER_WAY);
        assertThat(Haste.quiet(status(1, WAITING), status(2, LOADING))).isEqualTo(Haste.UNDER_WAY);
    }

    @Test
    void whatIsDoneOrUndoneIsToldAtOnce() {
        assertThat(Haste.quiet(status(1, LOADING), status(1, DONE))).isEqualTo(Duration.ZERO);
        assertThat(Haste.quiet(status(1, DONE), status(1, LOADING))).isEqualTo(Duration.ZERO);
    }

    @Test
    void aNewerGenerationIsToldAtOnce() {
        String newer = WAITING.replace("{", "{observedGeneration: 2, ");
        assertThat(Haste.quiet(status(1, WAITING), status(1, newer))).isEqualTo(Duration.ZERO);
    }

    @Test
    void aFirstStatusIsToldAtOnce() {
        assertThat(Haste.quiet(YAML.missingNode(), status(1, WAITING))).isEqualTo(Duration.ZERO);
    }

    /** @param programmed the rest of the condition, of the Gateway and of its listener */
    private static JsonNode status(int attached, String programmed) {
        String condition = programmed.replace("{", "{type: Programmed, ");
        try {
            return YAML.readTree("""
                    attachedListenerSets: %1$d
                    conditions: [{type: Accepted, status: 'True', reason: Accepted}, %2$s]
                    listeners: [{name: http, attachedRoutes: %1$d, conditions: [%2$s]}]
                    """.formatted(attached, condition));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
