package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Objects in, requests served, statuses out. */
@QuarkusTest
class StatusTest extends WithSubject {

    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    @Test
    void applyAndDelete() {
        lab.web();

        eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(200));
        eventually(() -> {
            assertThat(lab.conditions(lab.gatewayClass()))
                    .containsExactly("Accepted=True/Accepted@1", "SupportedVersion=True/SupportedVersion@1");
            assertThat(lab.conditions(lab.gatewayNow()))
                    .containsExactly(
                            "Accepted=True/Accepted@1",
                            "Programmed=True/Programmed@1",
                            "ResolvedRefs=True/ResolvedRefs@1");
            assertThat(lab.conditions(lab.routeNow(lab.namespace, "web")))
                    .containsExactly("Accepted=True/Accepted@1", "ResolvedRefs=True/ResolvedRefs@1");
            Gateway gateway = lab.gatewayNow();
            assertThat(gateway.getStatus().getListeners().getFirst().getAttachedRoutes())
                    .isEqualTo(1);
            assertThat(gateway.getStatus().getAddresses().getFirst().getValue()).isEqualTo("192.0.2.1");
        });

        lab.delete(Lab.route(lab.namespace, "web", "web.example.com", "web", lab.namespace));
        eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(404));
        eventually(() -> assertThat(
                        lab.gatewayNow().getStatus().getListeners().getFirst().getAttachedRoutes())
                .isZero());
    }

    @Test
    void nothingIsWrittenWhenNothingChanged() {
        lab.web();
        lab.settled("web");
        String gateway = lab.gatewayNow().getMetadata().getResourceVersion();
        String route = lab.routeNow(lab.namespace, "web").getMetadata().getResourceVersion();

        // A change that concerns nobody: the pass that it causes decides the same.
        int pushes = subject.pushes.get();
        lab.service(lab.namespace, "other");
        lab.route(lab.namespace, "second", "second.example.com", "other");
        eventually(() -> assertThat(subject.get("second.example.com", "/")).isEqualTo(200));

        assertThat(subject.pushes.get()).isGreaterThan(pushes);
        assertThat(lab.routeNow(lab.namespace, "web").getMetadata().getResourceVersion())
                .isEqualTo(route);
        assertThat(lab.gatewayNow().getMetadata().getResourceVersion()).isGreaterThanOrEqualTo(gateway);
    }

    @Test
    void theGenerationThatWasSeenIsSaid() {
        lab.web();
        lab.settled("web");
        String since = lab.transition("web", "Accepted");

        lab.apply(Lab.route(lab.namespace, "web", "web.example.com", "absent", lab.namespace));

        eventually(() -> assertThat(lab.conditions(lab.routeNow(lab.namespace, "web")))
                .containsExactly("Accepted=True/Accepted@2", "ResolvedRefs=False/BackendNotFound@2"));
        assertThat(lab.transition("web", "Accepted")).isEqualTo(since);
        eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(500));
    }

    @Test
    void otherControllersEntriesStay() {
        lab.web();
        lab.settled("web");

        // Somebody else, who takes part in the list, and is so rude as to throw our entry away.
        lab.client
                .resource(lab.routeNow(lab.namespace, "web"))
                .subresource("status")
                .patch(MERGE, """
                {"status": {"parents": [{"controllerName": "example.org/other", "parentRef": {"name": "elsewhere"},
                  "conditions": [{"type": "Accepted", "status": "True", "reason": "Accepted", "message": "",
                                  "lastTransitionTime": "2026-01-01T00:00:00Z"}]}]}}
                """);

        eventually(() -> {
            HTTPRoute route = lab.routeNow(lab.namespace, "web");
            assertThat(lab.conditions(route, "example.org/other")).containsExactly("Accepted=True/Accepted@null");
            assertThat(lab.conditions(route))
                    .containsExactly("Accepted=True/Accepted@1", "ResolvedRefs=True/ResolvedRefs@1");
        });
        lab.delete(Lab.gatewayOf(lab.name));
        eventually(() -> {
            HTTPRoute route = lab.routeNow(lab.namespace, "web");
            assertThat(lab.conditions(route)).isEmpty();
            assertThat(lab.conditions(route, "example.org/other")).hasSize(1);
        });
    }

    @Test
    void conflictingWritersAllHaveTheirSay() throws InterruptedException {
        lab.service(lab.namespace, "web");
        lab.gateway();
        AtomicBoolean over = new AtomicBoolean();
        lab.route(lab.namespace, "web", "web.example.com", "web");
        Thread rival = Thread.ofVirtual().start(() -> {
            for (int i = 0; !over.get(); i++) {
                lab.client.resource(lab.routeNow(lab.namespace, "web")).patch(MERGE, """
                        {"metadata": {"labels": {"turn": "%d"}}}""".formatted(i));
            }
        });

        for (int i = 0; i < 20; i++) {
            String service = i % 2 == 0 ? "absent" : "web";
            lab.apply(Lab.route(lab.namespace, "web", "web.example.com", service, lab.namespace));
        }
        long generation = lab.routeNow(lab.namespace, "web").getMetadata().getGeneration();
        eventually(() -> assertThat(lab.conditions(lab.routeNow(lab.namespace, "web")))
                .containsExactly(
                        "Accepted=True/Accepted@" + generation, "ResolvedRefs=True/ResolvedRefs@" + generation));
        over.set(true);
        rival.join();
    }

    @Test
    void labelsOfNamespacesCount() {
        lab.gateway("{name: http, protocol: HTTP, port: 80,"
                + " allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: a}}}}}");
        String elsewhere = lab.name + "-elsewhere";
        lab.namespace(elsewhere, "team: b");
        lab.service(elsewhere, "web");
        lab.route(elsewhere, "web", "web.example.com", "web");
        eventually(() -> assertThat(lab.conditions(lab.routeNow(elsewhere, "web")))
                .contains("Accepted=False/NotAllowedByListeners@1"));

        lab.namespace(elsewhere, "team: a");
        eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(200));
        lab.accepted(elsewhere, "web");

        lab.namespace(elsewhere, "team: b");
        eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(404));
    }

    @Test
    void grantsComeAndGo() {
        String elsewhere = lab.name + "-elsewhere";
        lab.namespace(elsewhere, "");
        lab.service(elsewhere, "web");
        lab.gateway();
        lab.apply(Lab.route(lab.namespace, "web", "web.example.com", "web", elsewhere));
        eventually(() -> assertThat(lab.conditions(lab.routeNow(lab.namespace, "web")))
                .contains("ResolvedRefs=False/RefNotPermitted@1"));

        String grant = """
                apiVersion: gateway.networking.k8s.io/v1
                kind: ReferenceGrant
                metadata: {name: web, namespace: $T-elsewhere}
                spec:
                  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: $T}]
                  to: [{group: "", kind: Service}]
                """;
        lab.apply(grant);
        eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(200));
        eventually(() -> assertThat(lab.conditions(lab.routeNow(lab.namespace, "web")))
                .contains("ResolvedRefs=True/ResolvedRefs@1"));

        lab.delete(grant);
        eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(500));
    }

    @Test
    void secretsAreRotated() {
        long mark = SERVER.mark();
        lab.gateway(Lab.HTTPS_OF_SHOP);
        eventually(() -> assertThat(lab.listener(lab.gatewayNow(), "https"))
                .contains("ResolvedRefs=False/InvalidCertificateRef@1"));

        Certificate first = Certificate.of("first.example.com");
        lab.apply(first.secret(lab.namespace, "shop"));
        eventually(() -> assertThat(subject.certificate("shop.example.com")).isEqualTo("CN=first.example.com"));
        eventually(() -> assertThat(lab.listener(lab.gatewayNow(), "https"))
                .contains("Programmed=True/Programmed@1", "ResolvedRefs=True/ResolvedRefs@1"));

        lab.apply(Certificate.of("second.example.com").secret(lab.namespace, "shop"));
        eventually(() -> assertThat(subject.certificate("shop.example.com")).isEqualTo("CN=second.example.com"));

        // Another Secret is never missed for a moment: the old one serves until the new one has been read.
        lab.apply(Certificate.of("third.example.com").secret(lab.namespace, "other"));
        lab.client.resource(lab.gatewayNow()).patch(MERGE, """
                {"spec": {"listeners": [{"name": "https", "protocol": "HTTPS", "port": 443,
                  "tls": {"certificateRefs": [{"name": "other"}]}}]}}
                """);
        List<String> shown = new ArrayList<>();
        eventually(() -> {
            shown.add(subject.certificate("shop.example.com"));
            assertThat(shown).last().isEqualTo("CN=third.example.com");
        });
        assertThat(Set.copyOf(shown)).isSubsetOf("CN=second.example.com", "CN=third.example.com");

        assertThat(lab.requests(mark, "tests").stream()
                        .filter(r -> r.startsWith("list secrets") || r.startsWith("watch secrets"))
                        .distinct()
                        .toList())
                .as("Secrets are asked for by name")
                .isNotEmpty()
                .allMatch(r -> r.endsWith("/shop") || r.endsWith("/other"));
    }

    @Test
    void aClassInUseIsHeld() {
        lab.gateway();
        eventually(() -> assertThat(lab.gatewayClass().getMetadata().getFinalizers())
                .containsExactly("gateway-exists-finalizer.gateway.networking.k8s.io"));

        lab.client.resource(lab.gatewayClass()).delete();
        assertThat(lab.gatewayClass().isMarkedForDeletion()).isTrue();

        lab.delete(Lab.gatewayOf(lab.name));
        eventually(() -> assertThat(lab.gatewayClass()).isNull());
    }

    @Test
    void aClassIsHandedToAnotherController() {
        lab.web();
        lab.settled("web");

        // A class names its controller for ever; handing it over is deleting it and making it anew.
        lab.delete(Lab.classOf(lab.name, lab.controller));
        lab.client.resource(lab.gatewayClass()).patch(MERGE, "{\"metadata\": {\"finalizers\": []}}");
        lab.apply(Lab.classOf(lab.name, "example.org/other"));

        eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(404));
        eventually(() ->
                assertThat(lab.conditions(lab.routeNow(lab.namespace, "web"))).isEmpty());
        assertThat(lab.conditions(lab.gatewayClass()))
                .as("the other's class is none of ours")
                .allMatch(c -> c.contains("Waiting") || c.contains("Pending"));
    }

    @Test
    void twoControllersSideBySide() {
        lab.web();
        lab.settled("web");
        try (Lab second = new Lab(SERVER);
                Subject other = new Subject(admins, SERVER.config(), second.controller)) {
            second.service(second.namespace, "web");
            second.gateway();
            second.route(second.namespace, "web", "web.example.org", "web");
            // One route of both.
            lab.apply("""
                    apiVersion: gateway.networking.k8s.io/v1
                    kind: HTTPRoute
                    metadata: {name: both, namespace: $T}
                    spec:
                      parentRefs: [{name: $T, namespace: $T}, {name: %1$s, namespace: %1$s}]
                      hostnames: [both.example.com]
                      rules: [{backendRefs: [{name: web, port: 80}]}]
                    """.formatted(second.name));

            eventually(() -> {
                assertThat(other.get("web.example.org", "/")).isEqualTo(200);
                assertThat(other.get("both.example.com", "/")).isEqualTo(200);
                assertThat(subject.get("both.example.com", "/")).isEqualTo(200);
            });
            assertThat(subject.get("web.example.org", "/")).isEqualTo(404);
            assertThat(other.get("web.example.com", "/")).isEqualTo(404);
            eventually(() -> {
                HTTPRoute both = lab.routeNow(lab.namespace, "both");
                assertThat(both.getStatus().getParents()).hasSize(2);
                assertThat(lab.conditions(both, lab.controller)).contains("Accepted=True/Accepted@1");
                assertThat(lab.conditions(both, second.controller)).contains("Accepted=True/Accepted@1");
            });
            second.settled("web");
        }
    }
}
