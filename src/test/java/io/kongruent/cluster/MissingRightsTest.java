package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.UDPRoute;
import io.kongruent.kinds.Kind;
import io.kongruent.kinds.Kinds;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new controller with an old ClusterRole: what it may not watch is told, and costs no more than it has to. */
@QuarkusTest
class MissingRightsTest extends InLab {

    private final List<String> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        lab.web();
        lab.apply("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: UDPRoute
                metadata: {name: dns, namespace: $T}
                spec:
                  parentRefs: [{name: $T}]
                  rules: [{name: dns, backendRefs: [{name: web, port: 80}]}]
                """);
    }

    /** One kind may not be watched, and of another not even whether the cluster has it. Both are taken up when the right comes. */
    @Test
    void aKindThatMayNotBeWatchedIsDoneWithout() {
        role(kind -> !kind.name().equals("UDPRoute"), kind -> !kind.name().equals("TCPRoute"));
        try (Subject subject = new Subject(admins, input())) {
            eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(200));
            lab.settled("web");
            assertThat(told)
                    .as("once each")
                    .containsExactlyInAnyOrder(
                            "udproutes 403", "customresourcedefinitions/tcproutes.gateway.networking.k8s.io 403");
            assertThat(subject.source.forbidden()).containsExactly("TCPRoute", "UDPRoute");
            assertThat(subject.source.missing()).doesNotContain("TCPRoute", "UDPRoute");
            assertThat(udp().getStatus()).isNull();

            role(kind -> true, kind -> true);
            eventually(() -> assertThat(subject.source.forbidden()).isEmpty());
            eventually(() -> assertThat(udp().getStatus().getParents()).hasSize(1));
            eventually(() -> assertThat(told)
                    .hasSize(4)
                    .contains(
                            "udproutes allowed",
                            "customresourcedefinitions/tcproutes.gateway.networking.k8s.io allowed"));
        }
    }

    /** What others hang on is waited for: a configuration without it would take away what is served. */
    @Test
    void withoutWhatOthersHangOnNothingIsDecided() {
        role(kind -> !kind.name().equals("HTTPRoute"), kind -> true);
        try (Subject subject = new Subject(admins, input())) {
            eventually(() -> assertThat(told).containsExactly("httproutes 403"));
            assertThat(subject.hasBegun()).isFalse();

            role(kind -> true, kind -> true);
            eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(200));
        }
    }

    private UDPRoute udp() {
        return lab.now(UDPRoute.class, "dns");
    }

    private ClusterInput input() {
        return ClusterInput.of(SERVER.config(lab.account("old")), lab.controller)
                .withListener(new ClusterListener() {
                    @Override
                    public void refused(String resource, int status) {
                        told.add(resource + " " + status);
                    }

                    @Override
                    public void allowed(String resource) {
                        told.add(resource + " allowed");
                    }
                });
    }

    /** @param kinds those that may be watched @param definitions those whose definitions may be */
    private void role(Predicate<Kind<?>> kinds, Predicate<Kind<?>> definitions) {
        lab.role("old", """
                - {apiGroups: [gateway.networking.k8s.io, gateway.networking.x-k8s.io, kongruent.io], resources: [%1$s], verbs: ["*"]}
                - {apiGroups: [gateway.networking.k8s.io, gateway.networking.x-k8s.io, kongruent.io], resources: [%2$s], verbs: ["*"]}
                - {apiGroups: [apiextensions.k8s.io], resources: [customresourcedefinitions], resourceNames: [%3$s], verbs: [list, watch]}
                - {apiGroups: [discovery.k8s.io, events.k8s.io], resources: ["*"], verbs: ["*"]}
                - {apiGroups: [""], resources: [services, namespaces, configmaps, secrets], verbs: [list, watch]}
                """.formatted(
                        names(kinds, Kind::plural),
                        names(kinds, kind -> kind.plural() + "/status"),
                        names(definitions, kind -> kind.plural() + "." + kind.group())));
    }

    private static String names(Predicate<Kind<?>> kinds, Function<Kind<?>, String> name) {
        return Kinds.ALL.stream().filter(kinds).map(name).collect(Collectors.joining(", "));
    }
}
