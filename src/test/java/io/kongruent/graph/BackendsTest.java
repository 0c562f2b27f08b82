package io.kongruent.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capability;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** References of routes, the endpoints behind them, and what a rule comes to. */
class BackendsTest {

    private static String route(String rules) {
        return """
                kind: HTTPRoute
                metadata: {name: r, namespace: default}
                spec:
                  parentRefs: [{name: web}]
                  rules:
                """ + rules.indent(2);
    }

    private static RuleNode rule(World world) {
        return world.resolve().routes().getFirst().rules().getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: app, port: 8080} | True/ResolvedRefs: Every reference resolves.",
                "{name: app, port: 9} | False/BackendNotFound: rule 0: backendRefs[0]: Service default/app has no port 9 (it has 8080); correct the reference",
                "{name: app} | False/BackendNotFound: rule 0: backendRefs[0]: the reference to Service default/app has no port; write the Service's port",
                "{name: gone, port: 80} | False/BackendNotFound: rule 0: backendRefs[0]: Service default/gone doesn't exist; create it or correct the reference",
                "{name: app, kind: NonExistent, port: 80} | False/InvalidKind: rule 0: backendRefs[0]: the kind NonExistent can't be a backend; name a Service",
                "{name: app, group: multicluster.x-k8s.io, kind: ServiceImport, port: 80} | False/InvalidKind: rule 0: backendRefs[0]: the kind ServiceImport of multicluster.x-k8s.io can't be a backend; name a Service",
                "{name: app, namespace: other, port: 80} | False/RefNotPermitted: rule 0: backendRefs[0]: Service other/app is in another namespace and no ReferenceGrant there allows references from HTTPRoutes of namespace default; create one in namespace other",
                "{name: app, kind: X, namespace: other} | False/InvalidKind: rule 0: backendRefs[0]: the kind X can't be a backend; name a Service",
                "null | False/BackendNotFound: rule 0: backendRefs[0]: the reference to Service default/ has no port; write the Service's port",
            })
    void references(String backend, String resolvedRefs) {
        World world = World.with(route("- backendRefs: [" + backend + "]"));

        assertThat(world.statuses().ofRoute("r", "ResolvedRefs")).isEqualTo(resolvedRefs);
        assertThat(world.statuses().ofRoute("r", "Accepted")).startsWith("True/Accepted");
        assertThat(world.statuses().ofRoute("r", "PartiallyInvalid")).isEqualTo("absent");
        assertThat(rule(world).answers500On("main")).isEqualTo(resolvedRefs.startsWith("False"));
    }

    @Test
    void grantsAllowOtherNamespaces() {
        World world = World.with(
                route(
                        "- backendRefs: [{name: app, namespace: other, port: 80}, {name: second, namespace: other, port: 80}]"),
                """
                kind: ReferenceGrant
                metadata: {name: g, namespace: other}
                spec:
                  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: default}, null]
                  to: [{group: "", kind: Service, name: app}, null]
                ---
                kind: Service
                metadata: {name: app, namespace: other}
                spec: {ports: [{port: 80}]}
                ---
                kind: Service
                metadata: {name: second, namespace: other}
                spec: {ports: [{port: 80}]}
                """);

        assertThat(rule(world).backends())
                .extracting(b -> b.upstream().isPresent())
                .containsExactly(true, false);
        assertThat(rule(world).answers500On("main")).isFalse();
        assertThat(world.statuses().ofRoute("r", "ResolvedRefs"))
                .startsWith("False/RefNotPermitted: rule 0: backendRefs[1]: Service other/second");
    }

    @Test
    void theFirstProblemByRuleGivesTheReasonAndAllAreTold() {
        assertThat(World.with(route("""
                                - backendRefs: [{name: app, port: 8080}, {name: gone, port: 1}]
                                - name: second
                                  backendRefs: [{name: app, kind: X}]
                                """)).statuses().ofRoute("r", "ResolvedRefs"))
                .isEqualTo(
                        "False/BackendNotFound: rule 0: backendRefs[1]: Service default/gone doesn't exist; create it or"
                                + " correct the reference; rule 1 (\"second\"): backendRefs[0]: the kind X can't be a backend; name"
                                + " a Service");
    }

    @Test
    void extensionsThatNobodyKnowsAnswer500() {
        World world = World.with(route("""
                - filters: [{type: ExtensionRef, extensionRef: {group: example.com, kind: Auth, name: a}}]
                  backendRefs: [{name: app, port: 8080}]
                - backendRefs:
                  - {name: app, port: 8080, filters: [{type: ExtensionRef, extensionRef: {group: example.com, kind: Auth, name: a}}]}
                  - {name: app, port: 8080}
                """));
        List<RuleNode> rules = world.resolve().routes().getFirst().rules();

        assertThat(world.statuses().ofRoute("r", "ResolvedRefs"))
                .startsWith(
                        "False/InvalidKind: rule 0: filters[0].extensionRef: the kind Auth of example.com is no filter"
                                + " that is known here; remove the filter");
        assertThat(world.statuses().ofRoute("r", "Accepted")).startsWith("True/Accepted");
        assertThat(rules.get(0).answers500On("main")).isTrue();
        assertThat(rules.get(1).answers500On("main")).isFalse();
        assertThat(rules.get(1).backends())
                .extracting(b -> b.upstream().isPresent())
                .containsExactly(false, true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | true",
                "[{name: app, port: 8080, weight: 0}] | true",
                "[{name: app, port: 8080, weight: 0}, {name: gone, port: 1}] | true",
                "[{name: app, port: 8080}, {name: gone, port: 1}] | false",
            })
    void aRuleWithoutAnybodyToAnswerAnswers500(String backends, boolean answers500) {
        World world = World.with(route("- backendRefs: " + backends));

        assertThat(rule(world).answers500On("main")).isEqualTo(answers500);
        assertThat(world.statuses().ofRoute("r", "Accepted")).startsWith("True/Accepted");
    }

    @Test
    void aRedirectNeedsNobody() {
        assertThat(rule(World.with(route("- filters: [{type: RequestRedirect, requestRedirect: {}}]")))
                        .answers500On("main"))
                .isFalse();
    }

    @Test
    void aRefusedRuleIsToldAsDropped() {
        World.Statuses statuses = World.with(route("""
                        - backendRefs: [{name: app, port: 8080}]
                        - name: canary
                          filters: [{type: RequestMirror, requestMirror: {backendRef: {name: app, port: 8080}}}]
                          backendRefs: [{name: app, port: 8080}]
                        - matches: [{path: {value: /a}}, {path: {value: b}}]
                          backendRefs: [{name: app, port: 8080, filters: [{type: CORS, cors: {}}]}, {name: app, port: 8080}]
                        """)).statuses();

        assertThat(statuses.ofRoute("r", "Accepted")).startsWith("True/Accepted");
        assertThat(statuses.ofRoute("r", "PartiallyInvalid"))
                .isEqualTo(
                        "True/UnsupportedValue: Dropped Rule 1 (\"canary\"), answered with 500:"
                                + " filters[0].requestMirror: mirroring requests isn't supported yet; remove the RequestMirror"
                                + " filter; Dropped Rule 2, match 1: matches[1].path.value: \"b\" doesn't start with /; write an"
                                + " absolute path; Dropped Rule 2, answered with 500 for the share of backend 0:"
                                + " backendRefs[0].filters[0].cors: cross-origin rules aren't supported yet; remove the CORS filter");
    }

    @Test
    void aRouteWithoutAnyRuleLeftIsNotAccepted() {
        World world = World.with(route("""
                - filters: [{type: URLRewrite, urlRewrite: {}}, {type: RequestRedirect, requestRedirect: {}}]
                - matches: [{path: {value: b}}]
                """));

        assertThat(world.statuses().ofRoute("r", "Accepted"))
                .isEqualTo(
                        "False/IncompatibleFilters: No rule is accepted: rule 0: filters: URLRewrite and RequestRedirect"
                                + " can't stand together; remove one of them; rule 1: matches[0].path.value: \"b\" doesn't start"
                                + " with /; write an absolute path");
        assertThat(world.statuses().ofRoute("r", "PartiallyInvalid")).isEqualTo("absent");
        assertThat(world.statuses().listener("web", "http").attachedRoutes()).isZero();
        // refusing never opens: the stubs stay
        assertThat(world.resolve().routes().getFirst().parents().getFirst().attachments())
                .hasSize(1);
    }

    private static List<UpstreamNode.Endpoint> endpoints(String service, String... slices) {
        String[] all = new String[slices.length + 4];
        all[0] = World.CLASS;
        all[1] = World.GATEWAY;
        all[2] = "kind: Service\nmetadata: {name: s, namespace: default}\nspec: " + service + "\n";
        all[3] = route("- backendRefs: [{name: s, port: 80}]");
        for (int i = 0; i < slices.length; i++) {
            all[4 + i] = "kind: EndpointSlice\nmetadata: {name: s" + i
                    + ", namespace: default, labels: {kubernetes.io/service-name: s}}\n" + slices[i] + "\n";
        }
        return Objects.requireNonNull(World.of(all).resolve().upstreams().get(new UpstreamKey("default", "s", 80)))
                .endpoints();
    }

    private static UpstreamNode.Endpoint at(String address, int port) {
        return new UpstreamNode.Endpoint(address, port);
    }

    @Test
    void readyEndpointsOfAllSlices() {
        assertThat(endpoints(
                        "{ports: [{name: web, port: 80, targetPort: web}, {name: admin, port: 81}]}",
                        """
                        addressType: IPv4
                        ports: [{name: admin, port: 9}, {name: web, port: 3000}]
                        endpoints:
                        - {addresses: [10.0.0.2]}
                        - {addresses: [10.0.0.1], conditions: {ready: true}}
                        - {addresses: [10.0.0.3], conditions: {ready: false, serving: true, terminating: true}}
                        - {addresses: [10.0.0.4], conditions: {ready: false}}
                        - null
                        """,
                        """
                        addressType: IPv6
                        ports: [{name: web, port: 3001}]
                        endpoints: [{addresses: ["fd00::1"], conditions: {}}]
                        """,
                        """
                        addressType: FQDN
                        ports: [{name: web, port: 3001}]
                        endpoints: [{addresses: [evil.example.com]}]
                        """,
                        """
                        addressType: IPv4
                        ports: [{name: web, port: 3000}]
                        endpoints: [{addresses: [10.0.0.1]}, {addresses: [localhost]}, {addresses: [null, '']}]
                        """))
                .containsExactly(at("10.0.0.1", 3000), at("10.0.0.2", 3000), at("fd00::1", 3001));
    }

    @Test
    void ifNoneIsReadyThoseThatStillServe() {
        assertThat(endpoints("{ports: [{port: 80}]}", """
                        addressType: IPv4
                        ports: [{name: "", port: 3000}]
                        endpoints:
                        - {addresses: [10.0.0.1], conditions: {ready: false, serving: true, terminating: true}}
                        - {addresses: [10.0.0.2], conditions: {ready: false, serving: false, terminating: true}}
                        - {addresses: [10.0.0.3], conditions: {ready: false, serving: true, terminating: false}}
                        """)).containsExactly(at("10.0.0.1", 3000));
    }

    @ParameterizedTest
    @CsvSource({"targetPort: 3000,3000", "targetPort: web,", "name: http,80"})
    void aSliceThatNamesNoNumber(String field, Integer port) {
        String name = field.startsWith("name") ? "http" : "''";
        assertThat(endpoints(
                        "{ports: [{port: 80, " + field + "}]}",
                        "addressType: IPv4\nports: [{name: " + name + "}]\nendpoints: [{addresses: [10.0.0.1]}]"))
                .isEqualTo(port == null ? List.of() : List.of(at("10.0.0.1", port)));
    }

    @Test
    void headlessServicesAndThoseWithoutEndpoints() {
        assertThat(endpoints(
                        "{clusterIP: None, ports: [{port: 80, targetPort: 3000}]}",
                        "addressType: IPv4\nports: [{port: 3000}]\nendpoints: [{addresses: [10.0.0.1]}]"))
                .containsExactly(at("10.0.0.1", 3000));
        assertThat(endpoints("{ports: [{port: 80}]}")).isEmpty();
        assertThat(endpoints("{ports: [{port: 80}]}", "addressType: IPv4")).isEmpty();
    }

    @Test
    void tcpCountsWherePortsShareANumber() {
        assertThat(endpoints(
                        "{ports: [{name: u, port: 80, protocol: UDP}, {name: t, port: 80, protocol: TCP}]}",
                        "addressType: IPv4\nports: [{name: u, port: 1, protocol: UDP}, {name: t, port: 2, protocol: TCP}]\n"
                                + "endpoints: [{addresses: [10.0.0.1]}]"))
                .containsExactly(at("10.0.0.1", 2));
    }

    @ParameterizedTest
    @CsvSource({
        "kubernetes.io/ws,WEBSOCKET,",
        "kubernetes.io/h2c,H2C,",
        "kubernetes.io/wss,,UnsupportedProtocol",
        "https,,UnsupportedProtocol",
        "http,HTTP,",
        "example.com/own,HTTP,",
    })
    void appProtocols(String appProtocol, UpstreamNode.Protocol protocol, String reason) {
        World world = World.of(
                World.CLASS,
                World.GATEWAY,
                "kind: Service\nmetadata: {name: s, namespace: default}\nspec: {ports: [{port: 80, appProtocol: "
                        + appProtocol + "}]}\n",
                route("- backendRefs: [{name: s, port: 80}]"));

        if (reason == null) {
            assertThat(world.resolve().upstreams().values())
                    .extracting(UpstreamNode::protocol)
                    .containsExactly(protocol);
        } else {
            assertThat(world.resolve().upstreams()).isEmpty();
            assertThat(world.statuses().ofRoute("r", "ResolvedRefs")).startsWith("False/" + reason);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "db.example.com,true,db.example.com.",
        "DB.example.com,true,db.example.com.",
        "db.example.com.,true,db.example.com.",
        "db.example.com,false,",
        "10.0.0.1,true,",
        "'a b',true,",
    })
    void externalNames(String name, boolean allowed, String host) {
        World world = World.of(
                        World.CLASS,
                        World.GATEWAY,
                        "kind: Service\nmetadata: {name: s, namespace: default}\nspec: {type: ExternalName, externalName: '"
                                + name + "'}\n",
                        route("- backendRefs: [{name: s, port: 80}]"))
                .input(i -> i.withExternalName(allowed));

        if (host == null) {
            assertThat(rule(world).answers500On("main")).isTrue();
            assertThat(world.statuses().ofRoute("r", "ResolvedRefs")).startsWith("False/");
        } else {
            assertThat(world.resolve().upstreams().values())
                    .flatExtracting(UpstreamNode::endpoints)
                    .containsExactly(at(host, 80));
        }
    }

    @Test
    void aPortForDatagramsIsNoBackend() {
        assertThat(World.of(
                                World.CLASS,
                                World.GATEWAY,
                                "kind: Service\nmetadata: {name: s, namespace: default}\nspec: {ports: [{port: 80, protocol: UDP}]}\n",
                                route("- backendRefs: [{name: s, port: 80}]"))
                        .statuses()
                        .ofRoute("r", "ResolvedRefs"))
                .startsWith("False/UnsupportedProtocol");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "filters: [{type: RequestHeaderModifier, requestHeaderModifier: {remove: [a]}}] | filters[0]",
                "filters: [{type: ResponseHeaderModifier, responseHeaderModifier: {remove: [a]}}] | filters[0]",
                "filters: [{type: URLRewrite, urlRewrite: {hostname: a}}] | filters[0]",
                "timeouts: {backendRequest: 1s} | timeouts.backendRequest",
            })
    void withoutThePluginWhatNeedsItIsRefused(String field, String place) {
        World world = World.with(route("- " + field
                        + "\n  backendRefs: [{name: app, port: 8080}]\n- {backendRefs: [{name: app, port: 8080}]}"))
                .capabilities(Capabilities.withoutPlugin("3.9.1", List.of()));

        assertThat(rule(world).answers500On("main")).isTrue();
        assertThat(rule(world).answers500On("another")).isFalse();
        assertThat(world.statuses().ofRoute("r", "PartiallyInvalid"))
                .isEqualTo("True/UnsupportedValue: Dropped Rule 0, answered with 500: " + place
                        + ": the data plane has no gateway-api plugin; mount it and add it to KONG_PLUGINS");
    }

    @Test
    void withoutThePluginPlainWeightsWorkAndAShareOf500DoesNot() {
        World world = World.with(route("""
                        - backendRefs: [{name: app, port: 8080, weight: 3}, {name: app, port: 8080}]
                        - backendRefs: [{name: app, port: 8080, weight: 3}, {name: gone, port: 8080}]
                        - backendRefs: [{name: app, port: 8080, weight: 3}, {name: gone, port: 8080, weight: 0}]
                        - backendRefs: [{name: app, port: 8080, filters: [{type: URLRewrite, urlRewrite: {hostname: a}}]}]
                        - matches: [{headers: [{name: a.b, value: c}]}, {queryParams: [{name: a.b, value: c}]}, {}]
                          backendRefs: [{name: app, port: 8080}]
                        """)).capabilities(Capabilities.withoutPlugin("3.9.1", List.of()));
        List<RuleNode> rules = world.resolve().routes().getFirst().rules();

        assertThat(rules).extracting(r -> r.answers500On("main")).containsExactly(false, true, false, true, false);
        assertThat(rules.get(4).dropsMatchOn("main", 0)).isTrue();
        assertThat(rules.get(4).dropsMatchOn("main", 1)).isTrue();
        assertThat(rules.get(4).dropsMatchOn("main", 2)).isFalse();
        assertThat(rules.get(3).findingsOn("main"))
                .extracting(Finding::field)
                .containsExactly("backendRefs[0].filters", "backendRefs[0].filters[0]");
    }

    @Test
    void aReasonThatThePluginReportsIsTold() {
        EnumSet<Capability> able = EnumSet.complementOf(EnumSet.of(Capability.REWRITE));
        Map<Capability, String> unable = Map.of(Capability.REWRITE, "self-test failed");
        assertThat(World.with(
                                route(
                                        "- filters: [{type: URLRewrite, urlRewrite: {hostname: a}}]\n  backendRefs: [{name: app, port: 8080}]"))
                        .capabilities(new Capabilities("3.9.1", Optional.of("0.1.0"), able, unable, List.of()))
                        .statuses()
                        .ofRoute("r", "Accepted"))
                .isEqualTo(
                        "False/UnsupportedValue: No rule is accepted: rule 0: filters[0]: the data plane's gateway-api"
                                + " plugin reports rewrite as unavailable: self-test failed");
    }
}
