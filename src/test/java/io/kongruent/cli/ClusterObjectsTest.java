package io.kongruent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kongruent.cluster.Election;
import io.kongruent.settings.GivenSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterObjectsTest {

    @TempDir
    Path folder;

    private static ClusterObjects find(Map<String, String> environment, String... settings) {
        Map<String, String> said = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            said.put(settings[i], settings[i + 1]);
        }
        return ClusterObjects.find(environment, GivenSettings.of(said), () -> {});
    }

    /** A kubeconfig that fabric8 finds too. @param namespace of its context */
    private Map<String, String> kubeconfig(String namespace) throws IOException {
        Path config = Files.writeString(
                folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: here
                contexts: [{name: here, context: {cluster: here, user: me%s}}]
                clusters: [{name: here, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: me, user: {token: t}}]
                """.formatted(namespace.isEmpty() ? "" : ", namespace: " + namespace));
        System.setProperty("kubeconfig", config.toString());
        return Map.of("KUBECONFIG", config.toString());
    }

    @AfterEach
    void forget() {
        System.clearProperty("kubeconfig");
    }

    @Test
    void withoutAClusterTheNextStepIsNamed() {
        Path missing = folder.resolve("config");

        assertThatThrownBy(() -> find(Map.of("KUBECONFIG", missing.toString())))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll("there is no cluster", missing.toString())
                .satisfies(e -> assertThat(((Failure) e).next()).contains("--source dir:PATH"));
    }

    @Test
    void outsideOfAPodTheLeaseIsInTheNamespaceOfTheContext() throws IOException {
        Election one = find(kubeconfig("team")).election().orElseThrow();
        Election other = find(kubeconfig("team")).election().orElseThrow();

        assertThat(one.namespace()).isEqualTo("team");
        assertThat(one.name()).isEqualTo("kongruent");
        assertThat(one.identity())
                .contains(Long.toString(ProcessHandle.current().pid()))
                .isNotEqualTo(other.identity());
    }

    @Test
    void theLeaseIsASetting() throws IOException {
        Election election = find(
                        kubeconfig("team"),
                        "kongruent.lease.name",
                        "blue",
                        "kongruent.lease.namespace",
                        "kongruent-system")
                .election()
                .orElseThrow();

        assertThat(election.namespace()).isEqualTo("kongruent-system");
        assertThat(election.name()).isEqualTo("blue");
        assertThat(find(kubeconfig("team"), "kongruent.lease.enabled", "false").election())
                .isEmpty();
    }

    @Test
    void withoutANamespaceThereIsNoLease() throws IOException {
        assertThat(find(kubeconfig("")).election()).isEmpty();
    }

    @Test
    void podsAgreeByTheLeaseThatTheRoleAllows() throws IOException {
        Election election = find(Map.of(
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

    @ParameterizedTest
    @ValueSource(strings = {"kongruent.io/watch=true", "a,!b", "a!=b,c in (d, e)", "tier notin (x)"})
    void secretsMayBeSelectedByLabels(String selector) throws IOException {
        assertThat(find(kubeconfig("a"), "kongruent.secrets.label-selector", selector)
                        .secrets())
                .contains(selector);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=x", "a b", "a in x", "a,,b"})
    void whatIsNoSelectorIsNamed(String selector) {
        assertThatThrownBy(() -> find(kubeconfig("a"), "kongruent.secrets.label-selector", selector))
                .isInstanceOf(Failure.class)
                .hasMessageContainingAll("kongruent.secrets.label-selector", selector);
    }
}
