package io.kongruent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.kongruent.graph.World;
import io.kongruent.push.Admin;
import io.kongruent.push.Outcome;
import io.kongruent.push.ScriptedKong;
import io.kongruent.snapshot.Snapshot;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Data planes whose instances come and go. */
class FleetTest {

    private final ScriptedKong first = new ScriptedKong("http://first.test:8001");
    private final ScriptedKong second = new ScriptedKong("http://second.test:8001");
    private final Changing fleet = new Changing();
    private final Loop loop = new Loop(fleet);

    /** One data plane, for the Gateway default/web alone. */
    private static final class Changing implements Fleet {
        private volatile List<PlaneSettings> planes = List.of();

        void has(Admin... instances) {
            planes = List.of(plane("default/web", instances));
        }

        void hasBoth(Admin web, Admin other) {
            planes = List.of(plane("default/web", web), plane("default/other", other));
        }

        private static PlaneSettings plane(String gateway, Admin... instances) {
            return new PlaneSettings(gateway, List.of(instances), Map.of(), Set.of(gateway), Set.of(), List.of());
        }

        @Override
        public List<PlaneSettings> planes(Snapshot snapshot) {
            return planes;
        }

        @Override
        public Optional<String> standard() {
            return Optional.empty();
        }
    }

    @AfterEach
    void end() {
        loop.close();
    }

    private void awaitProgrammed(String expected) {
        await().until(() -> loop.shows(() -> loop.statuses().ofGateway("web", "Programmed"), expected));
    }

    private void changed() {
        loop.engine.changed();
    }

    @Test
    void aGatewayWithoutADataPlaneWaitsForOne() {
        loop.with(Loop.route("r", "/r")).engine.start();
        awaitProgrammed("Unknown/Pending");

        fleet.has();
        changed();
        fleet.has(first);
        changed();

        awaitProgrammed("True");
        assertThat(first.posts.getLast()).contains("/r");
    }

    @Test
    void anInstanceThatComesGetsWhatIsThereAndOneThatGoesGetsNothingMore() {
        fleet.has(first);
        loop.with(Loop.route("r", "/r")).engine.start();
        awaitProgrammed("True");

        fleet.has(first, second);
        changed();
        await().until(() -> !second.posts.isEmpty());
        assertThat(second.posts.getLast()).contains("/r");

        fleet.has(second);
        changed();
        await().until(() -> loop.gone.equals(List.of("default/web http://first.test:8001")));
        int sent = first.posts.size();
        loop.with(Loop.route("r", "/other"));
        changed();
        await().until(() -> second.posts.getLast().contains("/other"));
        assertThat(first.posts).hasSize(sent);
        assertThat(loop.engine.outcomes()).extracting(Outcome::instance).containsExactly("http://second.test:8001");
    }

    @Test
    void whatChangesNothingOnADataPlaneIsNoNewsOfIt() {
        String gateway = Loop.TWO_LISTENERS.replace("name: web", "name: other");
        String route = Loop.route("o", "/o").replace("name: web", "name: other");
        fleet.hasBoth(first, second);
        loop.with(gateway, route, Loop.route("r", "/r")).engine.start();
        await().until(() -> loop.propagated.containsAll(List.of("default/web", "default/other")));

        loop.with(gateway, route, Loop.route("r", "/changed"));
        changed();
        await().until(() -> Collections.frequency(loop.propagated, "default/web") == 2);
        loop.with(gateway, route.replace("/o", "/p"), Loop.route("r", "/changed"));
        changed();
        await().until(() -> second.posts.getLast().contains("/p")
                && loop.propagated.getLast().equals("default/other"));
        assertThat(loop.propagated).hasSize(4);
    }

    @Test
    void anotherKongAtTheSameAddressGetsEverythingAnew() {
        fleet.has(first);
        loop.with(Loop.route("r", "/r")).engine.start();
        awaitProgrammed("True");

        ScriptedKong reborn = new ScriptedKong(first.url());
        fleet.has(reborn);
        changed();

        await().until(() -> !reborn.posts.isEmpty());
    }

    @Test
    void whileAnInstanceIsStillLoadingWhatTheOthersServeStaysProgrammed() {
        fleet.has(first);
        loop.with(Loop.route("r", "/r")).engine.start();
        awaitProgrammed("True");

        CountDownLatch release = new CountDownLatch(1);
        second.answer = ScriptedKong.held(release, new Admin.Reply.Taken());
        int before = loop.told.size();
        fleet.has(first, second);
        changed();
        await().until(() -> second.posts.size() == 1);
        loop.with(Loop.route("r", "/other"));
        changed();
        await().until(() -> first.posts.getLast().contains("/other"));

        assertThat(toldSince(before))
                .allSatisfy(s -> assertThat(s.ofGateway("web", "Programmed")).startsWith("True"));
        release.countDown();
        await().until(() -> !second.posts.isEmpty() && second.posts.getLast().contains("/other"));
    }

    /** Its pod is gone and nobody has said so: calls to it are refused at once. */
    @Test
    void anInstanceThatVanishedIsNotWaitedFor() {
        bothServe();

        second.down = true;
        loop.with(Loop.TWO_LISTENERS, Loop.route("r", "/other"));
        changed();

        await().until(() -> first.posts.getLast().contains("/other"));
        await().until(() -> loop.shows(() -> loop.statuses().ofListener("web", "more", "Programmed"), "True"));
        await().until(() -> states().equals(List.of(Outcome.State.APPLIED, Outcome.State.UNREACHABLE)));
        awaitProgrammed("True/Programmed");
        assertThat(second.posts.getLast()).doesNotContain("/other");

        second.restart();
        second.down = false;
        await().until(() -> second.posts.getLast().contains("/other"));
    }

    /** The same where nothing refuses: calls to it hang until their time is over. */
    @Test
    void anInstanceThatNoLongerAnswersDelaysNoOther() {
        CountDownLatch over = new CountDownLatch(1);
        bothServe();
        second.answer = ScriptedKong.held(over, new Admin.Reply.Unknown());
        int before = loop.told.size();

        for (int i = 0; i < 3; i++) {
            String path = "/changed" + i;
            loop.with(Loop.route("r", path));
            changed();
            await().until(() -> first.posts.getLast().contains(path));
            await().until(() -> states().getFirst() == Outcome.State.APPLIED);
        }
        loop.with(Loop.TWO_LISTENERS, Loop.route("r", "/last"));
        changed();
        await().until(() -> first.posts.getLast().contains("/last"));
        await().until(() -> loop.statuses().gateway("web").listeners().size() == 2);

        assertThat(states().getLast()).isNotEqualTo(Outcome.State.UNREACHABLE);
        assertThat(toldSince(before))
                .allSatisfy(s -> assertThat(s.ofGateway("web", "Programmed")).startsWith("True"))
                .allSatisfy(s ->
                        assertThat(s.ofListener("web", "http", "Programmed")).startsWith("True"));

        second.down = true;
        over.countDown();
        await().until(() -> loop.shows(() -> loop.statuses().ofListener("web", "more", "Programmed"), "True"));
        assertThat(states()).containsExactly(Outcome.State.APPLIED, Outcome.State.UNREACHABLE);
    }

    private void bothServe() {
        fleet.has(first, second);
        loop.with(Loop.route("r", "/r")).engine.start();
        await().until(() -> states().equals(List.of(Outcome.State.APPLIED, Outcome.State.APPLIED)));
        awaitProgrammed("True");
    }

    /** More may be told at any moment. */
    private List<World.Statuses> toldSince(int before) {
        List<World.Statuses> all = List.copyOf(loop.told);
        return all.subList(before, all.size());
    }

    /** How far the first and the second are. */
    private List<Outcome.State> states() {
        return loop.engine.outcomes().stream().map(Outcome::state).toList();
    }

    @Test
    void aStandardThatIsNotThereIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fleet.of(List.of(PlaneSettings.of("a", List.of(first), Map.of())), "b"))
                .withMessage("there is no data plane \"b\"");
    }
}
