package io.kongruent.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyntaxTest {

    @ParameterizedTest
    @CsvSource({"1h,3600000", "1h30m,5400000", "10s,10000", "500ms,500", "0s,0", "1m2s3ms,62003", "99999h,359996400000"
    })
    void durationsOfGep2257(String text, long milliseconds) {
        assertThat(Durations.parse(text)).contains(Duration.ofMillis(milliseconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "s", "-1s", "1.5s", "1s ", "1d", "123456s", "1h1m1s1ms1h", "1us", "msm"})
    void whatIsNoDuration(String text) {
        assertThat(Durations.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.example.com", "*.example.com", "1.2.3.4", "a-b.c"})
    void hostnames(String text) {
        assertThat(Syntax.isHostname(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "*", "*.", "a.", ".a", "-a", "a-", "a..b", "a_b", "a*.b", "*.*.b", "a b", "A", "a:80", "a/b"
            })
    void whatIsNoHostname(String text) {
        assertThat(Syntax.isHostname(text)).isFalse();
    }

    @Test
    void lengthsCount() {
        assertThat(Syntax.isHostname("a".repeat(253))).isTrue();
        assertThat(Syntax.isHostname("a".repeat(254))).isFalse();
        assertThat(Syntax.isHostname("*." + "a".repeat(252))).isFalse();
        assertThat(Syntax.isHeaderName("x".repeat(256))).isTrue();
        assertThat(Syntax.isHeaderName("x".repeat(257))).isFalse();
        assertThat(Syntax.isHeaderValue("x".repeat(4096))).isTrue();
        assertThat(Syntax.isHeaderValue("x".repeat(4097))).isFalse();
    }

    @Test
    void headers() {
        assertThat(Syntax.isHeaderName("X-A_b.c|~`^!#$%&'*+")).isTrue();
        assertThat(Syntax.isHeaderName(":method")).isFalse();
        assertThat(Syntax.isHeaderName("a b")).isFalse();
        assertThat(Syntax.isHeaderValue("a b\tc")).isTrue();
        assertThat(Syntax.isHeaderValue("a\r\nb")).isFalse();
        assertThat(Syntax.isHeaderValue("a\u0000")).isFalse();
        assertThat(Syntax.isHeaderValue("")).isFalse();
    }
}
