package io.kongruent.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The exact text of specs. */
class SpecJsonTest {
    private static final HeaderEdits EDITS = new HeaderEdits(
            List.of(new HeaderField("name", "value")), List.of(new HeaderField("name", "value")), List.of("name"));

    private static final String EDITS_JSON =
            "{\"set\":[[\"name\",\"value\"]],\"add\":[[\"name\",\"value\"]],\"remove\":[\"name\"]}";

    private static final RuleSpec FULL = new RuleSpec(
            EDITS,
            new HeaderEdits(List.of(), List.of(), List.of("a")),
            Optional.of(new Redirect(
                    Optional.of("https"),
                    Optional.of("h"),
                    OptionalInt.of(8443),
                    Optional.of(new PathEdit.Full("/x")),
                    302)),
            Optional.of(new Rewrite(Optional.of("h"), Optional.of(new PathEdit.Prefix("/old", "/new")))),
            List.of(
                    new WeightedBackend(
                            3,
                            Optional.of("default.web.80"),
                            EDITS,
                            EDITS,
                            Optional.of(new Redirect(
                                    Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty(), 301)),
                            Optional.of(new Rewrite(Optional.empty(), Optional.of(new PathEdit.Full("/y")))),
                            Optional.empty()),
                    WeightedBackend.answering(1, new Respond(500, Optional.empty()))),
            Optional.of(new Respond(500, Optional.of("..."))),
            new Timeouts(Optional.of(Duration.ofMillis(300))));

    private static final String FULL_JSON = "{\"v\":1,\"request_headers\":" + EDITS_JSON
            + ",\"response_headers\":{\"remove\":[\"a\"]}"
            + ",\"redirect\":{\"scheme\":\"https\",\"hostname\":\"h\",\"port\":8443,\"path\":{\"full\":\"/x\"},\"status\":302}"
            + ",\"rewrite\":{\"hostname\":\"h\",\"path\":{\"prefix\":\"/old\",\"replace\":\"/new\"}}"
            + ",\"backends\":[{\"weight\":3,\"upstream\":\"default.web.80\",\"request_headers\":" + EDITS_JSON
            + ",\"response_headers\":" + EDITS_JSON
            + ",\"redirect\":{\"status\":301},\"rewrite\":{\"path\":{\"full\":\"/y\"}}}"
            + ",{\"weight\":1,\"respond\":{\"status\":500}}]"
            + ",\"respond\":{\"status\":500,\"message\":\"...\"},\"timeouts\":{\"backend_request_ms\":300}}";

    private static final GlobalSpec GLOBAL = new GlobalSpec(
            "v1",
            sorted(Map.of(
                    8000, new GlobalSpec.Listen(80, sorted(Map.of("*.example.com", "8000/*.example.com", "", "8000/"))),
                    443, new GlobalSpec.Listen(443, sorted(Map.of("", "443/"))))),
            sorted(Map.of(8443, sorted(Map.of("*.example.com", List.of("id"), "", List.of("b", "a"))))),
            List.of(
                    new Fact("0b1b2c3d", new Fact.Subject.Header("a_b"), new Fact.Test.Regex("^v")),
                    new Fact("0a1b2c3d", new Fact.Subject.Query("x-y"), new Fact.Test.Exact("v"))),
            List.of("x-b", "x-a", "x-b"));

    private static final String GLOBAL_JSON = "{\"v\":1,\"version\":\"v1\",\"listeners\":{"
            + "\"443\":{\"port\":443,\"hosts\":{\"\":\"443/\"}},"
            + "\"8000\":{\"port\":80,\"hosts\":{\"\":\"8000/\",\"*.example.com\":\"8000/*.example.com\"}}},"
            + "\"tls\":{\"8443\":{\"\":[\"b\",\"a\"],\"*.example.com\":[\"id\"]}},"
            + "\"facts\":[{\"id\":\"0a1b2c3d\",\"query\":\"x-y\",\"exact\":\"v\"},"
            + "{\"id\":\"0b1b2c3d\",\"header\":\"a_b\",\"regex\":\"^v\"}],\"names\":[\"x-a\",\"x-b\"]}";

    private static <K extends Comparable<K>, V> SortedMap<K, V> sorted(Map<K, V> map) {
        return new TreeMap<>(map);
    }

    @Test
    void every_part_of_a_rule_has_its_place() {
        assertThat(FULL.json()).isEqualTo(FULL_JSON);
        assertThat(RuleSpec.parse(FULL_JSON)).isEqualTo(FULL);
    }

    @Test
    void empty_parts_are_left_out() {
        assertThat(RuleSpec.NONE.json()).isEqualTo("{\"v\":1}");
        assertThat(RuleSpec.NONE.isEmpty()).isTrue();
        assertThat(FULL.isEmpty()).isFalse();
        assertThat(new GlobalSpec("a", new TreeMap<>(), new TreeMap<>(), List.of(), List.of()).json())
                .isEqualTo("{\"v\":1,\"version\":\"a\"}");
    }

    @Test
    void every_part_of_the_global_spec_has_its_place_whatever_the_order_it_came_in() {
        assertThat(GLOBAL.json()).isEqualTo(GLOBAL_JSON);
        assertThat(GlobalSpec.parse(GLOBAL_JSON)).isEqualTo(GLOBAL);
    }

    @Test
    void what_is_written_the_plugin_accepts() {
        try (PluginRuntime runtime = PluginRuntime.open()) {
            assertThat(runtime.validate(FULL_JSON)).isEmpty();
            assertThat(runtime.validate(GLOBAL_JSON)).isEmpty();
        }
    }

    @Test
    void random_rules_are_accepted_and_read_back() {
        Random random = new Random(20);
        try (PluginRuntime runtime = PluginRuntime.open()) {
            for (int i = 0; i < 2000; i++) {
                RuleSpec spec = RandomSpecs.rule(random);
                String json = spec.json();
                assertThat(runtime.validate(json)).as(json).isEmpty();
                assertThat(RuleSpec.parse(json)).isEqualTo(spec);
                assertThat(RuleSpec.parse(json).json()).isEqualTo(json);
            }
        }
    }

    @Test
    void the_order_of_facts_and_names_makes_no_difference() {
        List<Fact> facts = new ArrayList<>(GLOBAL.facts());
        Collections.reverse(facts);
        List<String> names = new ArrayList<>(GLOBAL.names());
        Collections.reverse(names);
        assertThat(new GlobalSpec("v1", GLOBAL.listeners(), GLOBAL.tls(), facts, names).json())
                .isEqualTo(GLOBAL_JSON);
    }

    @Test
    void a_facts_id_is_its_content() {
        Fact fact = Fact.of(new Fact.Subject.Query("a"), new Fact.Test.Exact("b"));
        assertThat(fact.id()).matches("[0-9a-f]{12}");
        assertThat(Fact.of(new Fact.Subject.Query("a"), new Fact.Test.Exact("b")))
                .isEqualTo(fact);
        assertThat(List.of(
                        Fact.of(new Fact.Subject.Header("a"), new Fact.Test.Exact("b")),
                        Fact.of(new Fact.Subject.Query("a"), new Fact.Test.Regex("b")),
                        Fact.of(new Fact.Subject.Query("b"), new Fact.Test.Exact("b")),
                        Fact.of(new Fact.Subject.Query("a"), new Fact.Test.Exact("a"))))
                .extracting(Fact::id)
                .doesNotContain(fact.id())
                .doesNotHaveDuplicates();
    }

    @Test
    void other_texts_are_no_specs() {
        assertThatThrownBy(() -> RuleSpec.parse("{")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RuleSpec.parse("[]")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GlobalSpec.parse("{\"v\":2}")).isInstanceOf(IllegalArgumentException.class);
    }
}
