package io.kongruent.translate;

import static io.kongruent.translate.Sketch.backend;
import static io.kongruent.translate.Sketch.exact;
import static io.kongruent.translate.Sketch.missing;
import static io.kongruent.translate.Sketch.rule;
import static io.kongruent.translate.States.assertThatItAnswers500;
import static io.kongruent.translate.States.only;
import static io.kongruent.translate.States.spec;
import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.graph.Filter;
import io.kongruent.graph.Finding;
import io.kongruent.graph.Match;
import io.kongruent.graph.PathMatch;
import io.kongruent.graph.UpstreamNode;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.KongEntity;
import io.kongruent.kong.KongEntity.Plugin;
import io.kongruent.kong.KongEntity.Route;
import io.kongruent.kong.KongEntity.Service;
import io.kongruent.kong.KongEntity.Upstream;
import io.kongruent.kong.KongState;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Refusing never opens: what can't be had answers 500. */
class RefusalTest {

    private static final Filter HEADERS = new Filter.RequestHeaders(
            new Filter.HeaderEdits(List.of(new Filter.Header("x-a", "1")), List.of(), List.of()));

    @Test
    void aPrefixThatCantBeReplacedAnswers500() {
        Filter rewrite = new Filter.Rewrite(Optional.empty(), Optional.of(new Filter.PathEdit.ReplacePrefix("/new")));
        Sketch sketch = Sketch.withListener().service("default", "web", 1);
        sketch.route(
                "default",
                "r",
                List.of(),
                rule(0, List.of(exact("/a")), List.of(rewrite), backend("default", "web", 1)));
        assertThatItAnswers500(sketch.state(), "httproute.default.r.0.0.any");
    }

    @Test
    void noBackendWithWeightAnswers500() {
        Sketch sketch = Sketch.withListener().service("default", "web", 1);
        sketch.route(
                "default", "r", List.of(), rule(0, List.of(), List.of(), backend("default", "web", 0), missing(1)));
        assertThatItAnswers500(sketch.state(), "httproute.default.r.0.0.any");
    }

    @Test
    void aBackendOfAnotherProtocolThanTheRoutesServiceAnswers500() {
        Sketch sketch = Sketch.withListener()
                .service("default", "web", 1)
                .service("default", "h2", 1, UpstreamNode.Protocol.H2C);
        sketch.route(
                "default",
                "r",
                List.of(),
                rule(0, List.of(), List.of(), backend("default", "web", 1), backend("default", "h2", 1)));
        assertThat(spec(sketch.state(), "httproute.default.r.0.0.any")
                        .backends()
                        .get(1)
                        .respond())
                .isPresent();
    }

    @Test
    void aRefusedRuleKeepsItsMatchesAndAnswers500WithoutItsFilters() {
        Sketch sketch = Sketch.withListener().service("default", "web", 1);
        sketch.route(
                "default",
                "r",
                List.of(),
                rule(
                        0,
                        "canary",
                        List.of(exact("/a")),
                        List.of(new Filter.Extension(new Ref("x", "Y", "default", "z"))),
                        List.of(Finding.answer500(Reason.UnsupportedValue, "filters[0]", "…")),
                        backend("default", "web", 1)));
        KongState state = sketch.state();
        assertThat(only(state).expression()).contains("http.path == \"/a\"");
        assertThatItAnswers500(state, "httproute.default.r.canary.0.any");
        assertThat(spec(state, "httproute.default.r.canary.0.any").json())
                .contains("Kongruent: rule 0 (\\\"canary\\\") of HTTPRoute default/r");
        assertThat(state.all(Service.class)).isEmpty();
    }

    @Test
    void aDroppedMatchIsLeftOut() {
        Sketch sketch = Sketch.withListener().service("default", "web", 1);
        Match second = Sketch.match(1, new PathMatch.Exact("/b"), null, List.of(), List.of());
        sketch.route(
                "default",
                "r",
                List.of(),
                rule(
                        0,
                        null,
                        List.of(exact("/a"), second),
                        List.of(),
                        List.of(Finding.dropMatch(0, Reason.UnsupportedValue, "matches[0]", "…")),
                        backend("default", "web", 1)));
        assertThat(only(sketch.state()).name()).isEqualTo("httproute.default.r.0.1.any");
    }

    @Test
    void aRouteWhoseExpressionKongRefusesIsLeftOut() {
        Sketch sketch = Sketch.withListener().service("default", "web", 1);
        sketch.route(
                "default",
                "r",
                List.of(),
                rule(0, List.of(exact("/a")), List.of(HEADERS), backend("default", "web", 1)),
                rule(1, List.of(exact("/b")), List.of(), backend("default", "web", 1)));
        KongState state = sketch.state(refusing(sketch.state(), "httproute.default.r.0.0.any"));
        assertThat(only(state).name()).isEqualTo("httproute.default.r.1.0.any");
        assertThat(state.all(Plugin.class)).noneMatch(p -> p.route().isPresent());
    }

    @Test
    void aRefusedPluginLeavesAStubAndARefusedStubLeavesARouteWithoutAService() {
        Sketch sketch = Sketch.withListener().service("default", "web", 1);
        sketch.route("default", "r", List.of(), rule(0, List.of(), List.of(HEADERS), backend("default", "web", 1)));
        Exclusions exclusions = refusingPlugins(sketch.state(), Exclusions.NONE);
        KongState stubbed = sketch.state(exclusions);
        assertThatItAnswers500(stubbed, "httproute.default.r.0.0.any");
        KongState bare = sketch.state(refusingPlugins(stubbed, exclusions));
        assertThat(only(bare).service()).isEmpty();
        assertThat(bare.all(Plugin.class)).hasSize(1);
    }

    @Test
    void aRefusedUpstreamAnswers500ForWhatDependsOnIt() {
        Sketch sketch = Sketch.withListener().service("default", "bad", 1).service("default", "web", 1);
        sketch.route("default", "one", List.of(), rule(0, List.of(), List.of(), backend("default", "bad", 1)));
        sketch.route(
                "default",
                "two",
                List.of(),
                rule(0, List.of(), List.of(), backend("default", "bad", 1), backend("default", "web", 1)));
        KongState state = sketch.state(refusing(sketch.state(), "default.bad.80"));
        assertThatItAnswers500(state, "httproute.default.one.0.0.any");
        assertThat(spec(state, "httproute.default.two.0.0.any")
                        .backends()
                        .getFirst()
                        .respond())
                .isPresent();
        assertThat(state.all(Upstream.class)).extracting(Upstream::name).containsExactly("default.web.80");
    }

    /** What Kong would say of a route or upstream of that name. */
    private static Exclusions refusing(KongState state, String name) {
        Exclusions exclusions = Exclusions.NONE;
        for (KongEntity entity : state.entities()) {
            boolean meant = entity instanceof Route r && r.name().equals(name)
                    || entity instanceof Upstream u && u.name().equals(name);
            if (meant) {
                exclusions = exclusions.with(Map.of(Exclusions.key(entity), "no"));
            }
        }
        assertThat(exclusions.refusals()).isNotEmpty();
        return exclusions;
    }

    private static Exclusions refusingPlugins(KongState state, Exclusions exclusions) {
        for (Plugin plugin : state.all(Plugin.class)) {
            if (plugin.route().isPresent()) {
                exclusions = exclusions.with(Map.of(Exclusions.key(plugin), "no"));
            }
        }
        return exclusions;
    }
}
