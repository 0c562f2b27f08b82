package io.kongruent.provision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.graph.GatewayNode;
import io.kongruent.graph.Parameters;
import io.kongruent.model.Condition;
import io.kongruent.model.Reason;
import io.kongruent.snapshot.Manifests;
import io.kongruent.snapshot.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters that can't be had: the Gateway says which, and what to do. */
class ParametersTest {

    private static final String GATEWAY = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: Gateway
            metadata: {name: web, namespace: shop, uid: u1}
            spec:
              gatewayClassName: kong
              infrastructure: {parametersRef: {group: %s, kind: %s, name: own}}
              listeners: [{name: http, protocol: HTTP, port: 80}]
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{podTemplate: {spec: {containers: seven}}} | podTemplate.spec.containers is of another type",
                "{mode: Unmanaged}                          | says neither adminUrls nor adminService; add one",
                "{autoscaling: {minReplicas: 3, maxReplicas: 2}} | autoscaling.minReplicas is more than maxReplicas",
                "{topologySpreadConstraints: [{maxSkew: wide}]} | topologySpreadConstraints.maxSkew is of another type"
            })
    void whatIsWrongIsRefused(String spec, String message) {
        GatewayNode gateway =
                gateway(Samples.CLASS + """
                apiVersion: kongruent.io/v1alpha1
                kind: GatewayParameters
                metadata: {name: own, namespace: shop}
                spec: %s
                ---
                """.formatted(spec) + GATEWAY.formatted("kongruent.io", "GatewayParameters"));

        assertThat(accepted(gateway).reason()).isEqualTo(Reason.InvalidParameters);
        assertThat(accepted(gateway).message()).contains(message);
    }

    /** The settings have no data plane of the Gateway's name. */
    @Test
    void theAddressesOfSomebodyElsesKongAreInTheParameters() {
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        assertThat(Parameters.placeOfAddresses(spec, "edge")).isEqualTo("kongruent.data-planes.edge.addresses");
        assertThat(Parameters.placeOfAddresses(spec.put("mode", "Unmanaged"), "shop/web"))
                .isEqualTo("unmanaged.addresses of its GatewayParameters");
    }

    @Test
    void whatIsMissingIsRefused() {
        GatewayNode gateway = gateway(Samples.CLASS + GATEWAY.formatted("kongruent.io", "GatewayParameters"));

        assertThat(accepted(gateway).reason()).isEqualTo(Reason.InvalidParameters);
        assertThat(accepted(gateway).message())
                .isEqualTo(
                        "infrastructure.parametersRef: there is no GatewayParameters shop/own; create it, or remove the field");
    }

    @Test
    void anotherKindIsRefused() {
        GatewayNode gateway = gateway(Samples.CLASS + GATEWAY.formatted("invalid.io", "InvalidParameters"));

        assertThat(accepted(gateway).reason()).isEqualTo(Reason.InvalidParameters);
        assertThat(accepted(gateway).message()).contains("InvalidParameters of invalid.io can't hold parameters here");
    }

    private static GatewayNode gateway(String yaml) {
        return ProvisionedTest.graph(Manifests.parse("in.yaml", yaml))
                .gateways()
                .getFirst();
    }

    private static Condition accepted(GatewayNode gateway) {
        return gateway.conditions().stream()
                .filter(c -> c.type() == Condition.Type.Accepted)
                .findFirst()
                .orElseThrow();
    }
}
