package io.kongruent.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.capability.Capabilities;
import io.kongruent.graph.GatewayNode.Address;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressesTest {

    private static final Address IP = new Address("IPAddress", "192.0.2.1");
    private static final Address NAME = new Address("Hostname", "gw.example.com");

    private static World.Statuses statuses(List<Address> known, String requested) {
        return World.of(World.CLASS, """
                        kind: Gateway
                        metadata: {name: web, namespace: default}
                        spec:
                          gatewayClassName: kong
                          addresses: [%s]
                          listeners: [{name: http, port: 80, protocol: HTTP}]
                        """.formatted(requested))
                .dataPlane(new DataPlane("main", Capabilities.shipped("0.1.0", List.of()), Map.of(), known))
                .statuses();
    }

    @Test
    void withoutWishesThoseOfTheDataPlane() {
        World.Statuses statuses = statuses(List.of(IP, NAME), "");

        assertThat(statuses.gateway("web").addresses()).containsExactly(IP, NAME);
        assertThat(statuses.ofGateway("web", "Programmed"))
                .isEqualTo("True/Programmed: Data plane main serves the Gateway.");
    }

    @Test
    void withoutAnyTheSettingIsNamed() {
        assertThat(statuses(List.of(), "").ofGateway("web", "Programmed"))
                .isEqualTo("True/Programmed: Data plane main serves the Gateway. No address is known; set"
                        + " kongruent.data-planes.main.addresses.");
    }

    @Test
    void theThreeOfTheConformanceTest() {
        String usable = "{value: 192.0.2.1}";
        String unusable = "{value: 198.51.100.9}";
        World.Statuses statuses =
                statuses(List.of(IP, NAME), "{type: test/fake-invalid-type, value: x}, " + unusable + ", " + usable);
        assertThat(statuses.ofGateway("web", "Accepted"))
                .isEqualTo(
                        "False/UnsupportedAddress: addresses[0]: the type \"test/fake-invalid-type\" isn't supported; use"
                                + " IPAddress or Hostname");

        statuses = statuses(List.of(IP, NAME), unusable + ", " + usable);
        assertThat(statuses.ofGateway("web", "Accepted")).startsWith("True/Accepted");
        assertThat(statuses.ofGateway("web", "Programmed"))
                .isEqualTo(
                        "False/AddressNotUsable: addresses[0] 198.51.100.9 can't be used: data plane main has 192.0.2.1,"
                                + " gw.example.com; ask for one that it has, or set kongruent.data-planes.main.addresses");

        statuses = statuses(List.of(IP, NAME), usable);
        assertThat(statuses.ofGateway("web", "Programmed")).startsWith("True/Programmed");
        assertThat(statuses.gateway("web").addresses()).containsExactly(IP);
    }

    @Test
    void anEmptyValueLeavesTheChoice() {
        assertThat(statuses(List.of(IP, NAME), "{type: Hostname}")
                        .gateway("web")
                        .addresses())
                .containsExactly(NAME);
        assertThat(statuses(List.of(IP), "{type: Hostname}").ofGateway("web", "Programmed"))
                .isEqualTo(
                        "False/AddressNotAssigned: addresses[0] of type Hostname can't be assigned: data plane main has"
                                + " 192.0.2.1; ask for one that it has, or set kongruent.data-planes.main.addresses");
        assertThat(statuses(List.of(), "{}, null").ofGateway("web", "Programmed"))
                .startsWith(
                        "False/AddressNotAssigned: addresses[0] of type IPAddress can't be assigned: data plane main has"
                                + " no known address");
    }
}
