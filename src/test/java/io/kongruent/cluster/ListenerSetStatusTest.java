package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ListenerSets in a cluster: allowed by the Gateway, served, and told in their own statuses, the Gateway's and their routes'. */
@QuarkusTest
class ListenerSetStatusTest extends WithSubject {

    @Test
    void aSetIsServedFromWhenItIsAllowedUntilItIsGone() {
        lab.service(lab.namespace, "web");
        lab.gateway();
        String set = """
                apiVersion: gateway.networking.k8s.io/v1
                kind: ListenerSet
                metadata: {name: set, namespace: $T}
                spec:
                  parentRef: {name: $T}
                  listeners:
                    - {name: added, port: 80, protocol: HTTP, hostname: added.example.com}
                    - {name: raw, port: 80, protocol: TCP}
                """;
        lab.apply(set);
        lab.apply("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: web, namespace: $T}
                spec:
                  parentRefs: [{kind: ListenerSet, name: set}]
                  rules: [{backendRefs: [{name: web, port: 80}]}]
                """);
        eventually(() -> {
            assertThat(said()).containsExactly("Accepted=False/NotAllowed@1", "Programmed=False/NotAllowed@1");
            assertThat(lab.conditions(lab.routeNow(lab.namespace, "web")))
                    .contains("Accepted=False/NoMatchingParent@1");
        });

        lab.apply(Lab.gatewayOf(lab.name)
                .replace("listeners:", "allowedListeners: {namespaces: {from: Same}}\n  listeners:"));

        eventually(() -> assertThat(subject.get("added.example.com", "/")).isEqualTo(200));
        eventually(() -> {
            assertThat(said()).containsExactly("Accepted=True/ListenersNotValid@1", "Programmed=True/Programmed@1");
            assertThat(listener("added"))
                    .contains(
                            "Accepted=True/Accepted@1",
                            "Programmed=True/Programmed@1",
                            "Conflicted=False/NoConflicts@1");
            assertThat(listener("raw"))
                    .contains("Accepted=False/ProtocolConflict@1", "Conflicted=True/ProtocolConflict@1");
            assertThat(set().getStatus().getListeners().getFirst().getAttachedRoutes())
                    .isEqualTo(1);
            assertThat(lab.gatewayNow().getStatus().getAttachedListenerSets()).isEqualTo(1);
            assertThat(lab.gatewayNow().getStatus().getListeners()).hasSize(1);
            RouteParentStatus parent =
                    lab.routeNow(lab.namespace, "web").getStatus().getParents().getFirst();
            assertThat(parent.getParentRef().getKind()).isEqualTo("ListenerSet");
            assertThat(parent.getConditions().getFirst().getReason()).isEqualTo("Accepted");
        });
        assertThat(subject.get("other.example.com", "/")).isEqualTo(404);

        lab.delete(set);

        eventually(() -> assertThat(subject.get("added.example.com", "/")).isEqualTo(404));
        eventually(() -> {
            assertThat(lab.gatewayNow().getStatus().getAttachedListenerSets()).isZero();
            assertThat(lab.routeNow(lab.namespace, "web").getStatus().getParents())
                    .isEmpty();
        });
    }

    private ListenerSet set() {
        return lab.now(ListenerSet.class, "set");
    }

    private List<String> said() {
        return Conditions.of(set().getStatus().getConditions());
    }

    private List<String> listener(String name) {
        return set().getStatus().getListeners().stream()
                .filter(l -> l.getName().equals(name))
                .flatMap(l -> Conditions.of(l.getConditions()).stream())
                .toList();
    }
}
