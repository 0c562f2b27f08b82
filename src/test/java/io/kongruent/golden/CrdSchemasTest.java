package io.kongruent.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CrdSchemasTest {

    private final CrdSchemas schemas = new CrdSchemas();

    @Test
    void refusesWhatTheApiServerWould() throws IOException {
        assertThat(schemas.size()).isGreaterThan(10);
        assertThat(schemas.problems(new ObjectMapper(new YAMLFactory()).readTree("""
                        apiVersion: gateway.networking.k8s.io/v1
                        kind: HTTPRoute
                        metadata: {name: x}
                        spec:
                          nope: 1
                          hostnames: ["UPPER"]
                          rules:
                          - matches: [{path: {type: Nope, value: /}}]
                            backendRefs: [{port: 80, weight: -1}]
                        """)))
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).isEqualTo("spec.nope: unknown field"),
                        p -> assertThat(p).startsWith("spec.hostnames[0]: UPPER doesn't match"),
                        p -> assertThat(p).startsWith("spec.rules[0].matches[0].path.type: Nope is none of"),
                        p -> assertThat(p).isEqualTo("spec.rules[0].backendRefs[0].name: required"),
                        p -> assertThat(p).isEqualTo("spec.rules[0].backendRefs[0].weight: -1 is out of range"));
    }
}
