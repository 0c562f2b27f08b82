package io.kongruent.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.model.Hostname;
import org.junit.jupiter.api.Test;

/** One route from its manifest to what translate and the statuses see of it. */
class ResolverTest {

    private static final String ROUTE = """
            kind: HTTPRoute
            metadata: {name: web, namespace: default, uid: u1, generation: 3, creationTimestamp: "2026-01-01T00:00:00Z"}
            spec:
              parentRefs: [{name: web}]
              hostnames: [shop.example.com]
              rules:
              - name: cart
                matches: [{path: {type: Exact, value: /cart}}]
                backendRefs: [{name: app, port: 8080}]
            """;

    @Test
    void oneRouteArrives() {
        Graph graph = World.with(ROUTE).resolve();

        assertThat(graph.routes()).singleElement().satisfies(route -> {
            assertThat(route.route().meta().createdSeconds()).isEqualTo(1767225600L);
            assertThat(route.parents()).singleElement().satisfies(parent -> {
                assertThat(parent.dataPlane()).isEqualTo("main");
                assertThat(parent.attachments()).singleElement().satisfies(attachment -> {
                    assertThat(attachment.listener().name()).isEqualTo("http");
                    assertThat(attachment.hostnames())
                            .containsExactly(new ParentNode.RouteHostname(
                                    Hostname.of("shop.example.com"), Hostname.of("shop.example.com")));
                });
            });
            assertThat(route.rules()).singleElement().satisfies(rule -> {
                assertThat(rule.answers500On("main")).isFalse();
                assertThat(rule.backends())
                        .singleElement()
                        .satisfies(backend ->
                                assertThat(backend.upstream()).contains(new UpstreamKey("default", "app", 8080)));
            });
        });
        assertThat(graph.upstreams().values())
                .singleElement()
                .satisfies(upstream ->
                        assertThat(upstream.endpoints()).containsExactly(new UpstreamNode.Endpoint("10.0.0.1", 3000)));
    }

    @Test
    void itsStatusSaysSo() {
        World.Statuses statuses = World.with(ROUTE).statuses();

        assertThat(statuses.ofRoute("web", "Accepted"))
                .isEqualTo("True/Accepted: Served on listener http of Gateway default/web.");
        assertThat(statuses.ofRoute("web", "ResolvedRefs")).startsWith("True/ResolvedRefs");
        assertThat(statuses.ofRoute("web", "PartiallyInvalid")).isEqualTo("absent");
        assertThat(statuses.ofGateway("web", "Accepted")).startsWith("True/Accepted");
        assertThat(statuses.ofGateway("web", "Programmed")).startsWith("True/Programmed");
        assertThat(statuses.listener("web", "http").attachedRoutes()).isEqualTo(1);
        assertThat(statuses.listener("web", "http").supportedKinds())
                .contains(new ListenerNode.RouteKind("gateway.networking.k8s.io", "HTTPRoute"));
        assertThat(statuses.ofClass("kong", "Accepted")).startsWith("True/Accepted");
        assertThat(statuses.gatewayClass("kong").supportedFeatures())
                .contains("Gateway", "HTTPRoute", "ReferenceGrant")
                .isSorted();
    }
}
