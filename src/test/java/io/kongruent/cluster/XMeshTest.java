package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.snapshot.XBackendTrafficPolicy;
import io.kongruent.snapshot.XMesh;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The XMesh that stands for us, created where none names us; and XBackendTrafficPolicies, which need no more than a status. */
@QuarkusTest
class XMeshTest extends InLab {

    private Subject answering() {
        return new Subject(
                admins, ClusterInput.of(SERVER.config(), lab.controller).withMesh(true));
    }

    @Test
    void oneIsCreatedAndCreatedAnew() {
        lab.gateway();
        try (Subject subject = answering()) {
            eventually(() -> assertThat(said(DefaultMesh.NAME)).containsExactly("Accepted=True/Accepted@1"));
            XMesh mesh = mesh(DefaultMesh.NAME);
            assertThat(mesh.getSpec().toString()).isEqualTo("{\"controllerName\":\"" + lab.controller + "\"}");
            assertThat(mesh.getStatus().path("supportedFeatures")).isEmpty();

            lab.client.resource(mesh).delete();

            eventually(() -> assertThat(meshes())
                    .singleElement()
                    .satisfies(m -> assertThat(m.getMetadata().getUid())
                            .isNotEqualTo(mesh.getMetadata().getUid())));
            eventually(() -> assertThat(said(DefaultMesh.NAME)).containsExactly("Accepted=True/Accepted@1"));
            assertThat(subject.source.missing()).isEmpty();
        } finally {
            meshes().forEach(m -> lab.client.resource(m).delete());
        }
    }

    @Test
    void anotherOfOursWillDo() {
        lab.gateway();
        lab.apply("""
                apiVersion: gateway.networking.x-k8s.io/v1alpha1
                kind: XMesh
                metadata: {name: $T}
                spec: {controllerName: example.com/$T}
                """);
        try (Subject subject = answering()) {
            eventually(() -> assertThat(said(lab.name)).containsExactly("Accepted=True/Accepted@1"));
            assertThat(subject.hasBegun()).isTrue();
            assertThat(meshes())
                    .singleElement()
                    .satisfies(m -> assertThat(m.getMetadata().getName()).isEqualTo(lab.name));
        }
    }

    @Test
    void trafficPoliciesAreTold() {
        lab.web();
        String policy = """
                apiVersion: gateway.networking.x-k8s.io/v1alpha1
                kind: XBackendTrafficPolicy
                metadata: {name: sticky, namespace: $T}
                spec:
                  targetRefs: [{group: "", kind: Service, name: web}]
                  sessionPersistence: {sessionName: s}
                """;
        try (Subject subject = new Subject(admins, SERVER.config(), lab.controller)) {
            lab.apply(policy);
            eventually(() -> assertThat(told()).containsExactly("Accepted=False/Invalid@1"));
            eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(200));
            assertThat(meshes()).isEmpty();

            lab.delete(Lab.route(lab.namespace, "web", "web.example.com", "web", lab.namespace));
            eventually(() -> assertThat(told()).isEmpty());
        }
    }

    private List<String> told() {
        return Conditions.of(
                lab.now(XBackendTrafficPolicy.class, "sticky").getStatus().at("/ancestors/0/conditions"));
    }

    /** Those that name the lab's controller. */
    private List<XMesh> meshes() {
        return lab.client.resources(XMesh.class).list().getItems().stream()
                .filter(m -> m.getSpec().path("controllerName").asText().equals(lab.controller))
                .toList();
    }

    private XMesh mesh(String name) {
        return lab.client.resources(XMesh.class).withName(name).get();
    }

    private List<String> said(String name) {
        return Stream.ofNullable(mesh(name))
                .flatMap(m -> Conditions.of(m.getStatus().path("conditions")).stream())
                .toList();
    }
}
