package io.kongruent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kongruent.capability.Capabilities;
import io.kongruent.embedded.EmbeddedGateway;
import io.kongruent.embedded.EmbeddedSettings;
import io.kongruent.embedded.ProxyListen;
import io.kongruent.embedded.Script;
import io.kongruent.engine.Engine;
import io.kongruent.engine.Source;
import io.kongruent.graph.Graph;
import io.kongruent.graph.World;
import io.kongruent.ports.Changes;
import io.kongruent.push.Admin;
import io.kongruent.push.AdminEndpoint;
import io.kongruent.push.Outcome;
import io.kongruent.push.RestAdmins;
import io.kongruent.snapshot.Snapshot;
import io.kongruent.verdict.Verdicts;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A hundred changes of endpoints a second, for a gateway that takes its time: it rests as long as it works, and the last change arrives. */
@QuarkusTest
class BackPressureTest {

    private static final int CHANGES = 400;
    private static final long PACE_NANOS = Duration.ofMillis(10).toNanos();
    private static final Duration APPLY = Duration.ofMillis(200);

    private static final String ROUTE = """
            kind: HTTPRoute
            metadata: {name: shop, namespace: default}
            spec:
              parentRefs: [{name: web}]
              rules: [{backendRefs: [{name: app, port: 8080}]}]
            """;

    @Inject
    RestAdmins admins;

    @Test
    void aKongIsNotKeptLoading() {
        Pods pods = new Pods();
        try (EmbeddedGateway gateway = EmbeddedGateway.start(EmbeddedSettings.defaults()
                .withListens(ProxyListen.http(8000).onAnyPort())
                .withScript(new Script().applyTime(APPLY)))) {
            Watched admin = new Watched(admins.open(AdminEndpoint.at(gateway.adminUrl())));
            Setup setup = OneKong.setup(World.CONTROLLER, admin);
            try (Controller controller = Controller.start(setup, pods, List.of())) {
                Engine engine = controller.engine();
                await().until(() -> engine.outcomes().stream().anyMatch(o -> o.state() == Outcome.State.APPLIED));
                for (int i = 0; i < CHANGES; i++) {
                    pods.change(i);
                    LockSupport.parkNanos(PACE_NANOS);
                }
                await().atMost(Duration.ofMinutes(1)).until(() -> admin.has(Pods.address(CHANGES - 1)));
            }
            List<Push> pushes = admin.pushes();
            long busy = 0;
            long idle = 0;
            for (int i = 1; i < pushes.size(); i++) {
                Push before = pushes.get(i - 1);
                long worked = before.live - before.begun;
                long rested = pushes.get(i).begun - before.live;
                assertThat(worked).isGreaterThanOrEqualTo(APPLY.toNanos());
                assertThat(rested).as("push %d", i).isGreaterThanOrEqualTo(worked);
                busy += worked;
                idle += rested;
            }
            System.out.printf(
                    "%d changes of endpoints at a pace of 10 ms: %d pushes, %d %% of the time not applying%n",
                    CHANGES, pushes.size(), 100 * idle / (busy + idle));
            assertThat(pushes).hasSizeBetween(2, CHANGES / 4);
            assertThat(pushes.size() - 1).isLessThanOrEqualTo((int)
                    ((busy + idle) / APPLY.multipliedBy(2).toNanos()));
            assertThat(idle).isGreaterThanOrEqualTo(busy);
        }
    }

    /** A Service whose one endpoint moves about. */
    private static final class Pods implements Source {

        private volatile Snapshot snapshot = at(0);
        private volatile Changes changes = () -> {};

        static String address(int change) {
            return "10.1." + change / 250 + "." + (1 + change % 250);
        }

        private static Snapshot at(int change) {
            return Snapshot.of(World.with(ROUTE, """
                    kind: EndpointSlice
                    metadata: {name: app-2, namespace: default, labels: {kubernetes.io/service-name: app}}
                    addressType: IPv4
                    ports: [{name: http, port: 3000}]
                    endpoints: [{addresses: [%s]}]
                    """.formatted(address(change))).objects());
        }

        void change(int number) {
            snapshot = at(number);
            changes.changed();
        }

        @Override
        public void start(Changes listening) {
            changes = listening;
            listening.changed();
        }

        @Override
        public Snapshot snapshot() {
            return snapshot;
        }

        @Override
        public void verdicts(Graph graph, List<Outcome> outcomes, Verdicts verdicts) {
            // Nobody asks here.
        }

        @Override
        public void close() {
            changes = () -> {};
        }
    }

    private static final class Push {
        private final String document;
        private final long begun = System.nanoTime();
        private volatile long live;

        Push(String document) {
            this.document = document;
        }
    }

    /** An Admin API that is looked at: when a configuration was sent, and when every worker had it. */
    private static final class Watched implements Admin {

        private final Admin admin;
        private final List<Push> pushes = new ArrayList<>();

        Watched(Admin admin) {
            this.admin = admin;
        }

        synchronized List<Push> pushes() {
            return List.copyOf(pushes);
        }

        synchronized boolean has(String text) {
            return !pushes.isEmpty()
                    && pushes.getLast().live > 0
                    && pushes.getLast().document.contains(text);
        }

        @Override
        public String url() {
            return admin.url();
        }

        @Override
        public Capabilities probe() {
            return admin.probe();
        }

        @Override
        public Applied applied() {
            Applied applied = admin.applied();
            synchronized (this) {
                if (!pushes.isEmpty()) {
                    Push last = pushes.getLast();
                    boolean there = !applied.workers().isEmpty()
                            && applied.workers().stream().allMatch(v -> !v.isEmpty() && last.document.contains(v));
                    if (there && last.live == 0) {
                        last.live = System.nanoTime();
                    }
                }
            }
            return applied;
        }

        @Override
        public Reply post(byte[] document, boolean flatten) {
            synchronized (this) {
                pushes.add(new Push(new String(document, StandardCharsets.UTF_8)));
            }
            return admin.post(document, flatten);
        }

        @Override
        public Optional<String> objection(String collection, String entity) {
            return admin.objection(collection, entity);
        }
    }
}
