package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.embedded.EchoBackend;
import io.kongruent.snapshot.XBackend;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** XBackends in a cluster: hosts outside of it, as routes name them, and what their statuses say. */
@QuarkusTest
class XBackendTest extends WithSubject {

    private static final String HOST = "outside.example.net";

    private EchoBackend outside;

    @BeforeEach
    void startOutside() {
        outside = EchoBackend.start("outside");
        Subject.BACKENDS.put(HOST + ".", outside.port());
    }

    @AfterEach
    void stopOutside() {
        Subject.BACKENDS.remove(HOST + ".");
        outside.close();
    }

    @Test
    void aHostOutsideIsServedAndSaid() {
        lab.gateway();
        lab.apply(backend(""));
        lab.apply(route());

        eventually(() -> assertThat(subject.backend("web.example.com", "/")).isEqualTo("outside"));
        eventually(() ->
                assertThat(said()).containsExactly("Accepted=True/Accepted@1", "ResolvedRefs=True/ResolvedRefs@1"));
        assertThat(now().getStatus().at("/parents/0/parentRef/name").asText()).isEqualTo(lab.name);
        String version = now().getMetadata().getResourceVersion();

        // The status has come back by now; looked at again, it is as it should be.
        subject.engine.changed();
        lab.apply(Lab.route(lab.namespace, "other", "other.example.com", "absent", lab.namespace));
        eventually(() -> assertThat(lab.conditions(lab.routeNow(lab.namespace, "other")))
                .contains("ResolvedRefs=False/BackendNotFound@1"));
        assertThat(now().getMetadata().getResourceVersion()).isEqualTo(version);

        lab.apply(backend("protocol: MCP"));
        eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(500));
        eventually(() -> assertThat(said()).contains("Accepted=False/UnsupportedProtocol@2"));

        lab.delete(backend(""));
        eventually(() -> assertThat(lab.conditions(lab.routeNow(lab.namespace, "web")))
                .contains("ResolvedRefs=False/BackendNotFound@1"));
    }

    @Test
    void theAuthorityIsReadWhenItIsNamed() {
        lab.gateway();
        lab.apply(backend("tls: {mode: ServerOnly, validation: {hostname: " + HOST
                + ", caCertificateRefs: [{group: '', kind: ConfigMap, name: authority}]}}"));
        lab.apply(route());
        eventually(() -> assertThat(said())
                .containsExactly(
                        "Accepted=False/NoValidCACertificate@1", "ResolvedRefs=False/InvalidCACertificateRef@1"));
        assertThat(subject.get("web.example.com", "/")).isEqualTo(500);

        lab.apply(Certificate.authority("outside").configMap(lab.namespace, "authority"));

        eventually(() ->
                assertThat(said()).containsExactly("Accepted=True/Accepted@1", "ResolvedRefs=True/ResolvedRefs@1"));
    }

    @Test
    void entriesGoWithTheRoute() {
        lab.gateway();
        lab.apply(backend(""));
        lab.apply(route());
        eventually(() -> assertThat(said()).isNotEmpty());

        lab.delete(route());

        eventually(() -> assertThat(said()).isEmpty());
    }

    private static String backend(String more) {
        return """
                apiVersion: gateway.networking.x-k8s.io/v1alpha1
                kind: XBackend
                metadata: {name: outside, namespace: $T}
                spec:
                  type: ExternalHostname
                  externalHostname: {hostname: %s}
                  port: {port: 80}
                  %s
                """.formatted(HOST, more);
    }

    private static String route() {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: web, namespace: $T}
                spec:
                  parentRefs: [{name: $T}]
                  hostnames: [web.example.com]
                  rules: [{backendRefs: [{group: gateway.networking.x-k8s.io, kind: XBackend, name: outside}]}]
                """;
    }

    private XBackend now() {
        return lab.now(XBackend.class, "outside");
    }

    /** Our only entry's conditions. */
    private List<String> said() {
        return Conditions.of(now().getStatus().at("/parents/0/conditions"));
    }
}
