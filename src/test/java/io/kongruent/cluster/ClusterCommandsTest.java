package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.cli.CommandLineRun;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that ask a cluster, as a person with a kubeconfig types them. */
@QuarkusTest
class ClusterCommandsTest extends WithSubject {

    private static final String KUBECONFIG = "kubeconfig";

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        System.setProperty(KUBECONFIG, SERVER.kubeconfig().toString());
        lab.service(lab.namespace, "web");
        lab.gateway();
        lab.route(lab.namespace, "web", "web.example.com", "web");
        eventually(() -> assertThat(subject.get("web.example.com", "/")).isEqualTo(200));
    }

    @AfterEach
    void stop() {
        System.clearProperty(KUBECONFIG);
    }

    private CommandLineRun run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--controller-name");
        all.add(lab.controller);
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    @Test
    void statusTellsWhatTheClusterSays() {
        eventually(() -> assertThat(run("status").code()).isZero());
        assertThat(run("status").out())
                .contains(lab.namespace + "/" + lab.name)
                .contains("HTTPRoute " + lab.namespace + "/web")
                .contains("HTTP 80");

        lab.route(lab.namespace, "lost", "lost.example.com", "nowhere");
        eventually(() -> {
            CommandLineRun run = run("status");
            assertThat(run.out()).contains("BackendNotFound").contains("Service " + lab.namespace + "/nowhere");
            assertThat(run.code()).isEqualTo(1);
        });
    }

    @Test
    void aStatusThatIsOldOrMissingIsNotBelieved() {
        eventually(() -> assertThat(run("status").code()).isZero());
        subject.close();
        lab.route(lab.namespace, "web", "other.example.com", "web");
        lab.route(lab.namespace, "late", "late.example.com", "web");

        CommandLineRun run = run("status");

        assertThat(run.out())
                .contains(
                        "HTTPRoute " + lab.namespace + "/web: its status is about generation 1, and the object is at 2")
                .contains("HTTPRoute " + lab.namespace + "/late: no status yet; is the controller running?");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void explainAsksTheCluster() {
        CommandLineRun run = run("explain", "cluster:", "--request", "GET http://web.example.com/cart");

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("HTTPRoute " + lab.namespace + "/web rule 0")
                .contains("httproute/" + lab.namespace + "/web:");
        assertThat(run.code()).isZero();
    }

    @Test
    void diffShowsWhatApplyingWouldDo() throws IOException {
        Path file = Files.writeString(folder.resolve("new.yaml"), """
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: more, namespace: %1$s}
                spec:
                  parentRefs: [{name: %1$s}]
                  hostnames: [more.example.com]
                  rules: [{backendRefs: [{name: web, port: 80}]}]
                """.formatted(lab.namespace));

        CommandLineRun run = run("diff", "cluster:", file.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("httproute." + lab.namespace + ".more.0.0")
                .doesNotContain(".web.0.0");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void aClusterThatCantBeAskedIsNamed() throws IOException {
        Path kubeconfig = folder.resolve("config");
        Files.writeString(
                kubeconfig, Files.readString(SERVER.kubeconfig()).replaceAll("127.0.0.1:\\d+", "127.0.0.1:1"));
        System.setProperty(KUBECONFIG, kubeconfig.toString());

        CommandLineRun run = run("status");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("the API server at https://127.0.0.1:1").doesNotContain("\tat ");
    }

    @Test
    void aContextThatIsntThereIsNamed() {
        CommandLineRun run = run("status", "--context", "elsewhere");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("there is no context \"elsewhere\"");
    }
}
