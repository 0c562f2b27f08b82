package io.kongruent.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.capability.Capabilities;
import io.kongruent.engine.PlaneSettings;
import io.kongruent.graph.GatewayNode.Address;
import io.kongruent.graph.OwnGateways;
import io.kongruent.kinds.Kinds;
import io.kongruent.push.Admin;
import io.kongruent.push.AdminEndpoint;
import io.kongruent.push.ScriptedKong;
import io.kongruent.snapshot.Manifests;
import io.kongruent.snapshot.Samples;
import io.kongruent.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which Kongs there are, given what has been seen. */
class GatewayFleetTest {

    private static final String GATEWAY = Samples.CLASS + """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: web, namespace: shop, uid: u1}
            spec:
              gatewayClassName: kong
              infrastructure: {parametersRef: {group: kongruent.io, kind: GatewayParameters, name: own}}
              listeners: [{name: http, protocol: HTTP, port: 80}]
            ---
            apiVersion: kongruent.io/v1alpha1
            kind: GatewayParameters
            metadata: {name: own, namespace: shop}
            spec: %s
            ---
            """;

    private static final String PODS = """
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: any, namespace: shop, labels: {kubernetes.io/service-name: web-kong-admin}}
            addressType: IPv4
            ports: [{name: admin, port: 65444}]
            endpoints:
              - {addresses: [10.0.0.1], conditions: {ready: true}}
              - {addresses: [10.0.0.2], conditions: {ready: false, serving: false}}
              - {addresses: [10.0.0.3], conditions: {ready: false, serving: true, terminating: true}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web-kong, namespace: shop}
            spec: {type: LoadBalancer, ports: [{port: 80}]}
            status: {loadBalancer: {ingress: [{ip: 192.0.2.1}, {hostname: lb.example.com}]}}
            """;

    private static final String CONTROLLER = "kongruent.io/gateway-controller";

    private final AdminKeys keys = new AdminKeys();

    @Test
    void thePodsOfAMadeOne() {
        keys.use(Authority.begin(Instant.now()));
        GatewayFleet fleet = fleet(List.of());
        Snapshot snapshot = read(GATEWAY.formatted("{}") + PODS);

        PlaneSettings plane = fleet.planes(snapshot).getFirst();

        assertThat(plane.name()).isEqualTo("shop/web");
        assertThat(plane.instances())
                .extracting(Admin::url)
                .as("ready or not, but none that ends")
                .containsExactly("https://10.0.0.1:65444", "https://10.0.0.2:65444");
        assertThat(plane.addresses())
                .containsExactly(new Address("IPAddress", "192.0.2.1"), new Address("Hostname", "lb.example.com"));
        assertThat(plane.made())
                .hasValueSatisfying(
                        made -> assertThat(made.serves()).as("one is ready").isTrue());
        assertThat(fleet.planes(read(GATEWAY.formatted("{}")
                                + PODS.replace(
                                        "conditions: {ready: true}", "conditions: {ready: true, serving: false}")))
                        .getFirst()
                        .made())
                .hasValueSatisfying(made -> assertThat(made.serves())
                        .as("ready is what the Service publishes of all; serving is what is so")
                        .isFalse());
        assertThat(plane.portMap()).containsEntry(80, 64080).doesNotContainKey(8080);
        assertThat(fleet.planes(snapshot).getFirst().instances())
                .as("the very same")
                .usingElementComparator((a, b) -> a == b ? 0 : 1)
                .isEqualTo(plane.instances());
    }

    @Test
    void nobodyIsSpokenToWithoutCertificates() {
        assertThat(fleet(List.of())
                        .planes(read(GATEWAY.formatted("{}") + PODS))
                        .getFirst()
                        .instances())
                .isEmpty();
    }

    @Test
    void whatPeopleHaveSetUpStays() {
        PlaneSettings theirs =
                new PlaneSettings("theirs", List.of(), Map.of(), Set.of("shop/web"), Set.of(), List.of());

        assertThat(fleet(List.of(theirs)).planes(read(GATEWAY.formatted("{}") + PODS)))
                .containsExactly(theirs);
    }

    private static final String ONE_KONG = """
            {mode: Unmanaged, unmanaged: {adminUrls: ["http://kong.example.com:8001%s"], listens: [{port: 80, kongPort: %s}]}}""";

    /** Two configurations for one Kong would each undo the other. */
    @Test
    void gatewaysThatSayTheSameOfAKongShareIt() {
        String first = GATEWAY.formatted(ONE_KONG.formatted("", 8000));
        String second = first.replace(Samples.CLASS, "").replace("name: web,", "name: beside,");

        List<PlaneSettings> planes = fleet(List.of()).planes(read(first + second));

        assertThat(planes).singleElement().satisfies(plane -> {
            assertThat(plane.gateways()).containsExactlyInAnyOrder("shop/web", "shop/beside");
            assertThat(plane.instances()).extracting(Admin::url).containsExactly("http://kong.example.com:8001");
        });
    }

    @Test
    void whoSaysSomethingElseOfAKongThatAnotherHasGetsNothing() {
        String first = GATEWAY.formatted(ONE_KONG.formatted("", 8000));
        String second = named("zz", GATEWAY.formatted(ONE_KONG.formatted("/", 9000)));
        Snapshot snapshot = read(first + second);

        List<PlaneSettings> planes = fleet(List.of()).planes(snapshot);

        assertThat(planes)
                .hasSize(2)
                .allSatisfy(plane ->
                        assertThat(plane.instances()).hasSize(plane.gateways().contains("shop/web") ? 1 : 0));
        OwnGateways own = new OwnGateways(snapshot, CONTROLLER, Kinds.lowerersWithoutRoutes());
        assertThat(own.all().stream()
                        .flatMap(gateway -> own.of(gateway).refusal().stream())
                        .map(refusal -> refusal.message()))
                .containsExactly(
                        "http://kong.example.com:8001 is of the data plane of Gateway shop/web already, whose"
                                + " parameters say something else of it in unmanaged; let both say the same, or name another Kong");
    }

    @Test
    void aKongOfTheSettingsIsNotForGatewaysToName() {
        PlaneSettings ours = new PlaneSettings(
                "ours",
                List.of(new ScriptedKong("http://kong.example.com:8001/")),
                Map.of(),
                Set.of(),
                Set.of(),
                List.of());
        Snapshot snapshot = read(GATEWAY.formatted(ONE_KONG.formatted("", 8000)));

        GatewayFleet fleet = fleet(List.of(ours));

        assertThat(fleet.planes(snapshot))
                .extracting(plane -> plane.instances().size())
                .containsExactly(1, 0);
        OwnGateways own = new OwnGateways(snapshot, CONTROLLER, Kinds.lowerersWithoutRoutes(), fleet.setUp());
        assertThat(own.of(own.all().getFirst()).refusal())
                .hasValueSatisfying(
                        refusal -> assertThat(refusal.message())
                                .isEqualTo(
                                        "http://kong.example.com:8001 is of the data plane \"ours\" of the settings"
                                                + " (kongruent.data-planes); name another Kong, or have that data plane claim the Gateway"));
    }

    @Test
    void whoGetsNothingTakesNoKongFromAnother() {
        String free = "\"http://free.example.com:8001\"";
        String kong = "\"http://kong.example.com:8001\"";
        String first = GATEWAY.formatted(ONE_KONG.formatted("", 8000));
        String refused =
                named("x", GATEWAY.formatted(ONE_KONG.formatted("", 9000)).replace(kong, free + ", " + kong));
        String third =
                named("y", GATEWAY.formatted(ONE_KONG.formatted("", 8000)).replace(kong, free));

        List<PlaneSettings> planes = fleet(List.of()).planes(read(first + refused + third));

        assertThat(planes)
                .flatExtracting(PlaneSettings::instances)
                .extracting(Admin::url)
                .containsExactlyInAnyOrder("http://kong.example.com:8001", "http://free.example.com:8001");
    }

    /** Another Gateway, younger than what sorts before it, with parameters of its own. */
    private static String named(String name, String manifests) {
        return manifests
                .replace(Samples.CLASS, "")
                .replace("name: web,", "name: " + name + ",")
                .replace("name: own", "name: own-" + name);
    }

    private static final String THEIRS = """
            {mode: Unmanaged, unmanaged: {adminUrls: ["https://kong.example.com:8444"],
             tls: {clientCertificateRef: {name: client}}, tokenRef: {name: kong, key: admin}}}""";

    private static final String TOKEN = """
            apiVersion: v1
            kind: Secret
            metadata: {name: kong, namespace: shop}
            stringData: {admin: first}
            ---
            """;

    @Test
    void nobodyIsSpokenToWithoutWhatLeadsThere() {
        assertThat(fleet(List.of())
                        .planes(read(GATEWAY.formatted(THEIRS) + TOKEN))
                        .getFirst()
                        .instances())
                .isEmpty();
    }

    /** Another token is another way in, the same one is the same. */
    @Test
    void whatLeadsThereIsTakenUpAsItChanges() {
        GatewayFleet fleet = fleet(List.of());
        String gateway = GATEWAY.formatted(THEIRS.replace("tls: {clientCertificateRef: {name: client}}, ", ""));
        Admin first = fleet.planes(read(gateway + TOKEN)).getFirst().instances().getFirst();

        assertThat(fleet.planes(read(gateway + TOKEN)).getFirst().instances().getFirst())
                .isSameAs(first);
        assertThat(fleet.planes(read(gateway + TOKEN.replace("first", "second")))
                        .getFirst()
                        .instances()
                        .getFirst())
                .isNotSameAs(first);
    }

    /** What a class shows to its Kongs isn't shown where a Gateway points to. */
    @Test
    void aGatewayDoesntGetTheTokenOfItsClassForAnAddressOfItsOwn() {
        Snapshot snapshot = read(GATEWAY.replace(
                                "spec: {controllerName: kongruent.io/gateway-controller}",
                                "spec: {controllerName: kongruent.io/gateway-controller, parametersRef: {group: kongruent.io, kind: GatewayParameters, name: all, namespace: system}}")
                        .formatted("{unmanaged: {adminUrls: [\"http://elsewhere.example.com\"]}}")
                + """
                apiVersion: kongruent.io/v1alpha1
                kind: GatewayParameters
                metadata: {name: all, namespace: system}
                spec: {mode: Unmanaged, unmanaged: {adminUrls: ["http://kong.system:8001"], tokenRef: {name: kong},
                  headers: [{name: x-a, value: b}], listens: [{port: 80, kongPort: 8000}]}}
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: kong, namespace: system}
                stringData: {token: secret}
                ---
                """);
        List<AdminEndpoint> opened = new ArrayList<>();
        PlaneSettings plane = new GatewayFleet(
                        "kongruent.io/gateway-controller",
                        List.of(),
                        Kinds.lowerersWithoutRoutes(),
                        keys,
                        new Troubles(),
                        (endpoint, tls) -> {
                            opened.add(endpoint);
                            return new Somewhere(endpoint.url().toString());
                        })
                .planes(snapshot)
                .getFirst();

        assertThat(plane.portMap()).as("other fields are laid over one another").isEqualTo(Map.of(80, 8000));
        assertThat(opened).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.url()).hasToString("http://elsewhere.example.com");
            assertThat(endpoint.token()).isEmpty();
            assertThat(endpoint.headers()).isEmpty();
        });
    }

    @Test
    void thoseThatSomebodyElseRuns() {
        PlaneSettings plane =
                fleet(List.of()).planes(read(GATEWAY.formatted("""
                        {mode: Unmanaged, unmanaged: {adminService: {name: kong, port: 8001}, listens: [{port: 80, kongPort: 8000}],
                         addresses: [192.0.2.5, www.example.com]}}""") + """
                        apiVersion: v1
                        kind: Service
                        metadata: {name: kong, namespace: shop}
                        spec: {ports: [{name: api, port: 8001, targetPort: 9001}]}
                        ---
                        apiVersion: discovery.k8s.io/v1
                        kind: EndpointSlice
                        metadata: {name: kong-1, namespace: shop, labels: {kubernetes.io/service-name: kong}}
                        addressType: IPv4
                        ports: [{name: api, port: 9001}]
                        endpoints: [{addresses: [10.0.0.9]}]
                        """)).getFirst();

        assertThat(plane.made()).isEmpty();
        assertThat(plane.instances()).extracting(Admin::url).containsExactly("http://10.0.0.9:9001");
        assertThat(plane.portMap()).isEqualTo(Map.of(80, 8000));
        assertThat(plane.addresses())
                .containsExactly(new Address("IPAddress", "192.0.2.5"), new Address("Hostname", "www.example.com"));
    }

    private GatewayFleet fleet(List<PlaneSettings> set) {
        return new GatewayFleet(
                CONTROLLER,
                set,
                Kinds.lowerersWithoutRoutes(),
                keys,
                new Troubles(),
                (endpoint, tls) -> new Somewhere(endpoint.url().toString()));
    }

    private static Snapshot read(String yaml) {
        return Manifests.parse("in.yaml", yaml).snapshot();
    }

    /** One that is never asked. */
    private record Somewhere(String url) implements Admin {
        @Override
        public Capabilities probe() {
            throw new UnsupportedOperationException(url);
        }

        @Override
        public Applied applied() {
            throw new UnsupportedOperationException(url);
        }

        @Override
        public Reply post(byte[] document, boolean flatten) {
            throw new UnsupportedOperationException(url);
        }

        @Override
        public Optional<String> objection(String collection, String entity) {
            throw new UnsupportedOperationException(url);
        }
    }
}
