package io.kongruent.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.model.Condition;
import io.kongruent.model.Ref;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Protocols, kinds, hostnames and conflicts of listeners, and what they make of their Gateway. */
class ListenersTest {

    private static World gateway(String listeners) {
        return World.of(World.CLASS, """
                kind: Gateway
                metadata: {name: web, namespace: default}
                spec:
                  gatewayClassName: kong
                  listeners:
                """ + listeners.indent(4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCTP", "INVALID", "example.com/bar"})
    void aProtocolThatIsNotServed(String protocol) {
        World.Statuses statuses = gateway("- {name: other, port: 1111, protocol: " + protocol + "}")
                .statuses();

        assertThat(statuses.ofListener("web", "other", "Accepted")).startsWith("False/UnsupportedProtocol");
        assertThat(statuses.ofListener("web", "other", "Programmed")).startsWith("False/Invalid");
        assertThat(statuses.listener("web", "other").supportedKinds()).isEmpty();
        assertThat(statuses.ofGateway("web", "Accepted")).startsWith("False/ListenersNotValid");
        assertThat(statuses.ofGateway("web", "Programmed")).startsWith("False/Invalid");
    }

    @Test
    void aListenerThatIsNotServedLeavesTheOthers() {
        World.Statuses statuses = gateway("""
                        - {name: http, port: 80, protocol: HTTP}
                        - {name: other, port: 1111, protocol: INVALID}
                        """).statuses();

        assertThat(statuses.ofListener("web", "http", "Accepted")).startsWith("True/Accepted");
        assertThat(statuses.ofListener("web", "http", "Programmed")).startsWith("True/Programmed");
        assertThat(statuses.ofGateway("web", "Accepted"))
                .isEqualTo(
                        "True/ListenersNotValid: Not accepted: listener other; accepted: listener http. See the listeners' conditions.");
        assertThat(statuses.ofGateway("web", "Programmed")).startsWith("True/Programmed");
    }

    @Test
    void onlyKindsThatFitAreSupported() {
        World.Statuses statuses = gateway("""
                        - {name: only, port: 80, protocol: HTTP, allowedRoutes: {kinds: [{kind: InvalidRoute}]}}
                        - {name: both, port: 81, protocol: HTTP, allowedRoutes: {kinds: [{kind: HTTPRoute}, {kind: TLSRoute}, {kind: HTTPRoute}]}}
                        - {name: group, port: 82, protocol: HTTP, allowedRoutes: {kinds: [{group: example.com, kind: HTTPRoute}]}}
                        - {name: empty, port: 83, protocol: HTTP, allowedRoutes: {kinds: []}}
                        """).statuses();

        assertThat(statuses.listener("web", "only").supportedKinds()).isEmpty();
        assertThat(statuses.ofListener("web", "only", "ResolvedRefs"))
                .isEqualTo("False/InvalidRouteKinds: allowedRoutes.kinds: a listener of the protocol HTTP takes no"
                        + " InvalidRoute; use HTTPRoute, GRPCRoute");
        assertThat(statuses.listener("web", "both").supportedKinds())
                .extracting(ListenerNode.RouteKind::kind)
                .containsExactly("HTTPRoute");
        assertThat(statuses.ofListener("web", "both", "ResolvedRefs")).startsWith("False/InvalidRouteKinds");
        assertThat(statuses.listener("web", "group").supportedKinds()).isEmpty();
        assertThat(statuses.listener("web", "empty").supportedKinds()).hasSize(2);
        assertThat(statuses.ofListener("web", "empty", "ResolvedRefs")).startsWith("True/ResolvedRefs");
        assertThat(statuses.ofGateway("web", "ResolvedRefs"))
                .isEqualTo("False/ListenersNotResolved: References of listeners only, both, group don't resolve; see"
                        + " their conditions.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port: 0, protocol: HTTP | port: 0 is no port; use 1 to 65535",
                "protocol: HTTP | port: 0 is no port; use 1 to 65535",
                "port: 80, protocol: HTTP, hostname: 'a b' | hostname: \"a b\" is no hostname",
                "port: 80, protocol: HTTP, tls: {} | tls: a listener of the protocol HTTP has no TLS; remove the field",
                "port: 80, protocol: HTTPS, tls: {mode: Passthrough} | tls.mode: \"Passthrough\" can't be used with HTTPS",
                "port: 80, protocol: HTTPS, tls: {options: {a/b: c}} | tls.options: the option a/b isn't known here; remove it",
                "port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: None}} | allowedRoutes.namespaces.from: \"None\" isn't known here",
                "port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector}} | allowedRoutes.namespaces.selector: the selector is missing",
                "port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {matchExpressions: [{key: a, operator: In}]}}} | allowedRoutes.namespaces.selector.matchExpressions[0]: the expression can't be understood",
                "port: 80, protocol: HTTP, newField: 1 | newField: this field isn't known here",
            })
    void whatAListenerCannotBe(String fields, String message) {
        World.Statuses statuses = gateway("- {name: l, " + fields + "}").statuses();

        assertThat(statuses.ofListener("web", "l", "Accepted")).startsWith("False/UnsupportedValue: " + message);
    }

    @Test
    void hostnamesOfOnePortConflict() {
        World.Statuses statuses = gateway("""
                        - {name: a, port: 80, protocol: HTTP, hostname: a.example.com}
                        - {name: b, port: 80, protocol: HTTP, hostname: A.example.com}
                        - {name: c, port: 80, protocol: HTTP, hostname: "*.example.com"}
                        - {name: d, port: 80, protocol: HTTP}
                        - {name: e, port: 81, protocol: HTTP, hostname: a.example.com}
                        """).statuses();

        for (String name : List.of("a", "b")) {
            assertThat(statuses.ofListener("web", name, "Conflicted")).startsWith("True/HostnameConflict");
            assertThat(statuses.ofListener("web", name, "Accepted")).startsWith("False/HostnameConflict");
            assertThat(statuses.ofListener("web", name, "Programmed")).startsWith("False/Invalid");
        }
        for (String name : List.of("c", "d", "e")) {
            assertThat(statuses.ofListener("web", name, "Conflicted")).startsWith("False/NoConflicts");
            assertThat(statuses.ofListener("web", name, "Programmed")).startsWith("True/Programmed");
        }
        assertThat(statuses.ofListener("web", "a", "Conflicted"))
                .contains("port 80 with hostname a.example.com is also claimed by listener b");
        assertThat(statuses.ofGateway("web", "Accepted")).startsWith("True/ListenersNotValid");
    }

    @Test
    void protocolsOfOnePortConflict() {
        World.Statuses statuses = gateway("""
                        - {name: a, port: 443, protocol: HTTP, hostname: a.example.com}
                        - {name: b, port: 443, protocol: HTTPS, hostname: b.example.com}
                        - {name: c, port: 80, protocol: HTTP}
                        - {name: unserved, port: 80, protocol: SCTP}
                        - {name: d, port: 81, protocol: HTTP}
                        - {name: e, port: 81, protocol: TCP}
                        - {name: f, port: 81, protocol: UDP}
                        """).statuses();

        assertThat(statuses.ofListener("web", "a", "Conflicted")).startsWith("True/ProtocolConflict");
        assertThat(statuses.ofListener("web", "b", "Conflicted")).startsWith("True/ProtocolConflict");
        assertThat(statuses.ofListener("web", "d", "Conflicted")).startsWith("True/ProtocolConflict");
        assertThat(statuses.ofListener("web", "e", "Conflicted")).startsWith("True/ProtocolConflict");
        assertThat(statuses.ofListener("web", "f", "Conflicted")).startsWith("False/NoConflicts");
        // "If an implementation does not support TCP Protocol Listeners, then the previous rule does not apply"
        assertThat(statuses.ofListener("web", "c", "Accepted")).startsWith("True/Accepted");
        assertThat(statuses.ofListener("web", "unserved", "Accepted")).startsWith("False/UnsupportedProtocol");
    }

    @Test
    void aGatewayWhoseListenersAllConflictIsNotAccepted() {
        assertThat(gateway("- {name: a, port: 80, protocol: HTTP}\n- {name: b, port: 80, protocol: HTTP}\n")
                        .statuses()
                        .ofGateway("web", "Accepted"))
                .isEqualTo("False/ListenersNotValid: No listener is accepted: listeners a, b; see their conditions.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- {port: 80, protocol: HTTP}",
                "- null",
                "[]",
                "- {name: a, port: 80, protocol: HTTP}\n- {name: a, port: 81, protocol: HTTP}"
            })
    void aGatewayThatNoApiServerWouldTake(String listeners) {
        assertThat(gateway(listeners).statuses().ofGateway("web", "Accepted")).startsWith("False/Invalid: ");
    }

    @Test
    void overlappingHostnamesOfTlsAreTold() {
        World.Statuses statuses = gateway("""
                        - {name: a, port: 443, protocol: HTTPS, hostname: foo.example.com}
                        - {name: b, port: 443, protocol: HTTPS, hostname: foo.example.org}
                        - {name: c, port: 443, protocol: HTTPS, hostname: "*.example.com"}
                        - {name: d, port: 8443, protocol: HTTPS, hostname: foo.example.com}
                        """).statuses();

        assertThat(statuses.ofListener("web", "a", "OverlappingTLSConfig")).startsWith("True/OverlappingHostnames");
        assertThat(statuses.ofListener("web", "c", "OverlappingTLSConfig")).startsWith("True/OverlappingHostnames");
        assertThat(statuses.ofListener("web", "b", "OverlappingTLSConfig")).isEqualTo("absent");
        assertThat(statuses.ofListener("web", "d", "OverlappingTLSConfig")).isEqualTo("absent");
    }

    @Test
    void conditionsHaveOneOrder() {
        assertThat(gateway("- {name: a, port: 80, protocol: HTTP}")
                        .statuses()
                        .listener("web", "a")
                        .conditions())
                .extracting(Condition::type)
                .containsExactly(
                        Condition.Type.Accepted,
                        Condition.Type.ResolvedRefs,
                        Condition.Type.Programmed,
                        Condition.Type.Conflicted);
    }

    @Test
    void gatewaysOfOtherClassesAreNotOurs() {
        Graph graph = World.of(World.CLASS, """
                        kind: GatewayClass
                        metadata: {name: theirs}
                        spec: {controllerName: example.com/theirs}
                        """, """
                        kind: Gateway
                        metadata: {name: a, namespace: default}
                        spec: {gatewayClassName: theirs, listeners: [{name: http, port: 80, protocol: HTTP}]}
                        ---
                        kind: Gateway
                        metadata: {name: b, namespace: default}
                        spec: {gatewayClassName: missing, listeners: [{name: http, port: 80, protocol: HTTP}]}
                        ---
                        kind: HTTPRoute
                        metadata: {name: r, namespace: default}
                        spec: {parentRefs: [{name: a}, {name: b}, {name: nobody}]}
                        """).resolve();

        assertThat(graph.classes())
                .extracting(c -> c.meta().ref())
                .containsExactly(Ref.gatewayApi("GatewayClass", "", "kong"));
        assertThat(graph.gateways()).isEmpty();
        assertThat(graph.routes()).isEmpty();
    }

    @Test
    void parametersCannotBeUsedYet() {
        World.Statuses statuses = World.of("""
                        kind: GatewayClass
                        metadata: {name: kong}
                        spec:
                          controllerName: kongruent.io/gateway
                          parametersRef: {group: example.com, kind: Params, name: p}
                        ---
                        kind: GatewayClass
                        metadata: {name: plain}
                        spec: {controllerName: kongruent.io/gateway}
                        """, World.GATEWAY, """
                        kind: Gateway
                        metadata: {name: own, namespace: default}
                        spec:
                          gatewayClassName: plain
                          infrastructure: {parametersRef: {group: "", kind: ConfigMap, name: p}}
                          listeners: [{name: http, port: 81, protocol: HTTP}]
                        """).statuses();

        assertThat(statuses.ofClass("kong", "Accepted"))
                .isEqualTo(
                        "False/InvalidParameters: parametersRef: the kind Params of example.com can't hold parameters"
                                + " here; remove the field");
        assertThat(statuses.ofGateway("web", "Accepted")).startsWith("False/InvalidParameters");
        assertThat(statuses.ofGateway("web", "Programmed")).startsWith("False/Invalid");
        assertThat(statuses.ofGateway("own", "Accepted"))
                .startsWith("False/InvalidParameters: infrastructure.parametersRef: the kind ConfigMap");
    }

    @ParameterizedTest
    @CsvSource({
        "v1.6.3,True/SupportedVersion",
        "v1.7.0,True/SupportedVersion",
        "v1.0.0,True/SupportedVersion",
        "v1.8.0,False/UnsupportedVersion",
        "v2.0.0,False/UnsupportedVersion",
        "v0.8.1,False/UnsupportedVersion",
        "main,False/UnsupportedVersion",
        "v1.,False/UnsupportedVersion",
    })
    void versionsOfTheCrds(String version, String condition) {
        World.Statuses statuses =
                World.of(World.CLASS, """
                        kind: CustomResourceDefinition
                        metadata: {name: gateways.gateway.networking.k8s.io, annotations: {gateway.networking.k8s.io/bundle-version: VERSION}}
                        spec: {group: gateway.networking.k8s.io}
                        ---
                        kind: CustomResourceDefinition
                        metadata: {name: others.example.com}
                        spec: {group: example.com}
                        """.replace("VERSION", version)).statuses();

        assertThat(statuses.ofClass("kong", "SupportedVersion")).startsWith(condition);
        assertThat(statuses.ofClass("kong", "Accepted")).startsWith("True/Accepted");
    }

    @Test
    void crdsWithoutVersion() {
        assertThat(World.of(World.CLASS, """
                                kind: CustomResourceDefinition
                                metadata: {name: gateways.gateway.networking.k8s.io}
                                spec: {group: gateway.networking.k8s.io}
                                """).statuses().ofClass("kong", "SupportedVersion"))
                .startsWith("False/UnsupportedVersion: The cluster has Gateway API CRDs of without version");
        assertThat(World.of(World.CLASS).statuses().ofClass("kong", "SupportedVersion"))
                .startsWith("True/SupportedVersion");
    }
}
