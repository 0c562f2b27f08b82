package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The policy that is shipped for default Gateways, applied as it is: what it forbids, what it demands, and what it leaves alone. */
class AdmissionPolicyTest {

    private static final ApiServer SERVER = ApiServer.shared();
    private static final Path POLICY = Path.of("deploy/policies/default-gateways.yaml");
    private static final String LABEL = "example.com/default-gateways: ";

    private static final List<String> KINDS = List.of("HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute");

    private Lab lab;

    @BeforeAll
    static void definitions() {
        Crds.experimental(SERVER);
    }

    @BeforeEach
    void applyPolicy() throws IOException {
        lab = new Lab(SERVER);
        lab.namespace(lab.name + "-forbidden", LABEL + "forbidden");
        lab.namespace(lab.name + "-required", LABEL + "required");
        lab.apply(Files.readString(POLICY));
        // an API server notices a policy some time after it is there
        eventually(
                () -> assertThatThrownBy(() -> probe("forbidden", true)).isInstanceOf(KubernetesClientException.class));
    }

    @AfterEach
    void closeLab() {
        lab.close();
    }

    private void probe(String kind, boolean asks) {
        route("HTTPRoute", kind, asks);
    }

    private void route(String kind, String namespace, boolean asks) {
        String at = namespace.isEmpty() ? lab.namespace : lab.name + "-" + namespace;
        lab.apply("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: %s
                metadata: {name: r, namespace: %s}
                spec:
                  %s
                  rules: [{backendRefs: [{name: web, port: 80}]}]%s
                """.formatted(
                        kind,
                        at,
                        asks ? "useDefaultGateways: All" : "parentRefs: [{name: gw}]",
                        kind.equals("TLSRoute") ? "\n  hostnames: [a.example.com]" : ""));
    }

    @Test
    void whereItIsForbiddenARouteHasToNameItsGateway() {
        for (String kind : KINDS) {
            assertThatThrownBy(() -> route(kind, "forbidden", true))
                    .as(kind)
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining(
                            "routes of this namespace may not use default Gateways; name a Gateway in parentRefs");
            assertThatCode(() -> route(kind, "forbidden", false)).as(kind).doesNotThrowAnyException();
        }
    }

    @Test
    void whereItIsDemandedARouteHasToUseThem() {
        for (String kind : KINDS) {
            assertThatThrownBy(() -> route(kind, "required", false))
                    .as(kind)
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining("have to use default Gateways: set useDefaultGateways to All");
            assertThatCode(() -> route(kind, "required", true)).as(kind).doesNotThrowAnyException();
        }
    }

    @Test
    void elsewhereBothWaysAreOpenAndAChangeIsJudgedToo() {
        for (String kind : KINDS) {
            assertThatCode(() -> route(kind, "", true)).as(kind).doesNotThrowAnyException();
            assertThatCode(() -> route(kind, "", false)).as(kind).doesNotThrowAnyException();
        }
        route("HTTPRoute", "forbidden", false);
        assertThatThrownBy(() -> route("HTTPRoute", "forbidden", true)).isInstanceOf(KubernetesClientException.class);
        assertThat(lab.routeNow(lab.name + "-forbidden", "r").getSpec().getUseDefaultGateways())
                .isNull();
    }
}
