package io.kongruent.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kongruent.capability.Capabilities;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.Ids;
import io.kongruent.kong.KongState;
import io.kongruent.push.Admin.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PusherTest {

    private static final PushTiming QUICK = new PushTiming(
            Duration.ofMillis(5),
            Duration.ofMillis(1),
            Duration.ofMillis(60),
            Duration.ofMillis(2),
            Duration.ofMillis(10),
            1.0);

    /** Looks only once within a test. */
    private static final PushTiming SLOW_TO_LOOK = new PushTiming(
            Duration.ofHours(1), QUICK.poll(), QUICK.appliedWithin(), QUICK.retry(), QUICK.retryMost(), 0);

    private static final PushTiming SLOW_TO_SEND_AGAIN =
            new PushTiming(QUICK.watch(), QUICK.poll(), QUICK.appliedWithin(), QUICK.retry(), Duration.ofHours(1), 1.0);

    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final List<Capabilities> probed = new CopyOnWriteArrayList<>();
    private final List<Pusher> pushers = new ArrayList<>();

    private final PushListener listener = new PushListener() {
        @Override
        public void outcome(Outcome outcome) {
            outcomes.add(outcome);
        }

        @Override
        public void probed(String dataPlane, String instance, Capabilities capabilities) {
            probed.add(capabilities);
        }
    };

    @BeforeAll
    static void lookOften() {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(2));
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    private Pusher pusher(Admin kong) {
        return pusher(kong, QUICK);
    }

    private Pusher pusher(Admin kong, PushTiming timing) {
        Pusher pusher = new Pusher("default", kong, timing, listener);
        pushers.add(pusher);
        return pusher;
    }

    @AfterEach
    void end() {
        pushers.forEach(Pusher::close);
    }

    @Test
    void whatKongTakesIsAppliedWhenEveryWorkerHasIt() {
        ScriptedKong kong = new ScriptedKong();
        pusher(kong).push(Plans.of("/a"));
        awaitState(0, Outcome.State.APPLIED);
        assertThat(outcomes).extracting(Outcome::state).containsExactly(Outcome.State.ACCEPTED, Outcome.State.APPLIED);
        assertThat(probed).containsExactly(ScriptedKong.WITH_PLUGIN);
    }

    @Test
    void nothingIsSentWhenNothingHasChanged() {
        ScriptedKong kong = new ScriptedKong();
        Pusher pusher = pusher(kong);
        pusher.push(Plans.of("/a"));
        awaitState(0, Outcome.State.APPLIED);
        AtomicInteger asked = new AtomicInteger();
        kong.workers = all -> {
            asked.incrementAndGet();
            return all;
        };
        pusher.push(Plans.of("/a"));
        await().until(() -> asked.get() > 5);
        assertThat(kong.posts).hasSize(1);
    }

    @Test
    void aStateThatSaysTheSameIsNoReasonToAskKong() {
        ScriptedKong kong = new ScriptedKong();
        Pusher pusher = pusher(kong, SLOW_TO_LOOK);
        pusher.push(Plans.of("/a"), 1);
        awaitState(0, Outcome.State.APPLIED);
        kong.down = true;
        for (int pass = 2; pass < 5; pass++) {
            long newest = pass;
            pusher.push(Plans.of("/a"), newest);
            await().until(() -> pusher.standing().pass() == newest);
            assertThat(pusher.outcome().state()).isEqualTo(Outcome.State.APPLIED);
            assertThat(pusher.standing().delivered()).isEqualTo(1);
        }
        kong.down = false;
        pusher.push(Plans.of("/b"), 5);
        await().until(() -> pusher.standing().delivered() == 5);
    }

    @Test
    void theNewestStateWins() throws InterruptedException {
        ScriptedKong kong = new ScriptedKong();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        kong.answer = (body, flatten) -> {
            held.countDown();
            ScriptedKong.waitFor(release);
            return new Reply.Taken();
        };
        Pusher pusher = pusher(kong);
        pusher.push(Plans.of("/1"));
        held.await();
        for (int i = 2; i <= 50; i++) {
            pusher.push(Plans.of("/" + i));
        }
        release.countDown();
        await().until(() -> Plans.has(kong.posts.getLast(), "/50"));
        assertThat(kong.posts).hasSize(2);
    }

    @Test
    void anEntityThatKongBlamesIsLeftOutAndToldUntilItChanges() {
        ScriptedKong kong = new ScriptedKong();
        kong.answer = (body, flatten) -> Plans.has(body, "/bad") ? flattened("/bad") : new Reply.Taken();
        Pusher pusher = pusher(kong);
        pusher.push(Plans.of("/a", "/bad"));
        Outcome outcome = awaitState(0, Outcome.State.APPLIED);
        assertThat(kong.posts).hasSize(2);
        assertThat(outcome.refused()).singleElement().satisfies(r -> {
            assertThat(r.origin().object().name()).isEqualTo("/bad");
            assertThat(r.message()).isEqualTo("no such thing");
            assertThat(r.stubbed()).isFalse();
        });
        pusher.push(Plans.of("/a", "/b", "/bad"));
        await().until(() -> kong.posts.size() == 3);
        assertThat(Plans.has(kong.posts.getLast(), "/bad")).isFalse();
        kong.answer = (body, flatten) -> new Reply.Taken();
        pusher.push(Plans.of("/a", "/worse"));
        await().until(() -> Plans.has(kong.posts.getLast(), "/worse"));
        await().until(() -> pusher.outcome().refused().isEmpty());
        pusher.push(Plans.of("/a", "/bad"));
        await().until(() -> Plans.has(kong.posts.getLast(), "/bad"));
    }

    @Test
    void whatFlatteningLosesIsAskedForAgainWithoutIt() {
        ScriptedKong kong = new ScriptedKong();
        kong.answer = (body, flatten) -> {
            if (!Plans.has(body, "/bad")) {
                return new Reply.Taken();
            }
            return new Reply.Refused(
                    flatten
                            ? "{\"fields\":{},\"flattened_errors\":{},\"message\":\"declarative config is invalid: {}\"}"
                            : "{\"fields\":{\"routes\":[null,{\"name\":\"oh\"}]},\"message\":\"declarative config is invalid: {…}\"}");
        };
        pusher(kong).push(Plans.of("/a", "/bad", "/c"));
        Outcome outcome = awaitState(0, Outcome.State.APPLIED);
        assertThat(kong.posts).hasSize(3);
        assertThat(outcome.refused()).extracting(Outcome.Refused::message).containsExactly("name: oh");
    }

    @Test
    void threeBadOfAThousandWithoutDetailCostThreePosts() {
        ScriptedKong kong = new ScriptedKong();
        List<String> bad = List.of("/17", "/503", "/998");
        kong.answer = (body, flatten) -> bad.stream().anyMatch(b -> Plans.has(body, b))
                ? new Reply.Failed(500, "An unexpected error occurred")
                : new Reply.Taken();
        kong.objection = (collection, entity) ->
                bad.stream().filter(b -> Plans.has(entity, b)).findFirst().map(b -> b + " is bad");
        Pusher pusher = pusher(kong);
        pusher.push(Plans.of(Plans.paths(1000)));
        Outcome outcome = awaitState(0, Outcome.State.APPLIED);
        assertThat(kong.posts.size()).isEqualTo(3).isLessThanOrEqualTo((int) (Math.log(1000) / Math.log(2)) + 3);
        assertThat(outcome.refused())
                .extracting(r -> r.origin().object().name())
                .containsExactlyInAnyOrderElementsOf(bad);
        assertThat(kong.inquiries).hasValue(1000);

        String[] more = Stream.concat(Arrays.stream(Plans.paths(1000)), Stream.of("/new"))
                .toArray(String[]::new);
        pusher.push(Plans.of(more));
        await().until(() -> kong.posts.size() == 4);
        assertThat(kong.inquiries).hasValue(1000);
    }

    @Test
    void whatKongCantSayAtAllIsFoundByHalves() {
        ScriptedKong kong = new ScriptedKong();
        List<String> bad = List.of("/17", "/130", "/255");
        kong.answer = (body, flatten) -> bad.stream().anyMatch(b -> Plans.has(body, b))
                ? new Reply.Refused("{\"fields\":{},\"message\":\"declarative config is invalid: {}\"}")
                : new Reply.Taken();
        pusher(kong).push(Plans.of(Plans.paths(256)));
        Outcome outcome = awaitState(0, Outcome.State.APPLIED);
        assertThat(outcome.refused())
                .extracting(r -> r.origin().object().name())
                .containsExactlyInAnyOrderElementsOf(bad);
        assertThat(kong.posts.size()).isLessThanOrEqualTo(2 + 3 * (8 + 1));
    }

    @Test
    void aConfigurationThatIsTooLargeIsNotSentAgainUntilItChanges() {
        ScriptedKong kong = new ScriptedKong();
        kong.answer = (body, flatten) -> new Reply.TooLarge("raise KONG_NGINX_ADMIN_CLIENT_MAX_BODY_SIZE");
        Pusher pusher = pusher(kong);
        pusher.push(Plans.of("/a"));
        awaitState(0, Outcome.State.REJECTED);
        AtomicInteger asked = new AtomicInteger();
        kong.workers = all -> {
            asked.incrementAndGet();
            return all;
        };
        pusher.push(Plans.of("/a"));
        await().until(() -> asked.get() > 3);
        assertThat(kong.posts).hasSize(1);
        kong.answer = (body, flatten) -> new Reply.Taken();
        pusher.push(Plans.of("/b"));
        awaitState(0, Outcome.State.APPLIED);
    }

    @Test
    void aBusyKongIsAskedAgainAfterItsLoad() {
        ScriptedKong kong = new ScriptedKong();
        kong.answer = (body, flatten) ->
                kong.posts.size() < 3 ? new Reply.Busy(Optional.of(Duration.ofMillis(3))) : new Reply.Taken();
        pusher(kong).push(Plans.of("/a"));
        awaitState(0, Outcome.State.APPLIED);
        assertThat(kong.posts).hasSize(3);
    }

    @Test
    void afterATimeoutKongIsAskedWhatItHasBeforeAnythingIsSentAgain() {
        ScriptedKong kong = new ScriptedKong();
        kong.answer = (body, flatten) -> {
            kong.apply(body);
            return new Reply.Unknown();
        };
        pusher(kong).push(Plans.of("/a"));
        awaitState(0, Outcome.State.APPLIED);
        assertThat(kong.posts).hasSize(1);
    }

    @Test
    void afterATimeoutThatLostTheConfigurationItIsSentAgain() {
        ScriptedKong kong = new ScriptedKong();
        kong.answer = (body, flatten) -> kong.posts.size() == 1 ? new Reply.Unknown() : new Reply.Taken();
        pusher(kong).push(Plans.of("/a"));
        awaitState(0, Outcome.State.APPLIED);
        assertThat(kong.posts).hasSize(2);
    }

    @Test
    void aRestartedKongGetsItsConfigurationAtOnce() {
        ScriptedKong kong = new ScriptedKong();
        pusher(kong).push(Plans.of("/a"));
        awaitState(0, Outcome.State.APPLIED);
        kong.restart();
        await().until(() -> kong.posts.size() == 2);
        assertThat(kong.versions()).doesNotHaveDuplicates();
    }

    @Test
    void aWorkerThatMissedAConfigurationGetsANewOne() {
        ScriptedKong kong = new ScriptedKong();
        kong.workers = all -> kong.posts.size() == 1 ? List.of("older", all.getLast()) : all;
        pusher(kong).push(Plans.of("/a"));
        awaitState(0, Outcome.State.APPLIED);
        assertThat(kong.versions()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aDeadKongIsTriedUntilItIsBackAndAskedAnewWhatItCan() {
        ScriptedKong kong = new ScriptedKong();
        kong.down = true;
        pusher(kong).push(Plans.of("/a"));
        awaitState(0, Outcome.State.UNREACHABLE);
        kong.down = false;
        awaitState(0, Outcome.State.APPLIED);
        kong.down = true;
        await().until(() -> pushers.getFirst().outcome().state() == Outcome.State.UNREACHABLE);
        kong.capabilities = Capabilities.shipped("0.2.0", List.of());
        kong.down = false;
        await().until(() -> probed.size() == 2);
        await().until(() -> pushers.getFirst().outcome().state() == Outcome.State.APPLIED);
        assertThat(kong.posts).hasSize(1);
    }

    @Test
    void aKongThatDoesNotAnswerIsLookedForAsOftenAsOneThatDoes() {
        ScriptedKong kong = new ScriptedKong();
        kong.down = true;
        pusher(kong, SLOW_TO_SEND_AGAIN).push(Plans.of("/a"));
        // With waits that double this would be in half an hour.
        await().until(() -> kong.knocks.get() > 20);
        kong.down = false;
        awaitState(0, Outcome.State.APPLIED);
    }

    @Test
    void theLastGoodConfigurationIsKeptWhileTheNewestIsHopeless() {
        ScriptedKong kong = new ScriptedKong();
        kong.answer = (body, flatten) -> Plans.has(body, "/huge") ? new Reply.TooLarge("too large") : new Reply.Taken();
        Pusher pusher = pusher(kong);
        pusher.push(Plans.of("/a"));
        awaitState(0, Outcome.State.APPLIED);
        pusher.push(Plans.of("/a", "/huge"));
        awaitState(0, Outcome.State.REJECTED);
        kong.restart();
        await().until(() -> kong.posts.size() >= 3);
        assertThat(Plans.has(kong.posts.getLast(), "/huge")).isFalse();
        assertThat(Plans.has(kong.posts.getLast(), "/a")).isTrue();
        assertThat(pusher.outcome().state()).isEqualTo(Outcome.State.REJECTED);
    }

    @Test
    void aRefusalOfOurOwnPluginRejectsTheWhole() {
        ScriptedKong kong = new ScriptedKong();
        kong.answer = (body, flatten) -> new Reply.Refused("{\"flattened_errors\":[{\"entity_type\":\"plugin\","
                + "\"entity_id\":\"" + Ids.of("plugins", "gateway-api") + "\",\"errors\":[{\"field\":\"name\","
                + "\"message\":\"plugin 'gateway-api' not enabled\"}]}]}");
        pusher(kong).push(Plans.of("/a"));
        assertThat(awaitState(0, Outcome.State.REJECTED).message()).contains("plugin 'gateway-api' not enabled");
    }

    @Test
    void nothingForThePluginIsSentToAKongWithoutIt() {
        ScriptedKong kong = new ScriptedKong();
        kong.capabilities = Capabilities.withoutPlugin("3.9.1", List.of());
        pusher(kong).push(Plans.of("/a"));
        await().until(() -> pushers.getFirst().outcome().message().contains("no gateway-api plugin"));
        assertThat(kong.posts).isEmpty();
    }

    @Test
    void anInstanceThatHangsDelaysNoOther() {
        ScriptedKong hanging = new ScriptedKong();
        CountDownLatch release = new CountDownLatch(1);
        hanging.answer = ScriptedKong.held(release, new Reply.Taken());
        ScriptedKong quick = new ScriptedKong();
        Pusher first = pusher(hanging);
        Pusher second = pusher(quick);
        for (String path : List.of("/a", "/b", "/c")) {
            Function<Exclusions, KongState> plan = Plans.of(path);
            first.push(plan);
            second.push(plan);
            await().until(() -> !quick.posts.isEmpty() && Plans.has(quick.posts.getLast(), path));
            await().until(() -> second.outcome().state() == Outcome.State.APPLIED);
        }
        assertThat(hanging.posts).hasSize(1);
        assertThat(first.outcome().state()).isEqualTo(Outcome.State.PENDING);
        release.countDown();
        await().until(() -> Plans.has(hanging.posts.getLast(), "/c"));
    }

    private Outcome awaitState(int pusher, Outcome.State state) {
        await().until(() -> pushers.get(pusher).outcome().state() == state);
        return pushers.get(pusher).outcome();
    }

    private static Reply flattened(String path) {
        return new Reply.Refused("{\"flattened_errors\":[{\"entity_type\":\"route\",\"entity_id\":\""
                + Ids.of("routes", path) + "\",\"errors\":[{\"type\":\"entity\",\"message\":\"no such thing\"}]}]}");
    }
}
