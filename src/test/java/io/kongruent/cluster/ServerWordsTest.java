package io.kongruent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ServerWordsTest {

    @Test
    void theServersOwnWordsAreEnough() {
        Status status = new StatusBuilder()
                .withMessage("deployments.apps \"web-kong\" is forbidden: exceeded quota")
                .build();
        assertThat(ServerWords.why(new KubernetesClientException(
                        "Failure executing: PATCH at: https://10.96.0.1/apis", 403, status)))
                .isEqualTo("deployments.apps \"web-kong\" is forbidden: exceeded quota");
    }

    @Test
    void whereItSaidNothingTheCauseIsTold() {
        assertThat(ServerWords.why(new KubernetesClientException("An error", new IOException("connection reset"))))
                .isEqualTo("connection reset");
        assertThat(ServerWords.why(new KubernetesClientException("", 500, new Status())))
                .isEqualTo("the API server answers 500");
        assertThat(ServerWords.why(new IllegalStateException("Service a/b is there")))
                .isEqualTo("Service a/b is there");
    }
}
