package io.kongruent.behaviour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
}
