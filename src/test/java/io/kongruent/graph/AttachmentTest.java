package io.kongruent.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.model.Hostname;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachmentTest {

    private static final String GATEWAY = """
            kind: Gateway
            metadata: {name: many, namespace: infra}
            spec:
              gatewayClassName: kong
              listeners:
              - {name: same, port: 80, protocol: HTTP, hostname: same.example.com}
              - {name: all, port: 80, protocol: HTTP, hostname: "*.all.example.com", allowedRoutes: {namespaces: {from: All}}}
              - {name: labels, port: 81, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: a}}}}}
              - name: expressions
                port: 82
                protocol: HTTP
                allowedRoutes:
                  namespaces:
                    from: Selector
                    selector:
                      matchExpressions:
                      - {key: team, operator: In, values: [a, b]}
                      - {key: env, operator: NotIn, values: [prod]}
                      - {key: team, operator: Exists}
                      - {key: closed, operator: DoesNotExist}
              - {name: named, port: 83, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {kubernetes.io/metadata.name: apps}}}}}
              - {name: any, port: 84, protocol: HTTP, allowedRoutes: {namespaces: {from: Selector, selector: {}}}}
              - {name: tls-only, port: 85, protocol: HTTP, allowedRoutes: {namespaces: {from: All}, kinds: [{kind: TLSRoute}]}}
            ---
            kind: Namespace
            metadata: {name: team-a, labels: {team: a}}
            ---
            kind: Namespace
            metadata: {name: team-b, labels: {team: b, env: prod}}
            ---
            kind: Namespace
            metadata: {name: team-c, labels: {team: b, closed: "yes"}}
            """;

    private static World.Statuses statuses(String namespace, String parent, String hostnames) {
        return world(namespace, parent, hostnames).statuses();
    }

    private static World world(String namespace, String parent, String hostnames) {
        return World.of(World.CLASS, GATEWAY, """
                kind: HTTPRoute
                metadata: {name: r, namespace: %s}
                spec:
                  parentRefs: [{name: many, namespace: infra%s}]
                  hostnames: [%s]
                """.formatted(namespace, parent, hostnames));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "infra  | , sectionName: same        | True/Accepted",
                "apps   | , sectionName: same        | False/NotAllowedByListeners",
                "apps   | , sectionName: all         | True/Accepted",
                "team-a | , sectionName: labels      | True/Accepted",
                "team-b | , sectionName: labels      | False/NotAllowedByListeners",
                "infra  | , sectionName: labels      | False/NotAllowedByListeners",
                "team-a | , sectionName: expressions | True/Accepted",
                "team-b | , sectionName: expressions | False/NotAllowedByListeners",
                "team-c | , sectionName: expressions | False/NotAllowedByListeners",
                "apps   | , sectionName: expressions | False/NotAllowedByListeners",
                "apps   | , sectionName: named       | True/Accepted",
                "team-a | , sectionName: named       | False/NotAllowedByListeners",
                "team-a | , sectionName: any         | True/Accepted",
                "infra  | , sectionName: tls-only    | False/NotAllowedByListeners",
                "infra  | , sectionName: none        | False/NoMatchingParent",
                "infra  | , port: 80                 | True/Accepted",
                "infra  | , port: 99                 | False/NoMatchingParent",
                "infra  | , 'sectionName: same, port: 80' | True/Accepted",
                "infra  | , 'sectionName: same, port: 81' | False/NoMatchingParent",
                "apps   | -                          | True/Accepted",
            })
    void whoMayAttach(String namespace, String parent, String accepted) {
        String more = parent == null ? "" : parent.replace("'", "");
        World.Statuses statuses = statuses(namespace, more, "");

        assertThat(statuses.ofRoute(namespace + "/r", "Accepted")).startsWith(accepted);
        assertThat(statuses.ofRoute(namespace + "/r", "ResolvedRefs")).startsWith("True/ResolvedRefs");
    }

    @Test
    void messagesNameTheNextStep() {
        assertThat(statuses("infra", ", sectionName: none, port: 9", "").ofRoute("infra/r", "Accepted"))
                .isEqualTo("False/NoMatchingParent: Gateway infra/many has no listener named none and on port 9; it has"
                        + " listeners same, all, labels, expressions, named, any, tls-only");
        assertThat(statuses("apps", ", sectionName: same", "").ofRoute("apps/r", "Accepted"))
                .isEqualTo("False/NotAllowedByListeners: listener same of Gateway infra/many takes no HTTPRoutes from"
                        + " namespace apps; change allowedRoutes.namespaces there");
        assertThat(statuses("infra", ", sectionName: same", "a.example.com").ofRoute("infra/r", "Accepted"))
                .isEqualTo(
                        "False/NoMatchingListenerHostname: No hostname of the route (a.example.com) is one of listener"
                                + " same of Gateway infra/many (same.example.com); change one of them");
    }

    @Test
    void attachedRoutesCountsAcceptedRoutes() {
        World.Statuses statuses = statuses("apps", "", "x.all.example.com");

        assertThat(List.of("same", "all", "labels", "expressions", "named", "any", "tls-only"))
                .extracting(name -> statuses.listener("infra/many", name).attachedRoutes())
                .containsExactly(0, 1, 0, 0, 1, 1, 0);
    }

    @Test
    void aRouteCountsOnceForAListener() {
        World.Statuses statuses = World.with("""
                        kind: HTTPRoute
                        metadata: {name: r, namespace: default}
                        spec:
                          parentRefs: [{name: web}, {name: web, sectionName: http}, {name: web, port: 80}]
                        """).statuses();

        assertThat(statuses.listener("web", "http").attachedRoutes()).isEqualTo(1);
    }

    @Test
    void listenersThatDoNotServeTakeRoutesToo() {
        World world = World.of(World.CLASS, """
                kind: Gateway
                metadata: {name: web, namespace: default}
                spec:
                  gatewayClassName: kong
                  listeners:
                  - name: https
                    port: 443
                    protocol: HTTPS
                    tls: {certificateRefs: [{name: missing}]}
                ---
                kind: HTTPRoute
                metadata: {name: r, namespace: default}
                spec: {parentRefs: [{name: web}], rules: [{backendRefs: [{name: missing, port: 80}]}]}
                """);
        World.Statuses statuses = world.statuses();

        assertThat(statuses.listener("web", "https").attachedRoutes()).isEqualTo(1);
        assertThat(statuses.ofRoute("r", "Accepted"))
                .isEqualTo("True/Accepted: Attached to Gateway default/web; listener https takes no traffic, see the"
                        + " Gateway's conditions.");
        assertThat(statuses.ofRoute("r", "ResolvedRefs")).startsWith("False/BackendNotFound");
        assertThat(world.resolve().routes().getFirst().parents().getFirst().attachments())
                .isEmpty();
        assertThat(world.resolve().routes().getFirst().parents().getFirst().taken())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                             | -               | *=>*",
                "-                             | a.example.com   | *=>a.example.com",
                "a.example.com                 | -               | a.example.com=>a.example.com",
                "a.example.com b.example.com   | a.example.com   | a.example.com=>a.example.com",
                "*.example.com                 | a.example.com   | *.example.com=>a.example.com",
                "*.example.com                 | *.a.example.com | *.example.com=>*.a.example.com",
                "a.b.example.com               | *.example.com   | a.b.example.com=>a.b.example.com",
                "example.com                   | *.example.com   | ",
                "a.example.net                 | *.example.com   | ",
                "*.com a.example.com *.example.com | a.example.com | a.example.com=>a.example.com",
                "*.com *.example.com           | a.example.com   | *.example.com=>a.example.com",
                "*.com *.example.com           | -               | *.com=>*.com *.example.com=>*.example.com",
            })
    void hostnamesIntersect(String route, String listener, String expected) {
        List<Hostname> declared = route == null
                ? List.of()
                : Arrays.stream(route.split(" ")).map(Hostname::of).toList();
        String found = String.join(
                " ",
                Attachment.intersect(declared, listener == null ? Hostname.ANY : Hostname.of(listener)).stream()
                        .map(h -> h.declared() + "=>" + h.effective())
                        .toList());

        assertThat(found).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void severalParentsAreJudgedOneByOne() {
        World.Statuses statuses = World.with(GATEWAY, """
                        kind: HTTPRoute
                        metadata: {name: r, namespace: default}
                        spec: {parentRefs: [{name: other}, {name: web}, {name: many, namespace: infra, sectionName: same}]}
                        """).statuses();

        assertThat(statuses.ofRoute("r", 0, "Accepted")).startsWith("True/Accepted");
        assertThat(statuses.ofRoute("r", 1, "Accepted")).startsWith("False/NotAllowedByListeners");
    }
}
