package io.kongruent.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PluginRuntimeTest {
    private final PluginRuntime runtime = PluginRuntime.open();

    @AfterEach
    void close() {
        runtime.close();
    }

    static RequestView get(String host, String path, HeaderField... headers) {
        return new RequestView("http", "GET", host, 8000, path, Optional.empty(), List.of(headers));
    }

    @Test
    void a_rule_responds_before_all_else() {
        String spec =
                "{\"v\":1,\"redirect\":{\"status\":302},\"respond\":{\"status\":500,\"message\":\"a \\\"b\\\"\"}}";
        assertThat(runtime.decide(spec, get("h.example", "/")))
                .isEqualTo(new Decision.Respond(
                        500,
                        List.of(new HeaderField("Content-Type", "application/json; charset=utf-8")),
                        Optional.of("{\"message\":\"a \\\"b\\\"\"}"),
                        OptionalInt.empty()));
    }

    @Test
    void a_redirect_shows_the_port_of_the_gateway() {
        runtime.configure(Optional.of(
                "{\"v\":1,\"version\":\"a\",\"listeners\":{\"8000\":{\"port\":8080,\"hosts\":{\"\":\"8000/\"}}}}"));
        Decision decision = runtime.decide(
                "{\"v\":1,\"redirect\":{\"hostname\":\"o.example\",\"status\":301}}", get("h.example:99", "/a b"));
        assertThat(decision)
                .isEqualTo(new Decision.Respond(
                        301,
                        List.of(new HeaderField("Location", "http://o.example:8080/a%20b")),
                        Optional.empty(),
                        OptionalInt.empty()));
    }

    @Test
    void odd_bytes_pass_unharmed() {
        String odd = WireText.of(new byte[] {'a', (byte) 0xC3, (byte) 0xA9, (byte) 0xE9, 0, '%'});
        Decision decision = runtime.decide("{\"v\":1}", get("h", "/", new HeaderField("X", odd)));
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Forward.class,
                        forward -> assertThat(forward.headers()).containsExactly(new HeaderField("X", odd)));
    }

    @Test
    void a_refused_spec_is_named() {
        assertThat(runtime.validate("{\"v\":1,\"backends\":[{\"weight\":1,\"foo\":1}]}"))
                .contains("backends[0].foo: unknown field");
        assertThat(runtime.validate("{\"v\":1}")).isEmpty();
        assertThatThrownBy(() -> runtime.decide("{\"v\":2}", get("h", "/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unsupported spec version 2");
    }

    @Test
    void a_pattern_with_look_around_is_refused() {
        String spec =
                "{\"v\":1,\"version\":\"a\",\"facts\":[{\"id\":\"00000001\",\"query\":\"q\",\"regex\":\"(?=b)\"}]}";
        assertThat(runtime.validate(spec))
                .hasValueSatisfying(message -> assertThat(message).contains("(?=b)"));
        assertThatThrownBy(() -> runtime.configure(Optional.of(spec))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_refused_configuration_leaves_the_running_one() {
        runtime.configure(Optional.of(
                "{\"v\":1,\"version\":\"a\",\"listeners\":{\"8000\":{\"port\":80,\"hosts\":{\"\":\"8000/\"}}}}"));
        assertThatThrownBy(() -> runtime.configure(Optional.of("{\"v\":1,\"version\":1}")))
                .hasMessageContaining("version: must be a string");
        assertThat(runtime.facts(get("h", "/"))).containsExactly(new HeaderField("gwlistener", "8000/"));
    }

    @Test
    void the_capabilities_are_those_of_the_plugin() throws Exception {
        JsonNode json = new ObjectMapper().readTree(runtime.capabilitiesJson());
        assertThat(json.get("plugin").textValue()).isEqualTo("gateway-api");
        assertThat(json.get("spec_versions").toString()).isEqualTo("[1]");
        List<String> names = new ArrayList<>();
        json.get("capabilities").fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(
                        "atomic-reload",
                        "backend-filters",
                        "backend-timeout",
                        "backend-tls",
                        "certificates",
                        "listener-fact",
                        "match-facts",
                        "misdirected-requests",
                        "redirect",
                        "request-headers",
                        "respond",
                        "response-headers",
                        "rewrite",
                        "router-cache-key",
                        "stream-certificates",
                        "system-authorities",
                        "weighted-draw");
    }

    @Test
    void threads_share_one_draw() throws Exception {
        String spec = "{\"v\":1,\"backends\":[{\"weight\":3,\"upstream\":\"a\"},{\"weight\":1,\"upstream\":\"b\"}]}";
        AtomicInteger second = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 8; thread++) {
                threads.execute(() -> {
                    for (int i = 0; i < 100; i++) {
                        second.addAndGet(
                                runtime.decide(spec, get("h", "/")).backend().getAsInt());
                    }
                });
            }
        }
        assertThat(second).hasValue(200);
    }

    @Test
    void bytes_and_their_text_are_one() {
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                byte[] some = "aé€\uD83D\uDE00".getBytes(StandardCharsets.UTF_8);
                System.arraycopy(some, 0, bytes, 0, Math.min(some.length, bytes.length));
            }
            assertThat(WireText.bytes(WireText.of(bytes))).isEqualTo(bytes);
        }
        assertThat(WireText.of("aé€\uD83D\uDE00".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("aé€\uD83D\uDE00");
        assertThat(WireText.of(new byte[] {(byte) 0xE9, 'a'})).isEqualTo("\uDCE9a");
    }
}
