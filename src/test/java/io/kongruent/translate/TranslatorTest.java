package io.kongruent.translate;

import static io.kongruent.translate.Sketch.backend;
import static io.kongruent.translate.Sketch.exact;
import static io.kongruent.translate.Sketch.missing;
import static io.kongruent.translate.Sketch.prefix;
import static io.kongruent.translate.Sketch.regex;
import static io.kongruent.translate.Sketch.rule;
import static io.kongruent.translate.States.global;
import static io.kongruent.translate.States.only;
import static io.kongruent.translate.States.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.behaviour.Fact;
import io.kongruent.behaviour.GlobalSpec;
import io.kongruent.behaviour.RuleSpec;
import io.kongruent.capability.Capability;
import io.kongruent.graph.Filter;
import io.kongruent.graph.Match;
import io.kongruent.graph.PathMatch;
import io.kongruent.graph.ValueMatch;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.KongEntity;
import io.kongruent.kong.KongEntity.Plugin;
import io.kongruent.kong.KongEntity.Route;
import io.kongruent.kong.KongEntity.Service;
import io.kongruent.kong.KongEntity.Upstream;
import io.kongruent.kong.KongState;
import io.kongruent.kong.Origin;
import io.kongruent.kong.expression.Schema;
import io.kongruent.model.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TranslatorTest {

    private static final Filter HEADERS = new Filter.RequestHeaders(
            new Filter.HeaderEdits(List.of(new Filter.Header("x-a", "1")), List.of(), List.of("x-b")));

    @Test
    void aPlainRuleIsARouteOnASharedServiceAndNothingElse() {
        KongState state = Sketch.withListener()
                .service("default", "web", 2)
                .route(
                        "default",
                        "one",
                        List.of(),
                        rule(0, List.of(exact("/a")), List.of(), backend("default", "web", 1)))
                .route(
                        "default",
                        "two",
                        List.of(),
                        rule(0, List.of(exact("/b")), List.of(), backend("default", "web", 1)))
                .state();
        assertThat(state.all(Service.class)).singleElement().satisfies(s -> {
            assertThat(s.name()).isEqualTo("default.web.80").isEqualTo(s.host());
            assertThat(s.retries()).isEqualTo(2);
        });
        assertThat(state.all(Upstream.class))
                .singleElement()
                .satisfies(u -> assertThat(u.targets()).hasSize(2));
        assertThat(state.all(Route.class))
                .extracting(Route::expression)
                .containsExactly(
                        "http.headers.gwlistener == \"8000/\" && http.path == \"/a\"",
                        "http.headers.gwlistener == \"8000/\" && http.path == \"/b\"");
        assertThat(state.all(Route.class))
                .extracting(Route::name)
                .containsExactly("httproute.default.one.0.0.any", "httproute.default.two.0.0.any");
        assertThat(state.all(Plugin.class))
                .singleElement()
                .satisfies(p -> assertThat(p.route()).isEmpty());
    }

    @Test
    void theGlobalSpecTellsListenersAndTheirPorts() {
        KongState state = new Sketch()
                .listener(8000, "")
                .listener(8000, "*.example.com")
                .listener(8080, "")
                .state();
        GlobalSpec spec = global(state);
        assertThat(spec.listeners())
                .isEqualTo(Map.of(
                        8000,
                        new GlobalSpec.Listen(
                                80, new TreeMap<>(Map.of("", "8000/", "*.example.com", "8000/*.example.com"))),
                        8080,
                        new GlobalSpec.Listen(160, new TreeMap<>(Map.of("", "8080/")))));
    }

    @Test
    void hostnamesThatTheListenerImpliesAreNotSaidAgain() {
        Sketch sketch =
                new Sketch().listener(8000, "a.example.com").listener(8080, "").service("default", "web", 1);
        sketch.route(
                "default", "r", List.of("a.example.com"), rule(0, List.of(), List.of(), backend("default", "web", 1)));
        assertThat(only(sketch.state()).expression())
                .isEqualTo("http.headers.gwlistener == \"8000/a.example.com\" || (http.headers.gwlistener == \"8080/\""
                        + " && (lower(http.host) == \"a.example.com\" || lower(http.host) == \"a.example.com.\"))");
    }

    @Test
    void listenersWithTheSameHostsShareThem() {
        Sketch sketch = new Sketch().listener(8000, "").listener(8080, "").service("default", "web", 1);
        sketch.route("default", "r", List.of("*.b.test"), rule(0, List.of(), List.of(), backend("default", "web", 1)));
        assertThat(only(sketch.state()).expression())
                .isEqualTo("(http.headers.gwlistener == \"8000/\" || http.headers.gwlistener == \"8080/\")"
                        + " && (lower(http.host) =^ \".b.test\" || lower(http.host) =^ \".b.test.\")");
    }

    @Test
    void eachClassOfHostnamesIsARouteOfItsOwn() {
        Sketch sketch = Sketch.withListener().service("default", "web", 1);
        sketch.route(
                "default",
                "r",
                List.of("a.test", "b.test", "*.test", "*.a.test"),
                rule(0, List.of(), List.of(), backend("default", "web", 1)));
        assertThat(sketch.state().all(Route.class))
                .extracting(Route::name)
                .containsExactly(
                        "httproute.default.r.0.0",
                        "httproute.default.r.0.0.wildcard-6",
                        "httproute.default.r.0.0.wildcard-8");
    }

    @Test
    void pathsAreWrittenAsTheRouterSeesThem() {
        Sketch sketch = Sketch.withListener().service("default", "web", 1);
        sketch.route(
                "default",
                "r",
                List.of(),
                rule(0, List.of(exact("/a%20b")), List.of(), backend("default", "web", 1)),
                rule(1, List.of(prefix("/x\"y")), List.of(), backend("default", "web", 1)),
                rule(2, List.of(regex("/a|/b")), List.of(), backend("default", "web", 1)),
                rule(3, List.of(prefix("/")), List.of(), backend("default", "web", 1)),
                rule(4, List.of(exact("/%ff")), List.of(), backend("default", "web", 1)));
        assertThat(sketch.state().all(Route.class))
                .extracting(r -> r.expression().replace("http.headers.gwlistener == \"8000/\"", "L"))
                .containsExactly(
                        "L && http.path == \"/a b\"",
                        "L && (http.path == r#\"/x\"y\"# || http.path ^= r#\"/x\"y/\"#)",
                        "L && http.path ~ \"^(?:/a|/b)$\"",
                        "L");
        assertThat(sketch.state().all(Route.class))
                .allMatch(r -> Schema.HTTP.refusal(r.expression()).isEmpty());
    }

    @Test
    void headersAndQueryParametersAreFactsOfThePlugin() {
        Match match = Sketch.match(
                0,
                new PathMatch.Prefix("/"),
                "GET",
                List.of(new ValueMatch.Exact("x-a_b", "1"), new ValueMatch.Regex("version", "v.")),
                List.of(new ValueMatch.Exact("a.b", "é")));
        Sketch sketch = Sketch.withListener().service("default", "web", 1);
        sketch.route("default", "r", List.of(), rule(0, List.of(match), List.of(), backend("default", "web", 1)));
        Fact header = Fact.of(new Fact.Subject.Header("x-a_b"), new Fact.Test.Exact("1"));
        Fact version = Fact.of(new Fact.Subject.Header("version"), new Fact.Test.Regex("^(?:v.)$"));
        Fact query = Fact.of(new Fact.Subject.Query("a.b"), new Fact.Test.Exact("é"));
        assertThat(only(sketch.state()).expression())
                .startsWith("http.headers.gwlistener == \"8000/\" && http.method == \"GET\"")
                .contains("http.headers.gwfacts contains \"," + header.id() + ",\"", version.id(), query.id());
        assertThat(global(sketch.state()).facts()).containsExactlyInAnyOrder(header, version, query);
    }

    @Test
    void withoutFactsExpressionsSayWhatTheyCan() {
        Match match = Sketch.match(
                0,
                new PathMatch.Prefix("/"),
                null,
                List.of(new ValueMatch.Exact("x-a", "1")),
                List.of(new ValueMatch.Regex("q", "1+")));
        Sketch sketch = Sketch.withListener().service("default", "web", 1).without(Capability.MATCH_FACTS);
        sketch.route("default", "r", List.of(), rule(0, List.of(match), List.of(), backend("default", "web", 1)));
        assertThat(only(sketch.state()).expression())
                .endsWith("http.headers.x_a == \"1\" && http.queries.q ~ \"^(?:1+)$\"");
        assertThat(global(sketch.state()).names()).containsExactly("x-a");
    }

    @Test
    void behaviourIsAPluginOnTheRoute() {
        Sketch sketch = Sketch.withListener().service("default", "web", 1);
        sketch.route("default", "r", List.of(), rule(0, List.of(), List.of(HEADERS), backend("default", "web", 1)));
        RuleSpec spec = spec(sketch.state(), "httproute.default.r.0.0.any");
        assertThat(spec.requestHeaders().remove()).containsExactly("x-b");
        assertThat(only(sketch.state()).service()).contains("default.web.80");
    }

    @Test
    void aRedirectNeedsNoService() {
        Filter redirect =
                new Filter.Redirect(Optional.of("https"), Optional.empty(), OptionalInt.empty(), Optional.empty(), 301);
        Sketch sketch = Sketch.withListener();
        sketch.route("default", "r", List.of(), rule(0, List.of(), List.of(redirect)));
        assertThat(only(sketch.state()).service()).isEmpty();
        assertThat(spec(sketch.state(), "httproute.default.r.0.0.any").redirect())
                .isPresent();
    }

    @Test
    void aReplacedPrefixIsThatOfEachMatch() {
        Filter rewrite = new Filter.Rewrite(Optional.empty(), Optional.of(new Filter.PathEdit.ReplacePrefix("/new")));
        Sketch sketch = Sketch.withListener().service("default", "web", 1);
        sketch.route(
                "default",
                "r",
                List.of(),
                rule(0, List.of(prefix("/a")), List.of(rewrite), backend("default", "web", 1)));
        assertThat(spec(sketch.state(), "httproute.default.r.0.0.any").json())
                .contains("{\"prefix\":\"/a\",\"replace\":\"/new\"}");
    }

    @Test
    void severalBackendsAreDrawnAndAnInvalidShareAnswers500() {
        Sketch sketch = Sketch.withListener().service("default", "web", 1).service("default", "canary", 1);
        sketch.route(
                "default",
                "r",
                List.of(),
                rule(
                        0,
                        List.of(),
                        List.of(),
                        backend("default", "web", 3),
                        missing(1),
                        backend("default", "canary", 0),
                        backend("default", "canary", 2, HEADERS)));
        RuleSpec spec = spec(sketch.state(), "httproute.default.r.0.0.any");
        assertThat(spec.backends()).extracting(b -> b.weight()).containsExactly(3, 1, 2);
        assertThat(spec.backends().get(1).respond()).isPresent();
        assertThat(spec.backends().get(2).requestHeaders().isEmpty()).isFalse();
        assertThat(sketch.state().all(Upstream.class)).hasSize(2);
        assertThat(sketch.state().all(Service.class)).hasSize(1);
    }

    @Test
    void namesAreNeverShared() {
        Sketch sketch = Sketch.withListener().service("default", "web", 1);
        sketch.route("default", "a.b", List.of(), rule(0, List.of(), List.of(), backend("default", "web", 1)));
        sketch.route(
                "default",
                "a",
                List.of(),
                rule(0, "b.0", List.of(), List.of(), List.of(), backend("default", "web", 1)),
                rule(1, "2", List.of(), List.of(), List.of(), backend("default", "web", 1)),
                rule(2, null, List.of(), List.of(), List.of(), backend("default", "web", 1)),
                rule(3, "twice", List.of(), List.of(), List.of(), backend("default", "web", 1)),
                rule(4, "twice", List.of(), List.of(), List.of(), backend("default", "web", 1)));
        assertThat(sketch.state().all(Route.class))
                .extracting(Route::name)
                .containsExactlyInAnyOrder(
                        "httproute.default.a~b.0.0.any",
                        "httproute.default.a.b~0.0.any",
                        "httproute.default.a.1~2.0.any",
                        "httproute.default.a.2.0.any",
                        "httproute.default.a.3~twice.0.any",
                        "httproute.default.a.4~twice.0.any");
    }

    @Test
    void everyEntityLeadsBackToItsObject() {
        Sketch sketch = Sketch.withListener().service("default", "web", 1);
        sketch.route(
                "default",
                "r",
                List.of(),
                rule(0, "n", List.of(), List.of(HEADERS), List.of(), backend("default", "web", 1)));
        KongState state = sketch.state();
        for (KongEntity entity : state.entities()) {
            Optional<Origin> origin = state.originOf(entity.id());
            switch (entity) {
                case Route r -> assertThat(origin.orElseThrow().ruleName()).contains("n");
                case Upstream u ->
                    assertThat(origin.orElseThrow().object()).isEqualTo(Ref.core("Service", "default", "web"));
                case Plugin p ->
                    assertThat(origin.isPresent()).isEqualTo(p.route().isPresent());
                default -> assertThat(origin).isPresent();
            }
        }
    }

    @Test
    void kubernetesTagsOnlyWhenAskedFor() {
        Sketch sketch = Sketch.withListener().service("default", "web", 1);
        sketch.route("default", "r", List.of(), rule(0, List.of(), List.of(), backend("default", "web", 1)));
        assertThat(sketch.state().entities()).allMatch(e -> e.tags().isEmpty());
        KongState tagged = Translator.translate(
                sketch.graph(),
                sketch.dataPlane(),
                Exclusions.NONE,
                new TranslateOptions(TranslateOptions.Tags.KUBERNETES));
        assertThat(only(tagged).tags())
                .containsExactly(
                        "k8s-name:r",
                        "k8s-namespace:default",
                        "k8s-kind:HTTPRoute",
                        "k8s-uid:uid-r",
                        "k8s-group:gateway.networking.k8s.io");
    }
}
