package io.kongruent.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The two interpreters run the same modules: they agree on random specs and requests. */
class EnginesAgreeTest {
    private static final int TRIES = 10_000;
    private static final int TEXTS = 3_000;
    private static final int REQUESTS_PER_RULE = 4;
    private static final int RULES_PER_GLOBAL = 10;
    private static final long SEED = 3;

    @Test
    void on_random_specs_and_requests() {
        Random random = new Random(SEED);
        int forwards = 0;
        try (PluginRuntime luaJit = new LuaPluginRuntime(new LuaJitEngine());
                PluginRuntime luaJ = new LuaPluginRuntime(new LuaJEngine())) {
            String rule = "";
            for (int i = 0; i < TRIES; i++) {
                if (i % (REQUESTS_PER_RULE * RULES_PER_GLOBAL) == 0) {
                    Optional<String> global =
                            Optional.of(RandomSpecs.global(random).json());
                    luaJit.configure(global, List.of());
                    luaJ.configure(global, List.of());
                }
                if (i % REQUESTS_PER_RULE == 0) {
                    rule = RandomSpecs.rule(random).json();
                }
                RequestView request = RandomSpecs.request(random);
                Decision decision = luaJit.decide(rule, request);
                assertThat(luaJ.decide(rule, request)).as("try %d: %s", i, rule).isEqualTo(decision);
                if (i % REQUESTS_PER_RULE == 0) {
                    assertThat(luaJ.facts(request)).as("try %d: facts", i).isEqualTo(luaJit.facts(request));
                    assertThat(luaJ.responseHeaders(rule, decision, request.headers()))
                            .as("try %d: response", i)
                            .isEqualTo(luaJit.responseHeaders(rule, decision, request.headers()));
                }
                if (decision instanceof Decision.Forward) {
                    forwards++;
                }
            }
        }
        assertThat(forwards).isBetween(TRIES / 10, TRIES * 9 / 10);
    }

    @Test
    void on_refusals_of_damaged_texts() {
        Random random = new Random(SEED);
        int refused = 0;
        try (PluginRuntime luaJit = new LuaPluginRuntime(new LuaJitEngine());
                PluginRuntime luaJ = new LuaPluginRuntime(new LuaJEngine())) {
            for (int i = 0; i < TEXTS; i++) {
                StringBuilder text = new StringBuilder(
                        random.nextBoolean()
                                ? RandomSpecs.rule(random).json()
                                : RandomSpecs.global(random).json());
                for (int damage = random.nextInt(3); damage > 0; damage--) {
                    int at = random.nextInt(text.length());
                    switch (random.nextInt(3)) {
                        case 0 -> text.deleteCharAt(at);
                        case 1 -> text.insert(at, "{}[],:\"\\x1é\u0000".charAt(random.nextInt(12)));
                        default -> text.setLength(at + 1);
                    }
                }
                Optional<String> message = luaJit.validate(text.toString());
                assertThat(luaJ.validate(text.toString())).as(text.toString()).isEqualTo(message);
                if (message.isPresent()) {
                    refused++;
                }
            }
        }
        assertThat(refused).isBetween(TEXTS / 4, TEXTS * 9 / 10);
    }

    @Test
    void on_the_choice_of_certificates() {
        Random random = new Random(SEED);
        List<Optional<List<String>>> chosen = new ArrayList<>();
        try (PluginRuntime luaJit = new LuaPluginRuntime(new LuaJitEngine());
                PluginRuntime luaJ = new LuaPluginRuntime(new LuaJEngine())) {
            for (int i = 0; i < 200; i++) {
                Optional<String> global = Optional.of(RandomSpecs.global(random).json());
                luaJit.configure(global, List.of());
                luaJ.configure(global, List.of());
                for (String sni : List.of("a.test", "B.A.test.", "x.test", "test", "\uDCFF")) {
                    Optional<List<String>> ids = luaJit.certificateIds(8443, Optional.of(sni));
                    assertThat(luaJ.certificateIds(8443, Optional.of(sni))).isEqualTo(ids);
                    chosen.add(ids);
                }
            }
        }
        assertThat(chosen).contains(Optional.empty()).anyMatch(Optional::isPresent);
    }
}
