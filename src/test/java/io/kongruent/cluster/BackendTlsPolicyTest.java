package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendTLSPolicy;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.PolicyAncestorStatus;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** BackendTLSPolicies in a cluster: an entry for each Gateway, the authority read as it changes, the oldest of several. */
@QuarkusTest
class BackendTlsPolicyTest extends WithSubject {

    private static final String RESOLVED = "ResolvedRefs=True/ResolvedRefs@1";

    @BeforeEach
    void serve() {
        lab.service(lab.namespace, "web");
        lab.gateway();
        lab.apply(Lab.gatewayOf("$T")
                .replace("name: $T, namespace", "name: second, namespace")
                .replace("port: 80", "port: 8081"));
        lab.apply(route("[{name: $T}]"));
    }

    @Test
    void theAuthorityIsFollowed() {
        lab.apply(policy("safe", "authority"));
        eventually(() -> assertThat(said("safe", lab.name))
                .containsExactly(
                        "Accepted=False/NoValidCACertificate@1", "ResolvedRefs=False/InvalidCACertificateRef@1"));
        assertThat(subject.get("web.example.com", "/")).isEqualTo(500);

        lab.apply(Certificate.authority("one").configMap(lab.namespace, "authority"));
        eventually(() -> assertThat(said("safe", lab.name)).containsExactly("Accepted=True/Accepted@1", RESOLVED));

        lab.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: authority, namespace: $T}
                data: {ca.crt: Hello}
                """);
        eventually(() -> assertThat(said("safe", lab.name))
                .containsExactly(
                        "Accepted=False/NoValidCACertificate@1", "ResolvedRefs=False/InvalidCACertificateRef@1"));
        eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(500));

        lab.delete(policy("safe", "authority"));
        eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(200));
    }

    @Test
    void everyGatewayHasAnEntryAndOthersKeepTheirs() {
        lab.apply(Certificate.authority("two").configMap(lab.namespace, "authority"));
        lab.apply(policy("safe", "authority"));
        eventually(() -> assertThat(said("safe", lab.name)).isNotEmpty());
        BackendTLSPolicy now = now("safe");
        PolicyAncestorStatus first = now.getStatus().getAncestors().getFirst();
        PolicyAncestorStatus other =
                new PolicyAncestorStatus(first.getAncestorRef(), first.getConditions(), "example.com/somebody");
        now.getStatus().getAncestors().addFirst(other);
        lab.client.resource(now).updateStatus();

        lab.apply(route("[{name: $T}, {name: second}]"));

        eventually(() -> assertThat(said("safe", "second")).containsExactly("Accepted=True/Accepted@1", RESOLVED));
        assertThat(now("safe").getStatus().getAncestors())
                .extracting(PolicyAncestorStatus::getControllerName)
                .containsExactly("example.com/somebody", lab.controller, lab.controller);

        lab.apply(route("[{name: second}]"));

        eventually(() -> assertThat(now("safe").getStatus().getAncestors())
                .extracting(
                        a -> a.getControllerName() + " " + a.getAncestorRef().getName())
                .containsExactly("example.com/somebody " + lab.name, lab.controller + " second"));
    }

    @Test
    void theOldestOfSeveralCounts() {
        lab.apply(Certificate.authority("three").configMap(lab.namespace, "authority"));
        lab.apply(policy("z-older", "authority"));
        eventually(() -> assertThat(said("z-older", lab.name)).contains("Accepted=True/Accepted@1"));
        // Ages are whole seconds.
        Instant born = Instant.parse(now("z-older").getMetadata().getCreationTimestamp());
        eventually(() -> assertThat(Instant.now()).isAfter(born.plusSeconds(1)));

        lab.apply(policy("a-newer", "authority"));

        eventually(
                () -> assertThat(said("a-newer", lab.name)).containsExactly("Accepted=False/Conflicted@1", RESOLVED));
        assertThat(said("z-older", lab.name)).containsExactly("Accepted=True/Accepted@1", RESOLVED);

        lab.delete(policy("z-older", "authority"));

        eventually(() -> assertThat(said("a-newer", lab.name)).containsExactly("Accepted=True/Accepted@1", RESOLVED));
    }

    private static String policy(String name, String authority) {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: BackendTLSPolicy
                metadata: {name: %s, namespace: $T}
                spec:
                  targetRefs: [{group: "", kind: Service, name: web}]
                  validation:
                    hostname: web.example.net
                    caCertificateRefs: [{group: "", kind: ConfigMap, name: %s}]
                """.formatted(name, authority);
    }

    private static String route(String parents) {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: web, namespace: $T}
                spec:
                  parentRefs: %s
                  rules: [{backendRefs: [{name: web, port: 80}]}]
                """.formatted(parents);
    }

    private BackendTLSPolicy now(String name) {
        return lab.now(BackendTLSPolicy.class, name);
    }

    /** Our entry's conditions for a Gateway. */
    private List<String> said(String policy, String gateway) {
        BackendTLSPolicy now = now(policy);
        return now.getStatus() == null
                ? List.of()
                : now.getStatus().getAncestors().stream()
                        .filter(a -> a.getControllerName().equals(lab.controller)
                                && a.getAncestorRef().getName().equals(gateway))
                        .flatMap(a -> Conditions.of(a.getConditions()).stream())
                        .toList();
    }
}
