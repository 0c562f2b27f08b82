package io.kongruent.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kongruent.behaviour.HeaderField;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTest {

    private static Request parse(String line, String... headers) {
        return Request.parse(line, List.of(headers));
    }

    @Test
    void readsALine() {
        Request request = parse("post https://Shop.Example.com:8443/a%20b/?x=y&z#part", "x-a: 1:2", "X-B:");

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.tls()).isTrue();
        assertThat(request.serverName()).isEqualTo("shop.example.com");
        assertThat(request.port()).isEqualTo(8443);
        assertThat(request.host()).isEqualTo("Shop.Example.com:8443");
        assertThat(request.hostname()).isEqualTo("shop.example.com");
        assertThat(request.path()).isEqualTo("/a%20b/");
        assertThat(request.query()).contains("x=y&z");
        assertThat(request.headers()).containsExactly(new HeaderField("x-a", "1:2"), new HeaderField("X-B", ""));
    }

    @Test
    void fillsInWhatIsUsual() {
        Request request = parse("http://shop.example.com");

        assertThat(request.line()).isEqualTo("GET http://shop.example.com/");
        assertThat(request.port()).isEqualTo(80);
        assertThat(parse("https://shop.example.com?q").port()).isEqualTo(443);
        assertThat(parse("https://shop.example.com?q").query()).contains("q");
        assertThat(parse("http://[::1]:81/").port()).isEqualTo(81);
        assertThat(parse("http://[::1]/").serverName()).isEqualTo("[::1]");
    }

    @Test
    void theHostHeaderMayDifferFromTheServerName() {
        Request request = parse("https://a.example.com/", "host: b.example.com");

        assertThat(request.serverName()).isEqualTo("a.example.com");
        assertThat(request.hostname()).isEqualTo("b.example.com");
        assertThat(request.headers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shop.example.com/          | http:// or https:// is missing
            GET /path                  | http:// or https:// is missing
            GET http:///path           | the URL has no host
            GET http://host:x/         | the URL's port is no port number: x
            GET http://host:0/         | the URL's port is no port number: 0
            GET http://host/a b        | the URL has a space in it
            """)
    void saysWhatIsWrong(String line, String message) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void saysWhatAHeaderLooksLike() {
        assertThatThrownBy(() -> parse("http://host/", "x-a=1")).hasMessageContaining("'name: value'");
    }
}
