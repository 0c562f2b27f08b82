package io.kongruent.kinds.httproute;

import static io.kongruent.kinds.httproute.HttpRouteLoweringTest.found;
import static io.kongruent.kinds.httproute.HttpRouteLoweringTest.lower;
import static io.kongruent.kinds.httproute.HttpRouteLoweringTest.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.graph.Rule;
import io.kongruent.model.Ref;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Lowering of what a rule has besides matches and filters. */
class HttpRouteRuleTest {

    @Test
    void timeouts() {
        assertThat(rule("timeouts: {backendRequest: 300ms}").backendRequestTimeout())
                .contains(Duration.ofMillis(300));
        assertThat(rule("timeouts: {request: 0s, backendRequest: 0s}").backendRequestTimeout())
                .contains(Duration.ZERO);
        assertThat(found("timeouts: {request: 0s, backendRequest: 0s}")).isEmpty();
        assertThat(rule("timeouts: {}").backendRequestTimeout()).isEmpty();
    }

    @Test
    void backendsGetTheirDefaults() {
        Rule.L7 rule =
                rule("backendRefs: [{name: a, port: 80}, {name: b, group: g, kind: K, namespace: n, weight: 0}, null]");

        assertThat(rule.backends())
                .satisfiesExactly(
                        a -> {
                            assertThat(a.target()).isEqualTo(Ref.core("Service", "apps", "a"));
                            assertThat(a.port()).hasValue(80);
                            assertThat(a.weight()).isEqualTo(1);
                        },
                        b -> {
                            assertThat(b.target()).isEqualTo(new Ref("g", "K", "n", "b"));
                            assertThat(b.port()).isEmpty();
                            assertThat(b.weight()).isZero();
                        },
                        c -> assertThat(c.target()).isEqualTo(Ref.core("Service", "apps", "")));
    }

    @Test
    void namesOfRulesAreKeptAndUnique() {
        assertThat(lower("rules: [{name: a}, {name: a}, {}, {name: b}]").rules().stream()
                        .map(Rule::label))
                .containsExactly("rule 0 (\"a\")", "rule 1", "rule 2", "rule 3 (\"b\")");
    }

    @Test
    void aRuleThatIsNullAnswers500AndKeepsItsPlace() {
        assertThat(lower("rules: [null, {name: b}]").rules())
                .satisfiesExactly(
                        a -> assertThat(a.backends()).isEmpty(),
                        b -> assertThat(b.index()).isEqualTo(1));
    }
}
