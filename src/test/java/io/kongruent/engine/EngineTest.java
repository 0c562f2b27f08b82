package io.kongruent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capability;
import io.kongruent.push.Admin.Reply;
import io.kongruent.push.Outcome;
import io.kongruent.push.ScriptedKong;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EngineTest {

    private final ScriptedKong kong = new ScriptedKong();
    private Loop loop = new Loop(kong);

    @BeforeAll
    static void lookOften() {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(1));
        Awaitility.setDefaultPollDelay(Duration.ZERO);
    }

    @AfterEach
    void end() {
        loop.close();
    }

    @Test
    void nothingHappensBeforeTheStart() {
        loop.with(Loop.route("r", "/r")).engine.changed();
        await().until(() -> kong.probes.get() > 0);

        assertThat(loop.snapshots).hasValue(0);
        assertThat(kong.posts).isEmpty();
    }

    @Test
    void whatIsSeenIsAppliedAndToldWithItsPropagation() {
        loop.with(Loop.route("r", "/r")).engine.start();

        await().until(() -> loop.shows(() -> loop.statuses().ofGateway("web", "Programmed"), "True"));
        assertThat(kong.posts).hasSize(1).first().asString().contains("/r");
        assertThat(loop.statuses().ofRoute("r", "Accepted")).startsWith("True/Accepted");
        await().until(() -> !loop.propagated.isEmpty());
        assertThat(loop.sendings).hasSize(1).first().satisfies(s -> {
            assertThat(s.result()).isEqualTo("taken");
            assertThat(s.bytes()).isPositive();
        });
    }

    @Test
    void acceptedIsToldWithoutWaitingForAKong() {
        kong.down = true;
        loop.with(Loop.route("r", "/r")).engine.start();

        await().until(() -> loop.shows(() -> loop.statuses().ofRoute("r", "Accepted"), "True/Accepted"));
        assertThat(loop.statuses().ofRoute("r", "ResolvedRefs")).startsWith("True/ResolvedRefs");
        await().until(() -> loop.shows(() -> loop.statuses().ofGateway("web", "Programmed"), "False/Pending"));
        assertThat(loop.statuses().ofGateway("web", "Programmed")).contains(kong.url());

        kong.down = false;
        await().until(() -> loop.shows(() -> loop.statuses().ofGateway("web", "Programmed"), "True"));
    }

    @Test
    void aNudgeWithoutAChangeSendsAndTellsNothing() {
        loop.with(Loop.route("r", "/r")).engine.start();
        await().until(() -> loop.shows(() -> loop.statuses().ofGateway("web", "Programmed"), "True"));
        int told = loop.told.size();
        int snapshots = loop.snapshots.get();

        loop.engine.changed();
        await().until(() -> loop.passes.stream().anyMatch(p -> !p.changed()));

        assertThat(loop.snapshots.get()).isGreaterThan(snapshots);
        assertThat(kong.posts).hasSize(1);
        assertThat(loop.told).hasSize(told);
        assertThat(loop.engine.passes()).isEqualTo(1);
    }

    @Test
    void aBurstCostsTwoPasses() {
        loop.with(Loop.route("r", "/r")).engine.start();
        await().until(() -> loop.shows(() -> loop.statuses().ofGateway("web", "Programmed"), "True"));
        CountDownLatch inFirst = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        int before = loop.snapshots.get();
        loop.beforeSnapshot = () -> {
            inFirst.countDown();
            ScriptedKong.waitFor(release);
        };

        loop.engine.changed();
        ScriptedKong.waitFor(inFirst);
        for (int i = 0; i < 1_000; i++) {
            loop.with(Loop.route("r", "/r" + i)).engine.changed();
        }
        release.countDown();

        await().until(() -> kong.posts.getLast().contains("/r999"));
        assertThat(loop.snapshots.get()).isEqualTo(before + 2);
    }

    @Test
    void aListenerStaysProgrammedWhileANewerStateIsUnderWayAndANewOneIsntYet() {
        loop.with(Loop.route("r", "/r")).engine.start();
        await().until(() -> loop.shows(() -> loop.statuses().ofGateway("web", "Programmed"), "True"));
        CountDownLatch release = new CountDownLatch(1);
        kong.answer = ScriptedKong.held(release, new Reply.Taken());

        loop.with(Loop.TWO_LISTENERS, Loop.route("r", "/other")).engine.changed();
        await().until(() -> loop.statuses().gateway("web").listeners().size() == 2);

        assertThat(loop.statuses().ofListener("web", "http", "Programmed")).startsWith("True");
        assertThat(loop.statuses().ofListener("web", "more", "Programmed")).startsWith("Unknown/Pending");
        assertThat(loop.statuses().ofGateway("web", "Programmed")).startsWith("True");
        release.countDown();
        await().until(() -> loop.shows(() -> loop.statuses().ofListener("web", "more", "Programmed"), "True"));
    }

    @Test
    void aKongThatGoesAwayTakesNothingBack() {
        loop.with(Loop.route("r", "/r")).engine.start();
        await().until(() -> loop.shows(() -> loop.statuses().ofGateway("web", "Programmed"), "True"));

        kong.down = true;
        await().until(() -> loop.statuses().ofGateway("web", "Programmed").contains("can't be reached"));

        assertThat(loop.statuses().ofGateway("web", "Programmed")).startsWith("True/Programmed");
        assertThat(loop.statuses().ofListener("web", "http", "Programmed")).startsWith("True/Programmed");
    }

    @Test
    void aKongWithoutThePluginGetsWhatItCanServe() {
        loop.close();
        ScriptedKong bare = bare();
        loop = new Loop(bare);
        loop.with(Loop.route("r", "/r")).engine.start();

        await().until(() -> loop.shows(() -> loop.statuses().ofGateway("web", "Programmed"), "True"));

        assertThat(bare.posts.getLast()).contains("/r").doesNotContain("gateway-api");
        assertThat(loop.statuses().gatewayClass("kong").supportedFeatures())
                .contains("HTTPRouteMethodMatching")
                .doesNotContain("HTTPRoutePathRewrite");
    }

    /** Its Kong has the plugin of an older release, which knows no redirects; then that of a newer one, which knows more than we do. */
    @Test
    void anOlderPluginGetsEverythingButWhatItDoesntKnow() {
        loop.close();
        ScriptedKong old = new ScriptedKong("http://old.test:8001");
        old.capabilities = new Capabilities(
                "3.9.1",
                Optional.of("0.0.9"),
                EnumSet.complementOf(EnumSet.of(Capability.REDIRECT)),
                Map.of(),
                List.of());
        loop = new Loop(old);
        loop.with(Loop.route("r", "/r"), Loop.REDIRECT).engine.start();

        await().until(() -> loop.shows(() -> loop.statuses().ofGateway("web", "Programmed"), "True"));
        await().until(() -> loop.shows(() -> loop.statuses().ofRoute("moved", "Accepted"), "False/UnsupportedValue"));
        assertThat(loop.statuses().ofRoute("moved", "Accepted"))
                .contains("the data plane's gateway-api plugin 0.0.9 doesn't know redirect; update the plugin");
        assertThat(loop.statuses().ofRoute("r", "Accepted")).startsWith("True");
        await().until(() -> old.posts.getLast().contains("rule 0 of HTTPRoute default/moved can't be served"));
        assertThat(old.posts.getLast()).contains("/r").doesNotContain("redirect");
        assertThat(loop.statuses().gatewayClass("kong").supportedFeatures())
                .contains("HTTPRoutePathRewrite")
                .doesNotContain("HTTPRoutePathRedirect");

        old.down = true;
        await().until(() -> loop.engine.outcomes().getFirst().state() == Outcome.State.UNREACHABLE);
        old.capabilities = Capabilities.shipped("9.0.0", List.of());
        old.down = false;

        await().until(() -> loop.shows(() -> loop.statuses().ofRoute("moved", "Accepted"), "True"));
        await().until(() -> old.posts.getLast().contains("new.example.com"));
        await().until(() ->
                loop.statuses().gatewayClass("kong").supportedFeatures().contains("HTTPRoutePathRedirect"));
    }

    @Test
    void aDataPlaneCanDoWhatAllOfItsInstancesCan() {
        loop.close();
        ScriptedKong bare = bare();
        loop = new Loop(kong, bare);
        loop.with(Loop.route("r", "/r")).engine.start();

        await().until(() -> loop.engine.outcomes().stream().allMatch(o -> o.state() == Outcome.State.APPLIED)
                && !kong.posts.getLast().contains("gateway-api"));

        assertThat(bare.posts).allSatisfy(p -> assertThat(p).doesNotContain("gateway-api"));
    }

    @Test
    void aDataPlaneThatHangsDelaysNoOther() {
        loop.close();
        CountDownLatch release = new CountDownLatch(1);
        ScriptedKong hanging = new ScriptedKong("http://hanging.test:8001");
        hanging.answer = ScriptedKong.held(release, new Reply.Taken());
        loop = new Loop(List.of(
                PlaneSettings.of("main", List.of(kong), Map.of()),
                new PlaneSettings("slow", List.of(hanging), Map.of(), Set.of("default/other"), Set.of(), List.of())));
        String other = Loop.TWO_LISTENERS.replace("name: web", "name: other");
        loop.with(other, Loop.route("r", "/r")).engine.start();
        await().until(() -> hanging.posts.size() == 1);

        for (int i = 0; i < 3; i++) {
            String path = "/changed" + i;
            loop.with(other, Loop.route("r", path)).engine.changed();
            await().until(() -> !kong.posts.isEmpty() && kong.posts.getLast().contains(path));
            await().until(() -> loop.shows(() -> loop.statuses().ofGateway("web", "Programmed"), "True"));
        }

        assertThat(hanging.posts).hasSize(1);
        assertThat(loop.statuses().ofGateway("other", "Programmed")).startsWith("Unknown/Pending");
        release.countDown();
        await().until(() -> loop.shows(() -> loop.statuses().ofGateway("other", "Programmed"), "True"));
    }

    private static Runnable failingOnce(String why) {
        AtomicInteger calls = new AtomicInteger();
        return () -> {
            if (calls.getAndIncrement() == 0) {
                throw new IllegalStateException(why);
            }
        };
    }

    @Test
    void aPassThatFailsIsTriedAgain() {
        loop.beforeSnapshot = failingOnce("scripted: this pass fails");
        loop.with(Loop.route("r", "/r")).engine.start();

        await().until(() -> loop.shows(() -> loop.statuses().ofGateway("web", "Programmed"), "True"));
    }

    @Test
    void whatAPassThatFailedLateWasToSendIsSentByTheNext() {
        loop.onResolved = failingOnce("scripted: a listener fails");
        loop.with(Loop.route("r", "/r")).engine.start();

        await().until(() -> loop.shows(() -> loop.statuses().ofGateway("web", "Programmed"), "True"));
    }

    @Test
    void anOutcomeThatComesWithAChangeOfNothingIsJudged() {
        loop.with(Loop.route("r", "/r")).engine.start();
        await().until(() -> loop.shows(() -> loop.statuses().ofGateway("web", "Programmed"), "True"));

        for (int i = 0; i < 50; i++) {
            String path = "/changed" + i;
            kong.answer = (body, flatten) -> {
                loop.engine.changed();
                return new Reply.Taken();
            };
            int before = loop.propagated.size();
            loop.with(Loop.route("r", path)).engine.changed();
            await().until(() -> loop.propagated.size() > before);
        }
    }

    @Test
    void theHeartBeatsWhileNothingHappens() {
        loop.with().engine.start();
        await().until(() -> loop.shows(() -> loop.statuses().ofGateway("web", "Programmed"), "True"));
        Instant before = loop.engine.heartbeat();

        await().until(() -> loop.engine.heartbeat().isAfter(before));
    }

    @Test
    void afterTheEndNothingIsSent() {
        loop.with(Loop.route("r", "/r")).engine.start();
        await().until(() -> loop.shows(() -> loop.statuses().ofGateway("web", "Programmed"), "True"));

        loop.close();
        int snapshots = loop.snapshots.get();
        loop.with(Loop.route("r", "/other")).engine.changed();

        assertThat(loop.snapshots).hasValue(snapshots);
        assertThat(kong.posts).hasSize(1);
    }

    private static ScriptedKong bare() {
        ScriptedKong bare = new ScriptedKong("http://bare.test:8001");
        bare.capabilities = Capabilities.withoutPlugin("3.9.1", List.of());
        return bare;
    }
}
