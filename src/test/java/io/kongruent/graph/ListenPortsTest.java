package io.kongruent.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capabilities.Listen;
import io.kongruent.capability.Capability;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListenPortsTest {

    private static final List<Listen> LISTENS =
            List.of(new Listen(8000, false), new Listen(8001, false), new Listen(8443, true), new Listen(9443, true));
    private static final Map<Integer, Integer> MAP = Map.of(80, 8000, 443, 8443);

    private static DataPlane dataPlane(Capabilities capabilities) {
        return new DataPlane("main", capabilities, MAP, List.of());
    }

    private static final DataPlane FULL = dataPlane(Capabilities.shipped("0.1.0", LISTENS));

    private static String gateway(String name, int age, String... listeners) {
        StringBuilder yaml = new StringBuilder("""
                kind: Gateway
                metadata: {name: %s, namespace: default, creationTimestamp: "20%02d-01-01T00:00:00Z"}
                spec:
                  gatewayClassName: kong
                  listeners:
                """.formatted(name, age));
        for (String listener : listeners) {
            yaml.append("  - {").append(listener).append("}\n");
        }
        return yaml.toString();
    }

    private static World world(DataPlane dataPlane, String... gateways) {
        String[] all = new String[gateways.length + 2];
        all[0] = World.CLASS;
        all[1] = CertificateFixtures.secret("web", "ec.crt", "ec.key");
        System.arraycopy(gateways, 0, all, 2, gateways.length);
        return World.of(all).dataPlane(dataPlane);
    }

    private static final String TLS = ", protocol: HTTPS, tls: {certificateRefs: [{name: web}]}";

    @Test
    void portsAreMapped() {
        ListenerNode listener = world(FULL, gateway("a", 20, "name: http, port: 80, protocol: HTTP"))
                .resolve()
                .gateways()
                .getFirst()
                .listeners()
                .getFirst();

        assertThat(listener.port()).isEqualTo(80);
        assertThat(listener.listenPort()).hasValue(8000);
    }

    @Test
    void theOlderGatewayKeepsThePort() {
        World world = world(
                FULL,
                gateway("a", 22, "name: http, port: 80, protocol: HTTP"),
                gateway("b", 21, "name: http, port: 8000, protocol: HTTP, hostname: b.example.com"),
                gateway("c", 23, "name: http, port: 8001, protocol: HTTP"));

        assertThat(world.statuses().ofListener("a", "http", "Accepted"))
                .isEqualTo(
                        "False/PortUnavailable: port: Kong's port 8000 (for the listener's port 80) of data plane main"
                                + " already serves Gateway default/b; it comes first, being older or first by name; use another port or give this Gateway a data"
                                + " plane of its own");
        assertThat(world.statuses().ofListener("a", "http", "Programmed")).startsWith("False/Invalid");
        assertThat(world.statuses().ofListener("b", "http", "Accepted")).startsWith("True/Accepted");
        assertThat(world.statuses().ofListener("c", "http", "Accepted")).startsWith("True/Accepted");
        assertThat(world.resolve().gateways().getFirst().listeners().getFirst().listenPort())
                .isEmpty();
        assertThat(world.resolve().listenersOf("main")).hasSize(2);
    }

    @Test
    void ofEqualAgeTheNameDecides() {
        World world = world(
                FULL,
                gateway("b", 20, "name: http, port: 80, protocol: HTTP"),
                gateway("a", 20, "name: http, port: 80, protocol: HTTP"));

        assertThat(world.statuses().ofListener("a", "http", "Accepted")).startsWith("True");
        assertThat(world.statuses().ofListener("b", "http", "Accepted")).startsWith("False/PortUnavailable");
    }

    @Test
    void gatewaysThatCannotServeClaimNothing() {
        World world = world(
                FULL,
                gateway("a", 20, "name: l, port: 80, protocol: TCP", "name: m, port: 81, protocol: HTTP"),
                gateway(
                        "b",
                        21,
                        "name: x, port: 80, protocol: HTTP, hostname: a.b",
                        "name: y, port: 80, protocol: HTTP, hostname: a.b"),
                gateway("c", 22, "name: http, port: 80, protocol: HTTP"));

        assertThat(world.statuses().ofListener("c", "http", "Accepted")).startsWith("True/Accepted");
    }

    @Test
    void otherDataPlanesDoNotClash() {
        World world = world(
                        FULL,
                        gateway("a", 20, "name: http, port: 80, protocol: HTTP"),
                        gateway("b", 21, "name: http, port: 80, protocol: HTTP"))
                .assignment((gateway, className) -> new DataPlane(gateway.name(), FULL.capabilities(), MAP, List.of()));

        assertThat(world.statuses().ofListener("a", "http", "Accepted")).startsWith("True/Accepted");
        assertThat(world.statuses().ofListener("b", "http", "Accepted")).startsWith("True/Accepted");
    }

    @Test
    void twoPortsOfOneGatewayCannotBeOne() {
        World world = world(
                FULL, gateway("a", 20, "name: x, port: 80, protocol: HTTP", "name: y, port: 8000, protocol: HTTP"));

        assertThat(world.statuses().ofListener("a", "x", "Accepted")).startsWith("True/Accepted");
        assertThat(world.statuses().ofListener("a", "y", "Accepted"))
                .isEqualTo(
                        "False/PortUnavailable: port: Kong's port 8000 of data plane main already serves port 80 of this"
                                + " Gateway; map one of them to another port in kongruent.data-planes.main.port-map");
    }

    @Test
    void aPortThatNoKongListensOn() {
        World.Statuses statuses = world(
                        FULL,
                        gateway(
                                "a",
                                20,
                                "name: none, port: 8080, protocol: HTTP",
                                "name: plain, port: 443, protocol: HTTP",
                                "name: tls, port: 80" + TLS))
                .statuses();

        assertThat(statuses.ofListener("a", "none", "Accepted"))
                .isEqualTo("False/PortUnavailable: port: no Kong of data plane main listens on port 8080; set"
                        + " kongruent.data-planes.main.port-map or change KONG_PROXY_LISTEN");
        assertThat(statuses.ofListener("a", "plain", "Accepted"))
                .startsWith("False/PortUnavailable: port: Kong's port 8443 (for the listener's port 443) of data plane"
                        + " main is for TLS and can't serve the protocol HTTP");
        assertThat(statuses.ofListener("a", "tls", "Accepted"))
                .startsWith("False/PortUnavailable: port: Kong's port 8000 (for the listener's port 80) of data plane"
                        + " main is without TLS and can't serve the protocol HTTPS");
        assertThat(statuses.ofGateway("a", "Accepted")).startsWith("False/ListenersNotValid");
    }

    @Test
    void listensThatAreNotKnownRefuseNothing() {
        assertThat(world(
                                dataPlane(Capabilities.shipped("0.1.0", List.of())),
                                gateway("a", 20, "name: l, port: 12345, protocol: HTTP"))
                        .statuses()
                        .ofListener("a", "l", "Accepted"))
                .startsWith("True/Accepted");
    }

    @Test
    void withoutThePluginThereIsOnePlainAndOneTlsPort() {
        World.Statuses statuses = world(
                        dataPlane(Capabilities.withoutPlugin("3.9.1", LISTENS)),
                        gateway(
                                "a",
                                20,
                                "name: http, port: 80, protocol: HTTP",
                                "name: more, port: 80, protocol: HTTP, hostname: a.example.com",
                                "name: second, port: 8001, protocol: HTTP",
                                "name: https, port: 443" + TLS,
                                "name: https2, port: 9443" + TLS))
                .statuses();

        assertThat(statuses.ofListener("a", "http", "Accepted")).startsWith("True/Accepted");
        assertThat(statuses.ofListener("a", "more", "Accepted")).startsWith("True/Accepted");
        assertThat(statuses.ofListener("a", "https", "Accepted")).startsWith("True/Accepted");
        assertThat(statuses.ofListener("a", "second", "Accepted"))
                .isEqualTo(
                        "False/PortUnavailable: port: Kong can't tell requests on port 8001 from those on port 8000: the"
                                + " data plane has no gateway-api plugin; mount it and add it to KONG_PLUGINS");
        assertThat(statuses.ofListener("a", "https2", "Accepted"))
                .startsWith("False/PortUnavailable: port: Kong can't");
    }

    @Test
    void withoutThePluginsCertificatesANameIsBoundToOnePort() {
        EnumSet<Capability> able = EnumSet.allOf(Capability.class);
        able.remove(Capability.CERTIFICATES);
        Capabilities capabilities = new Capabilities(
                "3.9.1", Optional.of("0.1.0"), able, Map.of(Capability.CERTIFICATES, "ssl module missing"), LISTENS);
        World.Statuses statuses = world(
                        dataPlane(capabilities),
                        gateway(
                                "a",
                                20,
                                "name: x, port: 443, hostname: a.example.com" + TLS,
                                "name: y, port: 9443, hostname: a.example.com" + TLS,
                                "name: z, port: 9443, hostname: b.example.com" + TLS))
                .statuses();

        assertThat(statuses.ofListener("a", "x", "Accepted")).startsWith("True/Accepted");
        assertThat(statuses.ofListener("a", "y", "Accepted"))
                .isEqualTo(
                        "False/PortUnavailable: hostname: the certificate for a.example.com is that of Kong's port 8443"
                                + " (Gateway default/a): the data plane's gateway-api plugin reports certificates as unavailable:"
                                + " ssl module missing");
        assertThat(statuses.ofListener("a", "z", "Accepted")).startsWith("True/Accepted");
    }
}
