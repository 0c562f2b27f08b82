package io.kongruent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kongruent.cluster.Election;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterObjectsTest {

    @TempDir
    Path folder;

    @Test
    void withoutAClusterTheNextStepIsNamed() {
        Path missing = folder.resolve("config");

        assertThatThrownBy(() -> ClusterObjects.find(Map.of("KUBECONFIG", missing.toString())))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll("there is no cluster", missing.toString())
                .satisfies(e -> assertThat(((Failure) e).next()).contains("--source dir:PATH"));
    }

    @Test
    void outsideOfAPodNobodyIsElected() throws IOException {
        Path config = Files.createFile(folder.resolve("config"));

        assertThat(ClusterObjects.find(Map.of("KUBECONFIG", config.toString())).election())
                .isEmpty();
    }

    @Test
    void podsAgreeByTheLeaseThatTheRoleAllows() throws IOException {
        Election election = ClusterObjects.find(Map.of(
                        "KUBERNETES_SERVICE_HOST", "10.0.0.1",
                        "POD_NAMESPACE", "kongruent-system",
                        "POD_NAME", "kongruent-1"))
                .election()
                .orElseThrow();

        assertThat(election.namespace()).isEqualTo("kongruent-system");
        assertThat(election.identity()).isEqualTo("kongruent-1");
        assertThat(Files.readString(Path.of("deploy/base/role.yaml")))
                .contains("resourceNames: [\"" + election.name() + "\"]");
    }
}
