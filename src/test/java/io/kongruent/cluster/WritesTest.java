package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClass;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How often is written, what of several classes, and what is told as events. */
@QuarkusTest
class WritesTest extends WithSubject {

    /** This test's own patch of what it applies. */
    private static final int APPLIED = 1;

    /**
     * Each object is written to once when it is decided on, and a Gateway a second time when a data plane has it. How far the data plane is in between isn't
     * written: it is a matter of moments.
     */
    @Test
    void oneWriteForEachObjectAndPhase() {
        eventually(() -> assertThat(subject.probed.get())
                .as("what the data plane can do is known, and won't change the class")
                .isPositive());
        lab.service(lab.namespace, "web");
        lab.route(lab.namespace, "web", "web.example.com", "web");
        long mark = SERVER.mark();
        lab.gateway();
        lab.settled("web");
        // The API server's log has a write a moment after it can be seen.
        eventually(() -> {
            assertThat(written(mark, "httproutes/status", "web")).isEqualTo(1);
            assertThat(written(mark, "gatewayclasses/status", lab.name)).isEqualTo(1);
            assertThat(written(mark, "gatewayclasses", lab.name))
                    .as("the finalizer")
                    .isEqualTo(1 + APPLIED);
            assertThat(written(mark, "gateways/status", lab.name)).isEqualTo(2);
        });

        // What changes nothing for anybody is written nowhere.
        long later = SERVER.mark();
        int passes = subject.passes.get();
        lab.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: nobodys, namespace: $T}
                spec: {ports: [{port: 80, targetPort: 3000}]}
                """);
        eventually(() -> assertThat(subject.passes.get()).isGreaterThan(passes));
        lab.route(lab.namespace, "second", "second.example.com", "web");
        lab.settled("second");
        assertThat(written(later, "httproutes/status", "web")).isZero();
        assertThat(written(later, "gatewayclasses/status", lab.name)).isZero();
        eventually(() -> assertThat(
                        lab.gatewayNow().getStatus().getListeners().getFirst().getAttachedRoutes())
                .isEqualTo(2));
        eventually(() -> assertThat(written(later, "gateways/status", lab.name))
                .as("the number")
                .isEqualTo(1));
        assertThat(written(mark, "gateways/status", lab.name)).as("in all").isEqualTo(3);
    }

    private long written(long mark, String what, String name) {
        return lab.requests(mark, "tests").stream()
                .filter(r -> r.startsWith("patch " + what + " ") && r.endsWith("/" + name))
                .count();
    }

    /** Each class with our name is ours, each with another's is not. */
    @Test
    void severalClasses() {
        lab.web();
        lab.apply(Lab.classOf(lab.name + "-more", lab.controller));
        lab.apply(Lab.classOf(lab.name + "-others", "example.org/" + lab.name));
        for (String other : List.of("more", "others")) {
            lab.apply("""
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: Gateway
                    metadata: {name: %1$s, namespace: $T}
                    spec:
                      gatewayClassName: $T-%1$s
                      listeners: [{name: http, protocol: HTTP, port: 8080}]
                    """.formatted(other));
        }

        eventually(() -> {
            assertThat(lab.conditions(classNamed("more"))).contains("Accepted=True/Accepted@1");
            assertThat(lab.conditions(gatewayNamed("more"))).anyMatch(c -> c.endsWith("@1"));
        });
        eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(200));
        assertThat(lab.conditions(classNamed("others"))).allMatch(WritesTest::untouched);
        assertThat(lab.conditions(gatewayNamed("others"))).allMatch(WritesTest::untouched);
    }

    /** What the definitions themselves put into a new object. */
    private static boolean untouched(String condition) {
        return condition.contains("Waiting") || condition.contains("Pending");
    }

    private GatewayClass classNamed(String suffix) {
        return lab.client
                .resources(GatewayClass.class)
                .withName(lab.name + "-" + suffix)
                .get();
    }

    private Gateway gatewayNamed(String name) {
        return lab.now(Gateway.class, name);
    }

    /** Ten a second at most: of two events that are twenty apart the later one is in another round. */
    @Test
    void manyRefusalsAreToldLittleByLittle() {
        lab.gateway();
        int many = 45;
        for (int i = 0; i < many; i++) {
            lab.route(lab.namespace, "r" + i, "r" + i + ".example.com", "absent");
        }
        eventually(() -> assertThat(lab.eventTimes()).hasSize(many));

        List<Instant> times = lab.eventTimes();
        for (int i = 0; i + 20 < many; i++) {
            assertThat(Duration.between(times.get(i), times.get(i + 20))).isGreaterThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void eventsTellOfRefusalAndRecovery() {
        lab.gateway();
        lab.route(lab.namespace, "web", "web.example.com", "web");
        eventually(() -> assertThat(lab.events("HTTPRoute", "web")).containsExactly("Warning BackendNotFound"));

        lab.service(lab.namespace, "web");
        eventually(() -> assertThat(lab.events("HTTPRoute", "web"))
                .containsExactly("Warning BackendNotFound", "Normal Recovered"));
    }
}
