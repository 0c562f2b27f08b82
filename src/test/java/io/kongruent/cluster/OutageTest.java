package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.push.Outcome;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API server goes away and comes back: what is served stays, what changed meanwhile arrives. */
@QuarkusTest
class OutageTest extends WithSubject {

    private static final Duration OUTAGE = Duration.ofSeconds(90);

    /** What was under way when the API server went has arrived after so many of the changes. */
    private static final int SETTLED = 5;

    @BeforeEach
    void start() {
        lab.web();
        lab.settled("web");
    }

    @AfterEach
    void stop() throws IOException {
        SERVER.startIfStopped();
    }

    /** Every watch breaks off and goes on from where it was. */
    @Test
    void watchesThatBreakOffGoOn() throws InterruptedException, IOException {
        SERVER.stop();
        SERVER.start();

        lab.route(lab.namespace, "second", "second.example.com", "web");
        eventually(() -> assertThat(subject.get("second.example.com", "/")).isEqualTo(200));
        lab.delete(Lab.route(lab.namespace, "web", "web.example.com", "web", lab.namespace));
        eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(404));
        lab.settled("second");
    }

    /** A controller that finds no API server waits for it, and pushes nothing before it has seen everything. */
    @Test
    void anApiServerThatIsAwayAtTheStartIsWaitedFor() throws InterruptedException, IOException {
        SERVER.stop();
        try (Subject late = new Subject(admins, SERVER.config(), lab.controller)) {
            assertThat(subject.get("web.example.com", "/"))
                    .as("the other serves on")
                    .isEqualTo(200);
            assertThat(late.hasBegun()).isFalse();
            SERVER.start();
            eventually(() -> assertThat(late.get("web.example.com", "/")).isEqualTo(200));
        }
    }

    /**
     * What happens while the API server can't be reached: a status that is due stays due and is written; objects that came, changed and went meanwhile, with the
     * history that tells of it compacted away, are found by listing anew.
     */
    @Test
    void aRestartWithACompactedHistory() throws InterruptedException, IOException {
        lab.route(lab.namespace, "goes", "goes.example.com", "web");
        eventually(() -> assertThat(subject.get("goes.example.com", "/")).isEqualTo(200));
        // Ours is cut off; others change what they like through another API server.
        SERVER.stop();
        int pushes = subject.pushes.get();
        try (ApiServer.Second second = SERVER.second()) {
            Lab others = lab.through(second);
            others.route(lab.namespace, "comes", "comes.example.com", "web");
            others.route(lab.namespace, "web", "other.example.com", "web");
            others.delete(Lab.route(lab.namespace, "goes", "goes.example.com", "web", lab.namespace));
            others.client.close();
        }
        assertThat(subject.get("web.example.com", "/")).isEqualTo(200);
        assertThat(subject.get("goes.example.com", "/")).isEqualTo(200);
        assertThat(subject.pushes.get()).isEqualTo(pushes);
        SERVER.compact();
        SERVER.start();

        eventually(() -> {
            assertThat(subject.get("comes.example.com", "/")).isEqualTo(200);
            assertThat(subject.get("other.example.com", "/")).isEqualTo(200);
            assertThat(subject.get("goes.example.com", "/")).isEqualTo(404);
            assertThat(subject.get("web.example.com", "/")).isEqualTo(404);
        });
        lab.settled("comes");
        lab.settled("web");
    }

    /**
     * A minute and a half without the API server, while others change things through another one: what was there is served all the time, everything arrives
     * afterwards, and the log has two lines of it.
     */
    @Test
    void ninetySecondsAwayWhileThingsChange() throws InterruptedException, IOException {
        subject.close();
        List<String> told = new CopyOnWriteArrayList<>();
        subject = new Subject(
                admins, ClusterInput.of(SERVER.config(), lab.controller).withListener(new Told(told)));
        eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(200));
        lab.settled("web");

        try (LogLines log = LogLines.from("io.fabric8", "io.javaoperatorsdk", "io.kongruent.cluster")) {
            SERVER.stop();
            int pushes = 0;
            long end = System.nanoTime() + OUTAGE.toNanos();
            int changes = 0;
            try (ApiServer.Second second = SERVER.second()) {
                Lab others = lab.through(second);
                while (System.nanoTime() < end) {
                    others.route(lab.namespace, "r" + changes, "r" + changes + ".example.com", "web");
                    if (changes % 2 == 1) {
                        others.delete(Lab.route(
                                lab.namespace,
                                "r" + (changes - 1),
                                "r" + (changes - 1) + ".example.com",
                                "web",
                                lab.namespace));
                    }
                    others.route(lab.namespace, "web", "web" + changes + ".example.com", "web");
                    changes++;
                    if (changes == SETTLED) {
                        pushes = subject.pushes.get();
                    }
                    assertThat(subject.get("web.example.com", "/")).isEqualTo(200);
                    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                }
                others.client.close();
            }
            assertThat(subject.pushes.get()).isEqualTo(pushes);
            assertThat(told).containsExactly("away");
            assertThat(subject.source.awaySince()).isPresent();
            SERVER.start();

            int last = changes - 1;
            eventually(() -> {
                assertThat(subject.get("web" + last + ".example.com", "/")).isEqualTo(200);
                assertThat(subject.get("web.example.com", "/")).isEqualTo(404);
                assertThat(subject.get("r0.example.com", "/")).isEqualTo(404);
                assertThat(subject.get("r1.example.com", "/")).isEqualTo(200);
            });
            lab.settled("web");
            eventually(() -> assertThat(told).containsExactly("away", "back"));
            assertThat(subject.source.awaySince()).isEmpty();
            assertThat(log.lines()).isEmpty();
        }
    }

    private record Told(List<String> told) implements ClusterListener {
        @Override
        public void away(String server, Instant since, String why) {
            told.add("away");
        }

        @Override
        public void back(String server, Duration after) {
            told.add("back");
        }

        @Override
        public void refused(String resource, int status) {
            told.add(resource + " refused");
        }
    }

    /** A decision that falls while nothing can be written is written when it can. */
    @Test
    void aStatusThatCouldNotBeWrittenStaysDue() throws InterruptedException, IOException {
        SERVER.stop();
        subject.loseGateway();
        eventually(() -> assertThat(subject.engine.outcomes()).allMatch(o -> o.state() == Outcome.State.UNREACHABLE));
        SERVER.start();

        eventually(() -> assertThat(Lab.condition(lab.gatewayNow().getStatus().getConditions(), "Programmed"))
                .hasValueSatisfying(c -> assertThat(c.getMessage()).contains("can't be reached")));
    }
}
