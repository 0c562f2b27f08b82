package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.kongruent.graph.ParentRef;
import io.kongruent.kinds.Desk;
import io.kongruent.kinds.Edge;
import io.kongruent.kinds.Kinds;
import io.kongruent.model.Condition;
import io.kongruent.model.Meta;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import io.kongruent.push.ScriptedKong;
import io.kongruent.verdict.Verdicts;
import io.kongruent.verdict.Verdicts.Verdict;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The operator of one kind, with decisions of this test's own. */
class KindWatchTest extends InLab {

    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger busy = new AtomicInteger();

    @AfterEach
    void letGo() {
        go.countDown();
    }

    /** Accepts every route of the lab, as it is now; whoever asks about one that isn't {@code web} is kept waiting. */
    private final Desk desk = new Desk() {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public Optional<Verdict> verdict(Ref object) {
            if (!object.namespace().equals(lab.namespace)) {
                return Optional.empty();
            }
            if (!object.name().equals("web")) {
                busy.incrementAndGet();
                ScriptedKong.waitFor(go);
            }
            return Optional.ofNullable(lab.routeNow(object.namespace(), object.name()))
                    .map(route -> accepted(object, route));
        }

        @Override
        public boolean isUsed(Ref gatewayClass) {
            return true;
        }

        @Override
        public void wrote(Ref object) {}

        @Override
        public void failed(Ref object, int attempt, RuntimeException reason) {}
    };

    private Verdict accepted(Ref object, HTTPRoute route) {
        ParentRef parent = new ParentRef(
                0, Ref.gatewayApi("Gateway", lab.namespace, lab.name), Optional.empty(), OptionalInt.empty(), true);
        return new Verdicts.OfRoute(
                new Meta(
                        object,
                        route.getMetadata().getUid(),
                        route.getMetadata().getGeneration(),
                        0),
                List.of(new Verdicts.OfParent(
                        parent, List.of(Condition.yes(Condition.Type.Accepted, Reason.Accepted, "")))));
    }

    private void awaitAccepted() {
        eventually(() ->
                assertThat(lab.conditions(lab.routeNow(lab.namespace, "web"))).contains("Accepted=True/Accepted@1"));
    }

    /** As {@code kubectl replace --force} does it. */
    @Test
    void whatIsMadeAnewWhileItsEndWaitsForItsTurnGetsItsStatus() {
        Edge edge = new Edge(lab.controller, () -> {}, desk, InstantSource.system());
        try (KindWatch<HTTPRoute> watch =
                KindWatch.start(Kinds.of(HTTPRoute.class).orElseThrow(), edge, lab.client)) {
            lab.route(lab.namespace, "web", "web.example.com", "web");
            awaitAccepted();
            String first = lab.routeNow(lab.namespace, "web").getMetadata().getUid();
            for (int i = 0; i < Writers.SIZE; i++) {
                lab.route(lab.namespace, "busy-" + i, "busy.example.com", "web");
            }
            await().until(() -> busy.get() == Writers.SIZE);

            lab.client.resource(lab.routeNow(lab.namespace, "web")).delete();
            lab.route(lab.namespace, "web", "web.example.com", "web");
            await().until(() -> watch.objects()
                    .anyMatch(route -> route.getMetadata().getName().equals("web")
                            && !route.getMetadata().getUid().equals(first)));
            go.countDown();

            awaitAccepted();
        }
    }
}
