package io.kongruent.embedded.router;

import static io.kongruent.embedded.router.Examples.BOTH;
import static io.kongruent.embedded.router.Examples.get;
import static io.kongruent.embedded.router.Examples.holds;
import static io.kongruent.embedded.router.Examples.id;
import static io.kongruent.embedded.router.Examples.route;
import static io.kongruent.embedded.router.Examples.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kongruent.kong.expression.Expression;
import io.kongruent.kong.expression.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RouterTest {
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
