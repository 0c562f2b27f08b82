package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One of two pushes and writes, and the other takes over. */
@QuarkusTest
class LeaderTest extends InLab {

    @BeforeEach
    void start() {
        lab.web();
    }

    @Test
    void theOneThatStandsByTakesOverWhenTheOtherEnds() {
        Subject first = subject("first", new CompletableFuture<>());
        eventually(() -> assertThat(first.get("web.example.com", "/")).isEqualTo(200));
        try (Subject second = subject("second", new CompletableFuture<>())) {
            second.source.synced().join();
            lab.route(lab.namespace, "more", "more.example.com", "web");
            eventually(() -> assertThat(first.get("more.example.com", "/")).isEqualTo(200));
            assertThat(second.hasBegun()).isFalse();
            assertThat(second.pushes).hasValue(0);

            first.close();
            eventually(() -> assertThat(second.get("more.example.com", "/")).isEqualTo(200));
            lab.route(lab.namespace, "last", "last.example.com", "web");
            eventually(() -> assertThat(second.get("last.example.com", "/")).isEqualTo(200));
            lab.settled("last");
        }
    }

    @Test
    void whoCannotRenewStopsBeforeAnotherBegins() throws Exception {
        CompletableFuture<Void> lost = new CompletableFuture<>();
        try (Subject first = subject("first", lost)) {
            eventually(() -> assertThat(first.get("web.example.com", "/")).isEqualTo(200));
            try (Subject second = subject("second", new CompletableFuture<>())) {
                second.source.synced().join();
                SERVER.stop();
                lost.join();
                first.engine.close();
                int pushes = first.pushes.get();
                SERVER.start();

                eventually(() -> assertThat(second.get("web.example.com", "/")).isEqualTo(200));
                lab.route(lab.namespace, "last", "last.example.com", "web");
                eventually(() -> assertThat(second.get("last.example.com", "/")).isEqualTo(200));
                lab.settled("last");
                assertThat(first.pushes).hasValue(pushes);
                assertThat(first.get("web.example.com", "/"))
                        .as("what it had is served on")
                        .isEqualTo(200);
            }
        }
    }

    private Subject subject(String identity, CompletableFuture<Void> lost) {
        Election election = Election.of(lab.namespace, "kongruent", identity, () -> lost.complete(null))
                .withTimes(Duration.ofSeconds(6), Duration.ofSeconds(4), Duration.ofMillis(500));
        return new Subject(
                admins, ClusterInput.of(SERVER.config(), lab.controller).withElection(election));
    }
}
