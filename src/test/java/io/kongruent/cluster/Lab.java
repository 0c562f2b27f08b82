package io.kongruent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClass;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.kongruent.embedded.EchoBackend;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** What a test applies and looks at: names of its own on an API server that others use too, all of it deleted at the end. */
final class Lab implements AutoCloseable {

    /** Listeners as {@link #gateway(String...)} takes them. */
    static final String HTTP = "{name: http, protocol: HTTP, port: 80}";

    /** With the certificate of the Secret {@code shop}. */
    static final String HTTPS_OF_SHOP =
            "{name: https, protocol: HTTPS, port: 443, tls: {certificateRefs: [{name: shop}]}}";

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final ApiServer server;
    final KubernetesClient client;
    final String name;
    final String namespace;
    final String controller;
    private final List<HasMetadata> applied = new CopyOnWriteArrayList<>();
    private final List<EchoBackend> backends = new ArrayList<>();

    Lab(ApiServer server) {
        this(server, server.client(), "t" + NUMBER.incrementAndGet());
        namespace(namespace, "");
    }

    /** What another lab is, through a client of one's own; leaves deleting to that. */
    private Lab(ApiServer server, KubernetesClient client, String name) {
        this.server = server;
        this.client = client;
        this.name = name;
        this.namespace = name;
        this.controller = "example.com/" + name;
    }

    /** The same lab, seen through another API server. */
    Lab through(ApiServer.Second second) {
        return new Lab(
                server,
                new KubernetesClientBuilder().withConfig(second.config()).build(),
                name);
    }

    /** A namespace. @param labels as YAML of one line, perhaps empty */
    void namespace(String namespace, String labels) {
        apply("""
                apiVersion: v1
                kind: Namespace
                metadata: {name: %s, labels: {%s}}
                """.formatted(namespace, labels));
    }

    /** Applies manifests; {@code $T} in them is this lab's name: its namespace, class and Gateway. */
    void apply(String yaml) {
        for (String document : yaml.replace("$T", name).split("(?m)^---$")) {
            HasMetadata object = client.resource(document)
                    .fieldManager("tests")
                    .forceConflicts()
                    .serverSideApply();
            applied.add(object);
        }
    }

    void delete(String yaml) {
        client.load(new java.io.ByteArrayInputStream(yaml.replace("$T", name).getBytes(StandardCharsets.UTF_8)))
                .delete();
    }

    /** The lab's class and a Gateway with a listener for HTTP, from any namespace. */
    void gateway() {
        apply(classOf(name, controller));
        apply(gatewayOf(name));
    }

    /** The lab's class and a Gateway with these listeners, each as YAML of one line. */
    void gateway(String... listeners) {
        apply(classOf(name, controller));
        apply(gatewayOf(name, listeners));
    }

    static String classOf(String name, String controller) {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: GatewayClass
                metadata: {name: %s}
                spec: {controllerName: %s}
                """.formatted(name, controller);
    }

    static String gatewayOf(String name) {
        return gatewayOf(name, "{name: http, protocol: HTTP, port: 80, allowedRoutes: {namespaces: {from: All}}}");
    }

    /** A Gateway of the class and in the namespace of its own name. @param listeners each as YAML of one line */
    static String gatewayOf(String name, String... listeners) {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: Gateway
                metadata: {name: %1$s, namespace: %1$s}
                spec:
                  gatewayClassName: %1$s
                  listeners:
                %2$s
                """.formatted(
                        name, ("- " + String.join("\n- ", listeners)).indent(4).stripTrailing());
    }

    /** The same Gateway with parameters: GatewayParameters of this name, beside it. */
    static String withParameters(String gateway, String parameters) {
        return gateway + "  infrastructure: {parametersRef: {group: kongruent.io, kind: GatewayParameters, name: "
                + parameters + "}}\n";
    }

    /** The token of a ServiceAccount of the lab's namespace, which has the ClusterRole of its name behind the lab's. */
    String account(String account) {
        apply("""
                apiVersion: v1
                kind: ServiceAccount
                metadata: {name: %1$s, namespace: $T}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: $T-%1$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: $T-%1$s}
                subjects: [{kind: ServiceAccount, name: %1$s, namespace: $T}]
                """.formatted(account));
        return token(namespace, account);
    }

    /** What an account may do; said again, it takes the place of what it might before. @param rules as a list of YAML */
    void role(String account, String rules) {
        apply("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: $T-%s}
                rules:
                %s
                """.formatted(account, rules.stripTrailing()));
    }

    /** A token of a ServiceAccount that there is. */
    String token(String namespace, String account) {
        return client.serviceAccounts()
                .inNamespace(namespace)
                .withName(account)
                .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
                .getStatus()
                .getToken();
    }

    /** A Service with a backend that answers under its name. */
    EchoBackend service(String namespace, String service) {
        EchoBackend backend = EchoBackend.start(service);
        backends.add(backend);
        int number = NUMBER.incrementAndGet();
        String address = "10.99." + number / 250 + "." + (1 + number % 250);
        Subject.BACKENDS.put(address, backend.port());
        apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: %1$s, namespace: %2$s}
                spec: {ports: [{port: 80, targetPort: 3000}]}
                ---
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: %1$s-1, namespace: %2$s, labels: {kubernetes.io/service-name: %1$s}}
                addressType: IPv4
                ports: [{port: 3000, protocol: TCP}]
                endpoints: [{addresses: [%3$s], conditions: {ready: true}}]
                """.formatted(service, namespace, address));
        return backend;
    }

    /** The Gateway, and a Service {@code web} with a route of that name for {@code web.example.com}. */
    void web() {
        service(namespace, "web");
        gateway();
        route(namespace, "web", "web.example.com", "web");
    }

    /** A route of the lab's Gateway, for one host and everything below it, to a Service. */
    void route(String namespace, String route, String host, String service) {
        apply(route(namespace, route, host, service, namespace));
    }

    /** The same, made as fast as can be. */
    void create(String route, String host, String service) {
        applied.add(client.resource(
                        route(namespace, route, host, service, namespace).replace("$T", name))
                .create());
    }

    static String route(String namespace, String route, String host, String service, String serviceNamespace) {
        return """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: %s, namespace: %s}
                spec:
                  parentRefs: [{name: $T, namespace: $T}]
                  hostnames: [%s]
                  rules: [{backendRefs: [{name: %s, namespace: %s, port: 80}]}]
                """.formatted(route, namespace, host, service, serviceNamespace);
    }

    GatewayClass gatewayClass() {
        return client.resources(GatewayClass.class).withName(name).get();
    }

    /** An object of the lab's namespace as the API server has it; null when there is none. */
    <T extends HasMetadata> T now(Class<T> type, String name) {
        return client.resources(type).inNamespace(namespace).withName(name).get();
    }

    Gateway gatewayNow() {
        return now(Gateway.class, name);
    }

    HTTPRoute routeNow(String namespace, String route) {
        return client.resources(HTTPRoute.class)
                .inNamespace(namespace)
                .withName(route)
                .get();
    }

    /** The conditions of our entry, as {@code Type=Status/Reason@generation}, in the order of the types. */
    List<String> conditions(HTTPRoute route, String controllerName) {
        return route.getStatus() == null
                ? List.of()
                : route.getStatus().getParents().stream()
                        .filter(p -> p.getControllerName().equals(controllerName))
                        .flatMap(p -> Conditions.of(p.getConditions()).stream())
                        .sorted()
                        .toList();
    }

    List<String> conditions(HTTPRoute route) {
        return conditions(route, controller);
    }

    List<String> conditions(Gateway gateway) {
        return gateway.getStatus() == null
                ? List.of()
                : Conditions.of(gateway.getStatus().getConditions());
    }

    List<String> conditions(GatewayClass gatewayClass) {
        return gatewayClass.getStatus() == null
                ? List.of()
                : Conditions.of(gatewayClass.getStatus().getConditions());
    }

    /** The conditions of a Gateway's listener. */
    List<String> listener(Gateway gateway, String listener) {
        return gateway.getStatus() == null
                ? List.of()
                : gateway.getStatus().getListeners().stream()
                        .filter(l -> l.getName().equals(listener))
                        .flatMap(l -> Conditions.of(l.getConditions()).stream())
                        .sorted()
                        .toList();
    }

    static Optional<Condition> condition(List<Condition> conditions, String type) {
        return conditions.stream().filter(c -> c.getType().equals(type)).findFirst();
    }

    /** The events on an object of the lab's namespace, as type and reason, the oldest first. */
    List<String> events(String kind, String name) {
        return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(e -> e.getRegarding().getName().equals(name)
                        && e.getRegarding().getKind().equals(kind))
                .sorted(Comparator.comparing(e -> e.getEventTime().getTime()))
                .map(e -> e.getType() + " " + e.getReason())
                .toList();
    }

    /** When each event in the lab's namespace was, the oldest first. */
    List<Instant> eventTimes() {
        return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
                .map(e -> Instant.parse(e.getEventTime().getTime()))
                .sorted()
                .toList();
    }

    /** Waits until it holds. */
    static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(assertion);
    }

    /** Waits until a route of the lab's namespace and the Gateway have the statuses that they shall keep. */
    void settled(String route) {
        eventually(() -> {
            HTTPRoute now = routeNow(namespace, route);
            long generation = now.getMetadata().getGeneration();
            assertThat(conditions(now))
                    .containsExactly(
                            "Accepted=True/Accepted@" + generation, "ResolvedRefs=True/ResolvedRefs@" + generation);
            assertThat(conditions(gatewayNow())).contains("Programmed=True/Programmed@1");
            assertThat(gatewayNow().getStatus().getListeners().getFirst().getAttachedRoutes())
                    .isPositive();
        });
    }

    /** When a condition of our entry last changed. */
    String transition(String route, String type) {
        return routeNow(namespace, route).getStatus().getParents().stream()
                .filter(p -> p.getControllerName().equals(controller))
                .flatMap(p -> condition(p.getConditions(), type).stream())
                .map(Condition::getLastTransitionTime)
                .findFirst()
                .orElseThrow();
    }

    void accepted(String namespace, String route) {
        eventually(() -> assertThat(conditions(routeNow(namespace, route)))
                .filteredOn(c -> c.startsWith("Accepted"))
                .singleElement()
                .asString()
                .startsWith("Accepted=True/"));
    }

    /** The requests since {@code mark} that a user made, as {@code verb resource/subresource namespace/name}. */
    List<String> requests(long mark, String user) {
        return server.requests(mark).stream()
                .filter(line -> line.contains("\"username\":\"" + user + "\""))
                .map(Lab::request)
                .toList();
    }

    static String request(String line) {
        com.fasterxml.jackson.databind.JsonNode entry;
        try {
            entry = new com.fasterxml.jackson.databind.ObjectMapper().readTree(line);
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(line, e);
        }
        com.fasterxml.jackson.databind.JsonNode object = entry.path("objectRef");
        String subresource = object.path("subresource").asText();
        return entry.path("verb").asText() + " " + object.path("resource").asText()
                + (subresource.isEmpty() ? "" : "/" + subresource) + " "
                + object.path("namespace").asText() + "/" + object.path("name").asText();
    }

    @Override
    public void close() {
        for (HasMetadata object : applied.reversed()) {
            client.resource(object).delete();
        }
        client.close();
        backends.forEach(EchoBackend::close);
    }
}
