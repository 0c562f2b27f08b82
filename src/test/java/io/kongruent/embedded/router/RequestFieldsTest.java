package io.kongruent.embedded.router;

import static io.kongruent.embedded.router.Examples.get;
import static io.kongruent.embedded.router.Examples.holds;
import static io.kongruent.embedded.router.Examples.route;
import static io.kongruent.embedded.router.Examples.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.kong.expression.Expression;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the router sees of a request. */
class RequestFieldsTest {

    @Test
    void missingFieldsSatisfyNothing() {
        RouterRequest request = get("/");
        for (String operator : List.of("== \"v\"", "!= \"v\"", "~ \".*\"", "^= \"\"", "=^ \"\"", "contains \"\"")) {
            assertThat(holds("http.headers.x_a " + operator, request))
                    .as(operator)
                    .isFalse();
            assertThat(holds("any(http.headers.x_a) " + operator, request))
                    .as(operator)
                    .isFalse();
            assertThat(holds("!(http.headers.x_a " + operator + ")", request))
                    .as(operator)
                    .isTrue();
        }
        assertThat(holds("tls.sni != \"v\"", request)).isFalse();
    }

    @Test
    void allValuesOrAny() {
        RouterRequest request = get("/?q=1&q=2", Map.entry("X-A", "v"), Map.entry("x-a", "w"));
        assertThat(holds("http.headers.x_a == \"v\"", request)).isFalse();
        assertThat(holds("http.headers.x_a ~ \"v|w\"", request)).isTrue();
        assertThat(holds("any(http.headers.x_a) == \"w\"", request)).isTrue();
        assertThat(holds("any(http.headers.x_a) != \"w\"", request)).isTrue();
        assertThat(holds("http.queries.q == \"1\"", request)).isFalse();
        assertThat(holds("any(http.queries.q) == \"2\"", request)).isTrue();
        assertThat(holds("http.headers.x_a == \"v, w\"", get("/", Map.entry("x-a", "v, w"))))
                .isTrue();
    }

    @Test
    void lowerIsUnicodes() {
        RouterRequest request = get("/" + RouterRequest.wire("ÀΣΟΣ"));
        assertThat(holds("lower(http.path) == \"/àσος\"", request)).isTrue();
        assertThat(holds("http.path == \"/ÀΣΟΣ\"", request)).isTrue();
    }

    @Test
    void headersAreFoundLiterallyFirst() {
        assertThat(holds("http.headers.x_a == \"dash\"", get("/", Map.entry("X-A", "dash"))))
                .isTrue();
        assertThat(holds(
                        "http.headers.x_a == \"literal\"",
                        get("/", Map.entry("X-A", "dash"), Map.entry("X_A", "literal"))))
                .isTrue();
        assertThat(holds("http.headers.X_A == \"dash\"", get("/", Map.entry("x-a", "dash"))))
                .isTrue();
        assertThat(holds("http.headers.x_a_b == \"v\"", get("/", Map.entry("x-a_b", "v"))))
                .isFalse();
        assertThat(holds("http.headers.host == \"a.test\"", get("/"))).isTrue();
    }

    @Test
    void onlyAHundredHeadersAndQueriesAreSeen() {
        Map.Entry<?, ?>[] headers = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> Map.entry("h" + i, "v"))
                .toArray(Map.Entry[]::new);
        assertThat(holds("http.headers.h99 == \"v\"", get("/", headers))).isTrue();
        assertThat(holds("http.headers.h100 == \"v\"", get("/", headers)))
                .as("Host counts")
                .isFalse();
        String query = String.join(
                "&", IntStream.rangeClosed(1, 101).mapToObj(i -> "q" + i + "=v").toList());
        assertThat(holds("http.queries.q100 == \"v\"", get("/?" + query))).isTrue();
        assertThat(holds("http.queries.q101 == \"v\"", get("/?" + query))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "q=1, q, 1, true",
        "q=%31, q, 1, true",
        "q=a+b, q, a b, true",
        "q=a%20b, q, a b, true",
        "q=a%2Bb, q, a+b, true",
        "q=%zz, q, %zz, true",
        "q=1%, q, 1%, true",
        "%71=1, q, 1, true",
        "Q=1, q, 1, false",
        "q=1=2, q, 1=2, true",
        "q=1#f, q, 1, true",
        "=1&q=2, q, 2, true",
        "q, q, '', true",
        "q=, q, '', true",
        "p&&q=1, q, 1, true",
        "q=%C3%A9, q, é, true"
    })
    void queries(String query, String name, String value, boolean equal) {
        assertThat(holds(
                        Expression.equalTo(
                                        io.kongruent.kong.expression.Field.query(name)
                                                .orElseThrow(),
                                        value)
                                .toString(),
                        get("/?" + query)))
                .isEqualTo(equal);
    }

    @ParameterizedTest
    @CsvSource({
        "a.test, a.test, 8000",
        "a.test:80, a.test, 80",
        "A.test:080, A.test, 80",
        "a.test., a.test., 8000",
        "a.test:x, a.test:x, 8000",
        "a.test:, a.test:, 8000",
        "[::1]:80, [::1]:80, 8000",
        "a.test:0x50, a.test, 80"
    })
    void hostAndItsPort(String header, String host, int port) {
        assertThat(holds("http.host == \"" + host + "\" && net.dst.port == " + port, to(header)))
                .isTrue();
        assertThat(holds("net.port == " + port, to(header)))
                .as("deprecated name")
                .isTrue();
    }

    @Test
    void segments() {
        assertThat(holds("http.path.segments.0 == \"a\" && http.path.segments.len == 3", get("/a/b/c/")))
                .isTrue();
        assertThat(holds("http.path.segments.1_2 == \"b/c\"", get("/a/b/c"))).isTrue();
        assertThat(holds("http.path.segments.1_3 ~ \".*\"", get("/a/b/c"))).isFalse();
        assertThat(holds("http.path.segments.3 ~ \".*\"", get("/a/b/c/"))).isFalse();
        assertThat(holds("http.path.segments.len == 0", get("/"))).isTrue();
        assertThat(holds("http.path.segments.99999999999 ~ \".*\"", get("/a"))).isFalse();
    }

    @Test
    void addressesAndPortsOfTheConnection() {
        RouterRequest request = new RouterRequest(
                "https",
                "GET",
                Optional.empty(),
                "/",
                Optional.empty(),
                List.of(),
                8443,
                Optional.of("S.test"),
                "fd00::7",
                4711,
                "10.0.0.9");
        assertThat(holds("net.src.ip in fd00::/8 && net.src.port > 4710 && net.src.port <= 4711", request))
                .isTrue();
        assertThat(holds("net.src.ip not in 10.0.0.0/8", request)).isTrue();
        assertThat(holds("net.dst.ip == 10.0.0.9 && net.dst.port == 8443", request))
                .isTrue();
        assertThat(holds("net.dst.ip != 10.0.0.9", request)).isFalse();
        assertThat(holds("tls.sni == \"S.test\" && net.protocol == \"https\"", request))
                .isTrue();
        assertThat(holds("http.host ~ \".*\"", request)).isFalse();
    }

    @Test
    void oneFieldThatIsNotUtf8LosesTheWholeRequest() {
        List<RouterRoute> routes =
                List.of(route(2, "http.headers.x_v == \"1\"", 2), route(1, "http.host == \"a.test\"", 1));
        Router router = Router.of(routes, CachePolicy.NONE);
        assertThat(router.route(get("/", Map.entry("x-v", "\u00e9"))))
                .isEqualTo(new Routing.Missed(Optional.of("http.headers.x_v is not UTF-8")));
        assertThat(router.match(get("/\u00e9")))
                .as("no expression looks at the path")
                .isPresent();
        assertThat(router.match(get("/", Map.entry("x-v", "\u00c3\u00a9")))).isPresent();
    }

    @Test
    void aFlagBesideAValueIsMoreThanKongCanTake() {
        Router router = Router.of(
                List.of(route(2, "http.queries.q == \"1\"", 2), route(1, "http.path ^= \"/\"", 1)), CachePolicy.KONG);
        assertThat(router.route(get("/?q&q=1"))).isInstanceOf(Routing.Failed.class);
        assertThat(router.route(get("/?p&p=1"))).isInstanceOf(Routing.Matched.class);
    }
}
