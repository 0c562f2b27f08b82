package io.kongruent.embedded.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kongruent.kong.expression.Expression;
import io.kongruent.kong.expression.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {
    private static final Set<String> BOTH = Set.of("http", "https");

    private static String id(int n) {
        return String.format(Locale.ROOT, "00000000-0000-4000-8000-%012x", n);
    }

    private static RouterRoute route(int n, String expression, long priority) {
        return new RouterRoute(id(n), expression, priority, BOTH);
    }

    private static RouterRequest get(String target, Map.Entry<?, ?>... headers) {
        int question = target.indexOf('?');
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        for (Map.Entry<?, ?> header : headers) {
            lines.add(Map.entry(header.getKey().toString(), header.getValue().toString()));
        }
        return new RouterRequest(
                "http",
                "GET",
                Optional.of("a.test"),
                question < 0 ? target : target.substring(0, question),
                question < 0 ? Optional.empty() : Optional.of(target.substring(question + 1)),
                lines,
                8000,
                Optional.empty());
    }

    private static RouterRequest to(String host) {
        return new RouterRequest(
                "http", "GET", Optional.of(host), "/", Optional.empty(), List.of(), 8000, Optional.empty());
    }

    private static boolean holds(String expression, RouterRequest request) {
        return Router.of(List.of(route(1, expression, 0)), CachePolicy.NONE)
                .match(request)
                .isPresent();
    }

    @Test
    void higherPriorityThenHigherIdWhateverTheOrder() {
        List<RouterRoute> routes = new ArrayList<>(List.of(
                route(1, "http.path ^= \"/\"", 5),
                route(0xff, "http.path ^= \"/\"", 5),
                route(0xfe, "http.path ^= \"/\"", 5),
                route(2, "http.path ^= \"/\"", Schema.MAX_PRIORITY),
                route(3, "http.path ^= \"/\"", Schema.MAX_PRIORITY - 1),
                route(4, "http.path ^= \"/\"", 0)));
        Random random = new Random(7);
        for (int i = 0; i < 10; i++) {
            Collections.shuffle(routes, random);
            assertThat(Router.of(routes, CachePolicy.NONE).candidates(get("/")))
                    .extracting(RouterRoute::id)
                    .containsExactly(id(2), id(3), id(0xff), id(0xfe), id(1), id(4));
        }
    }

    @Test
    void anExpressionOfAnyPriorityComesBeforeClassicFields() {
        ClassicFields fields = new ClassicFields(
                List.of("GET"), List.of("a.test"), List.of("/x"), Map.of(), List.of(), List.of(), List.of(), 0);
        RouterRoute classic = RouterRoute.classic(id(9), fields, BOTH, 426);
        Router router = Router.of(List.of(classic, route(1, "http.path ^= \"/\"", 0)), CachePolicy.NONE);
        assertThat(router.candidates(get("/x"))).extracting(RouterRoute::id).containsExactly(id(1), id(9));
        assertThat(router.candidates(get("/y"))).extracting(RouterRoute::id).containsExactly(id(1));
    }

    @Test
    void classicPathsOfDifferentLengthsAreTriedByLength() {
        ClassicFields several = new ClassicFields(
                List.of(), List.of(), List.of("/a", "/a/long", "~/re$"), Map.of(), List.of(), List.of(), List.of(), 0);
        ClassicFields middle =
                new ClassicFields(List.of(), List.of(), List.of("/a/l"), Map.of(), List.of(), List.of(), List.of(), 0);
        Router router = Router.of(
                List.of(RouterRoute.classic(id(1), several, BOTH, 426), RouterRoute.classic(id(2), middle, BOTH, 426)),
                CachePolicy.NONE);
        assertThat(router.match(get("/a/long"))).map(RouterRoute::id).contains(id(1));
        assertThat(router.match(get("/a/lo"))).map(RouterRoute::id).contains(id(2));
        assertThat(router.match(get("/a"))).map(RouterRoute::id).contains(id(1));
        assertThat(router.match(get("/re"))).map(RouterRoute::id).contains(id(1));
        assertThat(router.match(get("/rex"))).isEmpty();
        assertThat(router.candidates(get("/a/long")))
                .extracting(RouterRoute::id)
                .containsExactly(id(1), id(2));
    }

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

    @Test
    void aFlagBesideAValueIsMoreThanKongCanTake() {
        Router router = Router.of(
                List.of(route(2, "http.queries.q == \"1\"", 2), route(1, "http.path ^= \"/\"", 1)), CachePolicy.KONG);
        assertThat(router.route(get("/?q&q=1"))).isInstanceOf(Routing.Failed.class);
        assertThat(router.route(get("/?p&p=1"))).isInstanceOf(Routing.Matched.class);
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
    void protocolsArePartOfTheMatchUnlessItIsHttpsAlone() {
        RouterRequest plain = get("/");
        for (Set<String> protocols : List.of(Set.of("http"), Set.of("grpc"), BOTH, Set.of("https"))) {
            Router router =
                    Router.of(List.of(new RouterRoute(id(1), "http.path == \"/\"", 0, protocols)), CachePolicy.NONE);
            assertThat(router.match(plain)).as(protocols.toString()).isPresent();
        }
        Router grpcs =
                Router.of(List.of(new RouterRoute(id(1), "http.path == \"/\"", 0, Set.of("grpcs"))), CachePolicy.NONE);
        assertThat(grpcs.match(plain)).isEmpty();
        assertThat(holds("http.path == \"/x\" || http.path == \"/\"", plain))
                .as("appended behind an or")
                .isTrue();
    }

    @Test
    void whatWasMatchedOfThePath() {
        assertThat(matched("http.path ^= \"/st\"", "/stx")).contains("/st");
        assertThat(matched("http.path == \"/foo\" || http.path ^= \"/foo/\"", "/foo/x"))
                .contains("/foo/");
        assertThat(matched("http.path ~ \"^/a/[0-9]+\"", "/a/12/y")).contains("/a/12");
        assertThat(matched("http.path ^= \"/a\" && http.path =^ \"y\"", "/a/y"))
                .as("the last one")
                .contains("y");
        assertThat(matched("lower(http.path) ^= \"/a\"", "/A/y")).contains("/a");
        assertThat(matched("http.path contains \"a\"", "/a")).isEmpty();
        assertThat(matched("http.path ^= \"\"", "/a")).isEmpty();
        assertThat(matched("http.host == \"a.test\"", "/a")).isEmpty();
    }

    private static Optional<String> matched(String expression, String path) {
        Router router = Router.of(List.of(route(1, expression, 0)), CachePolicy.NONE);
        return ((Routing.Matched) router.route(get(path))).matchedPath();
    }

    @Test
    void nothingOfAnEarlierRouteIsLeft() {
        Router router = Router.of(
                List.of(
                        route(2, "http.path ~ \"^/(?<id>a)\" && http.headers.no == \"1\"", 2),
                        route(1, "http.path ~ \"(?<rest>[b-z]+)\"", 1)),
                CachePolicy.NONE);
        Routing.Matched matched = (Routing.Matched) router.route(get("/abc"));
        assertThat(matched.captures()).containsExactlyInAnyOrderEntriesOf(Map.of("0", "bc", "1", "bc", "rest", "bc"));
    }

    @Test
    void explanationsNameTheFirstPartThatFailed() {
        Router router = Router.of(
                List.of(
                        route(3, "http.host == \"a.test\" && (http.path == \"/x\" || http.path ^= \"/x/\")", 3),
                        route(2, "http.host == \"b.test\" && http.path == \"/y\"", 2),
                        route(1, "http.headers.x_a == \"1\"", 1),
                        route(0, "http.path ^= \"/\"", 0)),
                CachePolicy.NONE);
        List<RouteExplanation> explanations = router.explain(get("/y"));
        assertThat(explanations).extracting(e -> e.route().id()).containsExactly(id(3), id(2), id(1), id(0));
        assertThat(explanations.get(0).failed().map(Expression::toString))
                .contains("http.path == \"/x\" || http.path ^= \"/x/\"");
        assertThat(explanations.get(0).seen()).isEqualTo(Map.of("http.path", List.of("/y")));
        assertThat(explanations.get(1).failed().map(Expression::toString)).contains("http.host == \"b.test\"");
        assertThat(explanations.get(2).seen()).isEqualTo(Map.of("http.headers.x_a", List.of()));
        assertThat(explanations.get(3).matches()).isTrue();
        assertThat(explanations.get(3).seen()).isEmpty();
    }

    @Test
    void anUpperCaseIdFailsWhereItMatches() {
        RouterRoute upper = new RouterRoute("ABCDEF00-0000-4000-8000-000000000000", "http.path == \"/\"", 0, BOTH);
        Router router = Router.of(List.of(upper), CachePolicy.NONE);
        assertThat(router.route(get("/"))).isInstanceOf(Routing.Failed.class);
        assertThat(router.route(get("/x"))).isEqualTo(new Routing.Missed(Optional.empty()));
    }

    @Test
    void whatKongRefusesIsNoRoute() {
        assertThatThrownBy(() -> Router.of(List.of(route(1, "http.foo == \"x\"", 0)), CachePolicy.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Unknown LHS field");
        assertThatThrownBy(() -> Router.of(List.of(route(1, "http.path ==", 0)), CachePolicy.NONE))
                .hasMessageContaining("expected rhs");
    }

    @Test
    void theCacheForgetsTheLeastRecent() {
        Router router = Router.of(
                List.of(
                        route(2, "http.path == \"/k\" && http.queries.q == \"true\"", 2),
                        route(1, "http.path ^= \"/\"", 1)),
                CachePolicy.KONG);
        assertThat(router.match(get("/k?q"))).map(RouterRoute::id).contains(id(1));
        assertThat(router.match(get("/k?q=true")))
                .as("confused")
                .map(RouterRoute::id)
                .contains(id(1));
        for (int i = 0; i < 5000; i++) {
            assertThat(router.match(get("/other" + i))).isPresent();
        }
        assertThat(router.match(get("/k?q=true")))
                .as("forgotten")
                .map(RouterRoute::id)
                .contains(id(2));
    }

    @Test
    void missesAreRememberedToo() {
        Router router = Router.of(
                List.of(new RouterRoute(id(1), "http.path == \"/\" && net.dst.port == 80", 0, BOTH)), CachePolicy.KONG);
        assertThat(router.match(to("a.test"))).isEmpty();
        assertThat(router.match(to("a.test:80")))
                .as("no expression uses the host")
                .isEmpty();
    }

    @Test
    void manyRoutes() {
        List<RouterRoute> routes = IntStream.range(0, 10_000)
                .mapToObj(i -> route(
                        i,
                        "lower(http.host) == \"h" + i + ".test\" && (http.path == \"/a\" || http.path ^= \"/a/\")"
                                + " && http.headers.gwlistener == \"8000/\"",
                        i))
                .toList();
        Router router = Router.of(routes, CachePolicy.NONE);
        RouterRequest request = new RouterRequest(
                "http",
                "GET",
                Optional.of("H4711.test"),
                "/a/b",
                Optional.empty(),
                List.of(Map.entry("gwlistener", "8000/")),
                8000,
                Optional.empty());
        for (int i = 0; i < 200; i++) {
            assertThat(router.match(request)).map(RouterRoute::id).contains(id(4711));
        }
    }
}
