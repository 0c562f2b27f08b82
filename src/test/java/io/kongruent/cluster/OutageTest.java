package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.push.Outcome;
import io.kongruent.push.RestAdmins;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The API server goes away and comes back: what is served stays, what changed meanwhile arrives. */
@QuarkusTest
class OutageTest {

    private static final ApiServer SERVER = ApiServer.shared();

    @Inject
    RestAdmins admins;

    private Lab lab;
    private Subject subject;

    @BeforeAll
    static void definitions() {
        Crds.experimental(SERVER);
    }

    @BeforeEach
    void start() {
        lab = new Lab(SERVER);
        subject = new Subject(admins, SERVER.config(), lab.controller);
        lab.service(lab.namespace, "web");
        lab.gateway();
        lab.route(lab.namespace, "web", "web.example.com", "web");
        lab.settled("web");
    }

    @AfterEach
    void stop() {
        subject.close();
        lab.close();
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
        lab.accepted(lab.namespace, "goes");
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
