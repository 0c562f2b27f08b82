package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.kongruent.kinds.Kind;
import io.kongruent.kinds.Kinds;
import io.kongruent.push.RestAdmins;
import io.kongruent.realinput.GatewayApiModule;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which kinds there are, and in which version, is the cluster's to say, at the start and later. */
@QuarkusTest
class DiscoveryTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String ROUTES = "httproutes.gateway.networking.k8s.io";

    @Inject
    RestAdmins admins;

    private ApiServer server;

    @BeforeEach
    void start() {
        server = ApiServer.own();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void definitionsMayComeAfterTheStartAndGo() {
        try (LogLines log = LogLines.from("io.kongruent.cluster");
                Lab lab = new Lab(server);
                Subject subject = new Subject(admins, server.config(), lab.controller)) {
            eventually(() -> assertThat(subject.hasBegun()).isTrue());
            List<Kind<?>> expected =
                    Kinds.ALL.stream().filter(k -> !k.isExperiment()).toList();
            for (Kind<?> kind : expected) {
                assertThat(log.lines())
                        .as("said once")
                        .filteredOn(line -> line.contains("has no " + kind.name() + " "))
                        .hasSize(1);
            }
            assertThat(subject.source.missing())
                    .containsExactlyElementsOf(
                            expected.stream().map(Kind::name).sorted().toList());

            Crds.standard(server);
            serves(lab, subject);
            assertThat(subject.source.missing()).isEmpty();

            Crds.kubectl(server, List.of("delete", "crd", ROUTES));
            eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(404));
            assertThat(subject.source.missing()).containsExactly("HTTPRoute");

            Crds.standard(server);
            lab.route(lab.namespace, "web", "web.example.com", "web");
            eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(200));
            lab.settled("web");
        }
    }

    @Test
    void aServerThatServesRoutesAsBetaOnly() throws IOException {
        Crds.experimental(server);
        Path file = GatewayApiModule.api().resolve("config/crd/experimental/gateway.networking.k8s.io_httproutes.yaml");
        try (Lab lab = new Lab(server);
                Subject subject = new Subject(admins, server.config(), lab.controller)) {
            JsonNode definition = YAML.readTree(GatewayApiModule.text(file));
            for (JsonNode version : definition.path("spec").path("versions")) {
                ((ObjectNode) version)
                        .put("served", version.path("name").asText().equals("v1beta1"));
            }
            // Away and anew: what was watched as v1 goes on as v1beta1.
            Crds.text(server, definition.toString());
            lab.service(lab.namespace, "web");
            lab.gateway();
            lab.apply(Lab.route(lab.namespace, "web", "web.example.com", "web", lab.namespace)
                    .replace("networking.k8s.io/v1", "networking.k8s.io/v1beta1"));

            eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(200));
            String status = "{.status.parents[*].conditions[*].reason}";
            eventually(() -> assertThat(Crds.kubectl(
                            server,
                            List.of("get", ROUTES, "web", "--namespace=" + lab.namespace, "-o", "jsonpath=" + status)))
                    .isEqualTo("Accepted ResolvedRefs"));
            try (Subject later = new Subject(admins, server.config(), lab.controller)) {
                eventually(() -> assertThat(later.get("web.example.com", "/")).isEqualTo(200));
            }
        }
    }

    @Test
    void newerDefinitionsAreServedAndSaid() {
        Crds.install(server, GatewayApiModule.newerDefinitions());
        try (Lab lab = new Lab(server);
                Subject subject = new Subject(admins, server.config(), lab.controller)) {
            serves(lab, subject);
            assertThat(lab.conditions(lab.gatewayClass())).anyMatch(c -> c.startsWith("SupportedVersion="));
            backendsOfTheNewShape(lab);
        }
    }

    /** The same version of the kind, other fields in spec and status. */
    private void backendsOfTheNewShape(Lab lab) {
        lab.apply("""
                apiVersion: gateway.networking.x-k8s.io/v1alpha1
                kind: XBackend
                metadata: {name: outside, namespace: $T}
                spec: {type: ExternalHostname, externalHostname: {hostname: outside.example.net}, port: {number: 443}}
                ---
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: outside, namespace: $T}
                spec:
                  parentRefs: [{name: $T}]
                  hostnames: [outside.example.com]
                  rules: [{backendRefs: [{group: gateway.networking.x-k8s.io, kind: XBackend, name: outside}]}]
                """);
        String status = "{.status.ancestors[*].conditions[*].reason}";
        eventually(() -> assertThat(Crds.kubectl(
                        server,
                        List.of(
                                "get",
                                "xbackends",
                                "outside",
                                "--namespace=" + lab.namespace,
                                "-o",
                                "jsonpath=" + status)))
                .isEqualTo("Accepted ResolvedRefs"));
    }

    private static void serves(Lab lab, Subject subject) {
        lab.web();
        eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(200));
        lab.settled("web");
    }
}
