package io.kongruent.operate;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kongruent.capability.Capabilities;
import io.kongruent.engine.Engine;
import io.kongruent.engine.EngineInput;
import io.kongruent.kinds.Kinds;
import io.kongruent.provision.AdminKeys;
import io.kongruent.provision.Authority;
import io.kongruent.provision.GatewayFleet;
import io.kongruent.provision.Troubles;
import io.kongruent.push.Admin;
import io.kongruent.push.Outcome;
import io.kongruent.push.PushTiming;
import io.kongruent.push.ScriptedKong;
import io.kongruent.snapshot.Manifests;
import io.kongruent.snapshot.Snapshot;
import io.kongruent.translate.TranslateOptions;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gateways with data planes of their own come and go, and nothing of them is left. */
class ChurnTest {

    private static final int GATEWAYS = 20;
    private static final String CONTROLLER = "kongruent.io/gateway-controller";
    private static final PushTiming QUICK = new PushTiming(
            Duration.ofMillis(5),
            Duration.ofMillis(1),
            Duration.ofSeconds(5),
            Duration.ofMillis(2),
            Duration.ofMillis(10),
            0);

    private static final String GATEWAY = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: web-%1$d, namespace: shop, uid: u%1$d}
            spec:
              gatewayClassName: kong
              listeners: [{name: http, protocol: HTTP, port: 80}]
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: web-%1$d, namespace: shop, labels: {kubernetes.io/service-name: web-%1$d-kong-admin}}
            addressType: IPv4
            ports: [{name: admin, port: 65444}]
            endpoints: [{addresses: [10.0.0.%1$d], conditions: {ready: true}}]
            """;

    private static final String CLASS = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: GatewayClass
            metadata: {name: kong}
            spec: {controllerName: kongruent.io/gateway-controller}
            """;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Metrics metrics = new Metrics(registry);
    private final List<ScriptedKong> kongs = new CopyOnWriteArrayList<>();
    private final AdminKeys keys = new AdminKeys();
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile Snapshot snapshot = gateways(0);
    private final Engine engine = new Engine(new EngineInput(
            CONTROLLER,
            false,
            false,
            TranslateOptions.DEFAULT,
            () -> snapshot,
            new GatewayFleet(
                    CONTROLLER,
                    List.of(),
                    Kinds.lowerersWithoutRoutes(),
                    keys,
                    new Troubles(),
                    (endpoint, tls) -> kong(endpoint.url().toString())),
            Capabilities.shipped("0.1.0", List.of()),
            QUICK,
            metrics));

    @AfterEach
    void end() {
        held.countDown();
        engine.close();
    }

    private Admin kong(String url) {
        ScriptedKong kong = new ScriptedKong(url);
        kongs.add(kong);
        return kong;
    }

    private static Snapshot gateways(int number) {
        return Manifests.parse(
                        "-",
                        Stream.concat(
                                        Stream.of(CLASS),
                                        IntStream.rangeClosed(1, number).mapToObj(GATEWAY::formatted))
                                .collect(joining("---\n")))
                .snapshot();
    }

    private void has(int gateways) {
        snapshot = gateways(gateways);
        engine.changed();
    }

    private List<String> ofDataPlanes() {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .filter(id -> id.getTag("data.plane") != null || id.getTag("dataplane") != null)
                .map(Meter.Id::toString)
                .toList();
    }

    @Test
    void nothingIsLeftOfGatewaysThatAreGone() {
        keys.use(Authority.begin(Instant.now()));
        engine.start();
        for (int round = 0; round < 3; round++) {
            has(GATEWAYS);
            await().until(() -> engine.outcomes().size() == GATEWAYS
                    && engine.outcomes().stream().allMatch(o -> o.state() == Outcome.State.APPLIED));
            assertThat(ofDataPlanes()).hasSizeGreaterThan(GATEWAYS);

            has(0);
            await().until(() -> ofDataPlanes().isEmpty() && kongs.stream().allMatch(kong -> kong.closed));
            assertThat(engine.outcomes()).isEmpty();
        }
        assertThat(kongs).hasSize(3 * GATEWAYS);
    }

    @Test
    void whatAKongAnswersAfterItIsGoneIsHeardByNobody() throws InterruptedException {
        keys.use(Authority.begin(Instant.now()));
        engine.start();
        has(1);
        await().until(() -> kongs.size() == 1 && !kongs.getFirst().posts.isEmpty());
        CountDownLatch asked = new CountDownLatch(1);
        kongs.getFirst().workers = all -> {
            asked.countDown();
            awaitRelease();
            return all;
        };
        assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();

        has(0);
        await().until(() -> engine.outcomes().isEmpty() && ofDataPlanes().isEmpty());
        held.countDown();

        await().until(() -> kongs.getFirst().closed);
        assertThat(ofDataPlanes()).isEmpty();
    }

    /** As one that doesn't heed that it is interrupted. */
    private void awaitRelease() {
        while (true) {
            try {
                if (held.await(1, TimeUnit.MINUTES)) {
                    return;
                }
            } catch (InterruptedException e) {
                continue;
            }
        }
    }
}
