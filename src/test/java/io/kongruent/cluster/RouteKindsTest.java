package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TCPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TLSRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.UDPRoute;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kinds of routes beside HTTPRoute in a cluster: what they say, where they count, and that they go. */
@QuarkusTest
class RouteKindsTest extends WithSubject {

    private static final ObjectMapper TREES = new ObjectMapper();
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "GRPCRoute", GRPCRoute.class,
            "TLSRoute", TLSRoute.class,
            "TCPRoute", TCPRoute.class,
            "UDPRoute", UDPRoute.class);

    @BeforeEach
    void start() {
        lab.service(lab.namespace, "web");
        lab.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: names, namespace: $T}
                spec: {ports: [{port: 80, protocol: UDP}]}
                """);
        lab.gateway(
                "{name: grpc, protocol: HTTP, port: 80}",
                "{name: tcp, protocol: TCP, port: 5432}",
                "{name: udp, protocol: UDP, port: 5353}",
                "{name: tls, protocol: TLS, port: 9443, tls: {mode: Passthrough}}");
    }

    private static String route(String kind, String hostnames) {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: %1$s
                metadata: {name: app, namespace: $T}
                spec:
                  parentRefs: [{name: $T, sectionName: %2$s}]
                  %3$s
                  rules: [{backendRefs: [{name: %4$s, port: 80}]}]
                """.formatted(kind, listener(kind), hostnames, kind.equals("UDPRoute") ? "names" : "web");
    }

    private static String listener(String kind) {
        return kind.replace("Route", "").toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @CsvSource({
        "GRPCRoute,'hostnames: [calls.example.com]'",
        "TLSRoute,'hostnames: [vault.example.com]'",
        "TCPRoute,''",
        "UDPRoute,''"
    })
    void itIsAcceptedAndCountedUntilItGoes(String kind, String hostnames) {
        lab.apply(route(kind, hostnames));
        eventually(() ->
                assertThat(said(kind)).containsExactly("Accepted=True/Accepted@1", "ResolvedRefs=True/ResolvedRefs@1"));
        eventually(() -> assertThat(attached()).containsEntry(listener(kind), 1));

        lab.apply(route(kind, hostnames).replaceAll("name: (web|names)", "name: absent"));
        eventually(() -> assertThat(said(kind))
                .containsExactly("Accepted=True/Accepted@2", "ResolvedRefs=False/BackendNotFound@2"));

        lab.delete(route(kind, hostnames));
        eventually(() -> assertThat(attached()).containsEntry(listener(kind), 0));
    }

    @Test
    void connectionsAreServed() {
        lab.apply(route("TCPRoute", ""));
        eventually(() -> assertThat(subject.backendBehind(5432)).isEqualTo("web"));
    }

    private List<String> said(String kind) {
        JsonNode now = TREES.valueToTree(lab.now(Objects.requireNonNull(KINDS.get(kind)), "app"));
        return Conditions.of(now.at("/status/parents/0/conditions"));
    }

    private Map<String, Integer> attached() {
        return lab.gatewayNow().getStatus().getListeners().stream()
                .collect(Collectors.toMap(ListenerStatus::getName, ListenerStatus::getAttachedRoutes));
    }
}
