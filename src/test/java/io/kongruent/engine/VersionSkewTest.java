package io.kongruent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capability;
import io.kongruent.push.Admin;
import io.kongruent.push.Outcome;
import io.kongruent.push.ScriptedKong;
import io.kongruent.snapshot.Snapshot;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pods of a data plane with another plugin than the controller's, as while one of them is replaced. */
class VersionSkewTest {

    private final ScriptedKong before = new ScriptedKong("http://before.test:8001");
    private final ScriptedKong after = new ScriptedKong("http://after.test:8001");
    private volatile List<Admin> pods = List.of(before);
    private Loop loop = new Loop(List.of(PlaneSettings.of("none", List.of(), Map.of())));

    /** Speaks to its pods from now on. */
    private Loop loop() {
        loop.close();
        loop = new Loop(new Fleet() {
            @Override
            public List<PlaneSettings> planes(Snapshot snapshot) {
                return List.of(PlaneSettings.of("main", pods, Map.of()));
            }

            @Override
            public Optional<String> standard() {
                return Optional.of("main");
            }
        });
        return loop;
    }

    @AfterEach
    void end() {
        loop.close();
    }

    private void has(Admin... now) {
        pods = List.of(now);
        loop.engine.changed();
    }

    private static Capabilities without(String version, Capability... missing) {
        Set<Capability> able = EnumSet.allOf(Capability.class);
        able.removeAll(Set.of(missing));
        return new Capabilities("3.9.1", Optional.of(version), able, Map.of(), List.of());
    }

    private String moved() {
        return loop.statuses().ofRoute("moved", "Accepted") + loop.statuses().ofRoute("moved", "PartiallyInvalid");
    }

    /** An older plugin knows less: what it doesn't know is refused and said, everything else goes on, until the last of its pods is gone. */
    @Test
    void anOlderPlugin() {
        before.capabilities = without("0.0.9", Capability.REDIRECT);
        loop().with(Loop.route("r", "/r"), Loop.REDIRECT).engine.start();
        await().until(() -> loop.shows(this::moved, "False/"));
        assertThat(moved()).contains("plugin 0.0.9 doesn't know redirect; update the plugin");
        await().until(() -> loop.shows(() -> loop.statuses().ofRoute("r", "Accepted"), "True"));
        await().until(() -> before.posts.stream().anyMatch(post -> post.contains("/r")));
        assertThat(before.posts).noneMatch(post -> post.contains("new.example.com"));

        has(before, after);
        await().until(() -> !after.posts.isEmpty());
        assertThat(before.posts).noneMatch(post -> post.contains("new.example.com"));

        has(after);
        await().until(() -> loop.shows(this::moved, "True"));
        await().until(() -> after.posts.stream().anyMatch(post -> post.contains("new.example.com")));
    }

    /** A newer plugin: what only it knows isn't asked of it. */
    @Test
    void aNewerPlugin() {
        before.capabilities = without("99.0.0");
        loop().with(Loop.REDIRECT).engine.start();

        await().until(() -> loop.shows(this::moved, "True"));
        await().until(() -> before.posts.stream().anyMatch(post -> post.contains("new.example.com")));
    }

    /** One that understands other specs altogether keeps what it has: nothing is sent to it, and it takes nothing from the others. */
    @Test
    void aPluginOfOtherSpecs() {
        before.refusal =
                "the gateway-api plugin of the Kong at http://before.test:8001 understands the spec versions [7] but not 1";
        pods = List.of(before, after);
        loop().with(Loop.route("r", "/r"), Loop.REDIRECT).engine.start();

        await().until(() -> after.posts.stream().anyMatch(post -> post.contains("new.example.com")));
        await().until(() -> loop.shows(() -> loop.statuses().ofGateway("web", "Programmed"), "True"));
        await().until(() -> loop.engine.outcomes().stream()
                .anyMatch(o -> o.state() == Outcome.State.UNREACHABLE
                        && o.message().contains("understands the spec versions [7] but not 1")));
        assertThat(before.posts).isEmpty();
    }
}
