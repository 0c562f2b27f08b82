package io.kongruent.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClass;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ReferenceGrant;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.SupportedFeature;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.kongruent.graph.World;
import io.kongruent.model.Ref;
import io.kongruent.verdict.Verdicts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusWritersTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
    private static final Instant LATER = Instant.parse("2026-03-01T11:00:00Z");
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private static final String ROUTE = """
            kind: HTTPRoute
            metadata: {name: r, namespace: default, generation: 3}
            spec:
              parentRefs: [{name: other}, {name: web}, {name: web, namespace: default, sectionName: http, port: 80}]
              rules: [{backendRefs: [{name: app, port: 8080}]}]
            """;

    private static World world() {
        return World.with(ROUTE);
    }

    @SuppressWarnings("unchecked")
    private static <T extends HasMetadata> T object(World world, Class<T> type) {
        return (T) world.objects().stream().filter(type::isInstance).findFirst().orElseThrow();
    }

    private static <T extends HasMetadata> Optional<T> write(T object, Verdicts verdicts, Instant now) {
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) object.getClass();
        String kind = type.getSimpleName();
        Ref ref = Ref.gatewayApi(
                kind,
                object.getMetadata().getNamespace() == null
                        ? ""
                        : object.getMetadata().getNamespace(),
                object.getMetadata().getName());
        return Kinds.of(type)
                .orElseThrow()
                .status()
                .orElseThrow()
                .withStatus(object, verdicts.of(ref).orElseThrow(), World.CONTROLLER, now);
    }

    /** As the API server would give it back. */
    private static <T> T reread(T object) {
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) object.getClass();
        return JSON.unmarshal(JSON.asJson(object), type);
    }

    private static Condition condition(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(c -> c.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aRouteGetsAnEntryPerParentOfOurs() {
        World world = world();
        HTTPRoute route = object(world, HTTPRoute.class);
        String before = JSON.asJson(route);

        HTTPRoute written = write(route, world.statuses().verdicts(), NOW).orElseThrow();

        assertThat(written.getStatus().getParents())
                .hasSize(2)
                .satisfiesExactly(
                        first -> {
                            assertThat(first.getControllerName()).isEqualTo(World.CONTROLLER);
                            assertThat(first.getParentRef().getGroup()).isEqualTo("gateway.networking.k8s.io");
                            assertThat(first.getParentRef().getKind()).isEqualTo("Gateway");
                            assertThat(first.getParentRef().getNamespace()).isNull();
                            assertThat(first.getParentRef().getName()).isEqualTo("web");
                            assertThat(first.getParentRef().getSectionName()).isNull();
                            Condition accepted = condition(first.getConditions(), "Accepted");
                            assertThat(accepted.getStatus()).isEqualTo("True");
                            assertThat(accepted.getReason()).isEqualTo("Accepted");
                            assertThat(accepted.getObservedGeneration()).isEqualTo(3);
                            assertThat(accepted.getLastTransitionTime()).isEqualTo("2026-03-01T10:00:00Z");
                        },
                        second -> {
                            assertThat(second.getParentRef().getNamespace()).isEqualTo("default");
                            assertThat(second.getParentRef().getSectionName()).isEqualTo("http");
                            assertThat(second.getParentRef().getPort()).isEqualTo(80);
                        });
        assertThat(JSON.asJson(route)).as("the given object is unchanged").isEqualTo(before);
        assertThat(written.getSpec()).isEqualTo(route.getSpec());
    }

    @Test
    void nothingIsWrittenWhenNothingChanged() {
        World world = World.with(ROUTE, World.CLASS);
        Verdicts verdicts = world.statuses().verdicts();
        for (Class<? extends HasMetadata> type : List.of(HTTPRoute.class, Gateway.class, GatewayClass.class)) {
            HasMetadata written = write(object(world, type), verdicts, NOW).orElseThrow();
            assertThat(write(reread(written), verdicts, LATER))
                    .as(type.getSimpleName())
                    .isEmpty();
        }
    }

    @Test
    void aTransitionTimeChangesWithTheStatusOnly() {
        World world = world();
        HTTPRoute route = write(object(world, HTTPRoute.class), world.statuses().verdicts(), NOW)
                .orElseThrow();
        route.getMetadata().setGeneration(4L);
        World changed =
                World.with(ROUTE.replace("generation: 3", "generation: 4").replace("8080", "9"));

        HTTPRoute written = write(route, changed.statuses().verdicts(), LATER).orElseThrow();
        List<Condition> conditions = written.getStatus().getParents().getFirst().getConditions();

        Condition accepted = condition(conditions, "Accepted");
        assertThat(accepted.getObservedGeneration()).isEqualTo(4);
        assertThat(accepted.getLastTransitionTime()).isEqualTo("2026-03-01T10:00:00Z");
        Condition resolved = condition(conditions, "ResolvedRefs");
        assertThat(resolved.getStatus()).isEqualTo("False");
        assertThat(resolved.getLastTransitionTime()).isEqualTo("2026-03-01T11:00:00Z");
    }

    @Test
    void othersEntriesAndConditionsStay() {
        HTTPRoute route = (HTTPRoute) World.read(ROUTE + """
                status:
                  parents:
                  - controllerName: kongruent.io/gateway
                    parentRef: {group: gateway.networking.k8s.io, kind: Gateway, name: web}
                    conditions:
                    - {type: example.com/Seen, status: "True", reason: Seen, message: m, lastTransitionTime: "2020-01-01T00:00:00Z", observedGeneration: 1}
                    - {type: PartiallyInvalid, status: "True", reason: Old, message: m, lastTransitionTime: "2020-01-01T00:00:00Z", observedGeneration: 1}
                    - {type: ResolvedRefs, status: "True", reason: ResolvedRefs, message: m, lastTransitionTime: "2020-01-01T00:00:00Z", observedGeneration: 9}
                    - {type: Accepted, status: "True", reason: Accepted, message: m, lastTransitionTime: "2020-01-01T00:00:00Z", observedGeneration: 1}
                  - controllerName: kongruent.io/gateway
                    parentRef: {group: gateway.networking.k8s.io, kind: Gateway, name: gone}
                    conditions: []
                  - controllerName: example.com/other
                    parentRef: {name: other}
                    conditions: [{type: Accepted, status: "True", reason: Accepted, message: m, lastTransitionTime: "2020-01-01T00:00:00Z"}]
                """);

        HTTPRoute written = write(route, world().statuses().verdicts(), NOW).orElseThrow();

        List<RouteParentStatus> parents = written.getStatus().getParents();
        assertThat(parents)
                .extracting(RouteParentStatus::getControllerName)
                .containsExactly("example.com/other", World.CONTROLLER, World.CONTROLLER);
        assertThat(parents.getFirst()).isEqualTo(route.getStatus().getParents().get(2));
        assertThat(parents.get(1).getConditions())
                .extracting(c -> c.getType() + " " + c.getObservedGeneration() + " " + c.getLastTransitionTime())
                .containsExactly(
                        "example.com/Seen 1 2020-01-01T00:00:00Z",
                        "ResolvedRefs 9 2020-01-01T00:00:00Z",
                        "Accepted 3 2020-01-01T00:00:00Z");
    }

    @Test
    void whatIsNoLongerOursIsTakenAway() {
        World world = world();
        HTTPRoute written = write(
                        object(world, HTTPRoute.class), world.statuses().verdicts(), NOW)
                .orElseThrow();
        StatusWriter<HTTPRoute> writer =
                Kinds.of(HTTPRoute.class).orElseThrow().status().orElseThrow();

        HTTPRoute without = writer.withoutStatus(written, World.CONTROLLER).orElseThrow();
        assertThat(without.getStatus().getParents()).isEmpty();
        assertThat(writer.withoutStatus(without, World.CONTROLLER)).isEmpty();
        assertThat(writer.withoutStatus(written, "example.com/other")).isEmpty();
        assertThat(writer.withoutStatus(object(world(), HTTPRoute.class), World.CONTROLLER))
                .isEmpty();
    }

    @Test
    void theListOfParentsIsNeverTooLong() {
        StringBuilder yaml = new StringBuilder(ROUTE + "status:\n  parents:\n");
        for (int i = 0; i < 31; i++) {
            yaml.append("  - {controllerName: example.com/other, parentRef: {name: g")
                    .append(i)
                    .append("}, conditions: []}\n");
        }
        HTTPRoute written = write(
                        (HTTPRoute) World.read(yaml.toString()),
                        world().statuses().verdicts(),
                        NOW)
                .orElseThrow();

        assertThat(written.getStatus().getParents()).hasSize(32);
    }

    @Test
    void aGateway() {
        World world = World.of(World.CLASS, """
                kind: Gateway
                metadata: {name: web, namespace: default, generation: 2}
                spec:
                  gatewayClassName: kong
                  listeners: [{name: http, port: 80, protocol: HTTP}, {name: other, port: 81, protocol: SCTP}]
                status:
                  attachedListenerSets: 2
                  addresses: [{type: IPAddress, value: 192.0.2.9}]
                  conditions:
                  - {type: Accepted, status: Unknown, reason: Pending, message: Waiting for controller, lastTransitionTime: "1970-01-01T00:00:00Z"}
                  - {type: Programmed, status: Unknown, reason: Pending, message: Waiting for controller, lastTransitionTime: "1970-01-01T00:00:00Z"}
                  listeners:
                  - {name: gone, attachedRoutes: 1, conditions: []}
                  - name: http
                    attachedRoutes: 7
                    conditions: [{type: Accepted, status: "True", reason: Accepted, message: m, lastTransitionTime: "2020-01-01T00:00:00Z", observedGeneration: 1}]
                """);

        Gateway written = write(object(world, Gateway.class), world.statuses().verdicts(), NOW)
                .orElseThrow();

        assertThat(written.getStatus().getAttachedListenerSets()).isZero();
        assertThat(written.getStatus().getAddresses()).isEmpty();
        assertThat(condition(written.getStatus().getConditions(), "Accepted").getReason())
                .isEqualTo("ListenersNotValid");
        assertThat(written.getStatus().getConditions()).allSatisfy(c -> {
            assertThat(c.getObservedGeneration()).isEqualTo(2);
            assertThat(c.getLastTransitionTime()).isEqualTo("2026-03-01T10:00:00Z");
        });
        assertThat(written.getStatus().getListeners())
                .extracting(ListenerStatus::getName)
                .containsExactly("http", "other");
        ListenerStatus http = written.getStatus().getListeners().getFirst();
        assertThat(http.getAttachedRoutes()).isZero();
        assertThat(http.getSupportedKinds())
                .anySatisfy(k -> assertThat(k.getKind()).isEqualTo("HTTPRoute"));
        assertThat(condition(http.getConditions(), "Accepted").getLastTransitionTime())
                .isEqualTo("2020-01-01T00:00:00Z");
    }

    @Test
    void aGatewayClass() {
        World world = World.of(World.CLASS);
        GatewayClass written = write(
                        object(world, GatewayClass.class), world.statuses().verdicts(), NOW)
                .orElseThrow();

        assertThat(written.getStatus().getSupportedFeatures())
                .extracting(SupportedFeature::getName)
                .isSorted()
                .contains("HTTPRoute");
        assertThat(condition(written.getStatus().getConditions(), "Accepted").getStatus())
                .isEqualTo("True");
        assertThat(condition(written.getStatus().getConditions(), "SupportedVersion")
                        .getStatus())
                .isEqualTo("True");
    }

    @Test
    void aVerdictOfAnotherKindIsAMistake() {
        World world = world();
        Verdicts verdicts = world.statuses().verdicts();
        Verdicts.Verdict ofClass =
                verdicts.of(Ref.gatewayApi("GatewayClass", "", "kong")).orElseThrow();

        assertThatThrownBy(() -> Kinds.of(HTTPRoute.class)
                        .orElseThrow()
                        .status()
                        .orElseThrow()
                        .withStatus(object(world, HTTPRoute.class), ofClass, World.CONTROLLER, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GatewayClass kong");
    }

    @Test
    void messagesAreCutToWhatTheApiServerTakes() {
        String long500 = "x".repeat(500);
        StringBuilder rules = new StringBuilder(
                "kind: HTTPRoute\nmetadata: {name: r, namespace: default}\nspec:\n  parentRefs: [{name: web}]\n  rules:\n");
        for (int i = 0; i < 100; i++) {
            rules.append("  - {backendRefs: [{name: ")
                    .append(long500)
                    .append(", port: ")
                    .append(i)
                    .append("}]}\n");
        }
        World world = World.with(rules.toString());
        HTTPRoute written = write(
                        object(world, HTTPRoute.class), world.statuses().verdicts(), NOW)
                .orElseThrow();

        assertThat(condition(written.getStatus().getParents().getFirst().getConditions(), "ResolvedRefs")
                        .getMessage())
                .hasSize(32_768)
                .endsWith(" …");
    }

    @Test
    void everyKindIsListedOnce() {
        assertThat(Kinds.ALL)
                .extracting(Kind::name)
                .containsExactly(
                        "GatewayClass",
                        "Gateway",
                        "ListenerSet",
                        "ReferenceGrant",
                        "GatewayParameters",
                        "HTTPRoute",
                        "GRPCRoute",
                        "TLSRoute",
                        "TCPRoute",
                        "UDPRoute",
                        "BackendTLSPolicy",
                        "XBackend",
                        "XBackendTrafficPolicy",
                        "XMesh");
        assertThat(Kinds.of(ReferenceGrant.class).orElseThrow().status()).isEmpty();
    }
}
