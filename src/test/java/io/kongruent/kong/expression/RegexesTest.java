package io.kongruent.kong.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kongruent.kong.expression.regex.LinearPattern;
import org.junit.jupiter.api.Test;

class RegexesTest {

    @Test
    void saysWhyInOneLine() {
        assertThat(Regexes.problem("(?=x)"))
                .contains("look-around, including look-ahead and look-behind, is not supported");
        assertThat(Regexes.problem("(a)\\1")).contains("backreferences are not supported");
        assertThat(Regexes.problem("[")).contains("unclosed character class");
        assertThat(Regexes.problem("a{2,1}")).contains("invalid repetition count range, the start must be <= the end");
        assertThat(Regexes.problem("^/(?<id>[0-9]+)$")).isEmpty();
    }

    @Test
    void largePatternsAreRefused() {
        assertThat(Regexes.problem("\\w{2000}")).contains("Compiled regex exceeds size limit of 10485760 bytes.");
        assertThat(Regexes.problem("(?:[a-z]{1000}){1000}")).isPresent();
        assertThat(Regexes.problem("((a{4000000000}){4000000000}){4000000000}")).isPresent();
        assertThat(Regexes.problem("[a-z]{1000}")).isEmpty();
        assertThat(Regexes.problem("\\w{20}\\d{20}\\pL{20}")).isEmpty();
    }

    @Test
    void foundAnywhereUnlessAnchored() {
        LinearPattern pattern = Regexes.compile("b+");
        assertThat(pattern.found("abbc")).isTrue();
        assertThat(Regexes.compile("^b+$").found("abbc")).isFalse();
        assertThat(pattern.find("abbc").orElseThrow().text()).isEqualTo("bb");
    }

    @Test
    void captures() {
        LinearPattern pattern = Regexes.compile("^/(?<id>[0-9]+)(?:/(?P<sub>x)?(y)?)?$");
        assertThat(pattern.find("/12/y").orElseThrow().captures())
                .containsEntry("0", "/12/y")
                .containsEntry("1", "12")
                .containsEntry("id", "12")
                .containsEntry("3", "y")
                .doesNotContainKeys("2", "sub");
    }

    @Test
    void time() {
        String evil = "(a?){40}a{40}|(a|a)*b|(a*)*c";
        assertThat(Regexes.compile(evil).found("a".repeat(2000) + "!")).isTrue();
        assertThat(Regexes.compile("^(a*)*$").found("a".repeat(5000) + "!")).isFalse();
    }

    @Test
    void whatOnlyKongCanIsRefusedWithThatReason() {
        assertThat(Regexes.problem("\\b{start}x")).isEmpty();
        assertThatThrownBy(() -> Regexes.compile("\\b{start}x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one-sided word boundaries");
        assertThatThrownBy(() -> Regexes.compile("(?=x)")).hasMessageContaining("look-around");
    }
}
