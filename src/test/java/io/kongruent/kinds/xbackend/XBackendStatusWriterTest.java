package io.kongruent.kinds.xbackend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.kongruent.graph.PolicyNode;
import io.kongruent.model.Condition;
import io.kongruent.model.Meta;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.XBackend;
import io.kongruent.verdict.Verdicts.OfPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class XBackendStatusWriterTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
    private static final Instant LATER = Instant.parse("2026-03-01T11:00:00Z");
    private static final String US = "example.com/us";
    private static final KubernetesSerialization JSON = new KubernetesSerialization();
    private static final XBackendStatusWriter WRITER = new XBackendStatusWriter();

    private static final String OLDER = """
            {"apiVersion": "gateway.networking.x-k8s.io/v1alpha1", "kind": "XBackend",
             "metadata": {"name": "api", "namespace": "default", "generation": 2},
             "spec": {"type": "ExternalHostname", "externalHostname": {"hostname": "api.example.com"}, "port": {"port": 443}},
             "status": {"parents": [{"controllerName": "example.com/other", "parentRef": {"name": "x"}, "conditions": []}]}}
            """;
    private static final String NEWER = OLDER.replace("\"port\": 443", "\"number\": 443")
            .replace("parents", "ancestors")
            .replace("parentRef", "ancestorRef");

    private static XBackend read(String json) {
        return JSON.unmarshal(json, XBackend.class);
    }

    private static OfPolicy verdict(int gateways, Condition.Status status) {
        List<PolicyNode.Ancestor> ancestors = new ArrayList<>();
        for (int i = 0; i < gateways; i++) {
            ancestors.add(new PolicyNode.Ancestor(
                    Ref.gatewayApi("Gateway", "default", "g" + i),
                    List.of(new Condition(Condition.Type.Accepted, status, Reason.Accepted, "why"))));
        }
        return new OfPolicy(new Meta(new Ref(Ref.GATEWAY_API_X, "XBackend", "default", "api"), "", 2, 0), ancestors);
    }

    private static XBackend written(XBackend before, OfPolicy verdict, Instant now) {
        XBackend after = WRITER.withStatus(before, verdict, US, now).orElseThrow();
        return read(JSON.asJson(after));
    }

    @Test
    void theShapeOfTheObjectDecides() {
        XBackend older = written(read(OLDER), verdict(1, Condition.Status.TRUE), NOW);
        XBackend newer = written(read(NEWER), verdict(1, Condition.Status.TRUE), NOW);

        assertThat(older.getStatus().has("ancestors")).isFalse();
        assertThat(older.getStatus().at("/parents/0/controllerName").asText()).isEqualTo("example.com/other");
        assertThat(older.getStatus().at("/parents/1/parentRef/name").asText()).isEqualTo("g0");
        assertThat(newer.getStatus().has("parents")).isFalse();
        JsonNode entry = newer.getStatus().at("/ancestors/1");
        assertThat(entry.at("/ancestorRef/name").asText()).isEqualTo("g0");
        assertThat(entry.path("controllerName").asText()).isEqualTo(US);
        assertThat(entry.at("/conditions/0/observedGeneration").asInt()).isEqualTo(2);
        assertThat(entry.at("/conditions/0/lastTransitionTime").asText()).isEqualTo("2026-03-01T10:00:00Z");
    }

    @Test
    void whatIsWrittenAlreadyIsNotWrittenAgain() {
        XBackend written = written(read(OLDER), verdict(2, Condition.Status.TRUE), NOW);

        assertThat(WRITER.withStatus(written, verdict(2, Condition.Status.TRUE), US, LATER))
                .isEmpty();
        XBackend turned = written(written, verdict(2, Condition.Status.FALSE), LATER);
        assertThat(turned.getStatus()
                        .at("/parents/1/conditions/0/lastTransitionTime")
                        .asText())
                .isEqualTo("2026-03-01T11:00:00Z");
    }

    @Test
    void othersKeepTheirPlaceAndOursGoAlone() {
        XBackend full = written(read(OLDER), verdict(40, Condition.Status.TRUE), NOW);
        assertThat(full.getStatus().path("parents")).hasSize(32);

        XBackend without = WRITER.withoutStatus(full, US).orElseThrow();
        assertThat(without.getStatus().path("parents"))
                .singleElement()
                .satisfies(e -> assertThat(e.path("controllerName").asText()).isEqualTo("example.com/other"));
        assertThat(WRITER.withoutStatus(without, US)).isEmpty();
    }
}
