package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.cli.CommandLineRun;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that ask a cluster, as a person with a kubeconfig types them. */
@QuarkusTest
class ClusterCommandsTest extends WithSubject {

    private static final String KUBECONFIG = "kubeconfig";

    @Inject
    CommandLine.IFactory factory;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        System.setProperty(KUBECONFIG, SERVER.kubeconfig().toString());
        lab.web();
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

    /** As in deploy/base; nothing runs it. */
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: kongruent-1, namespace: $T, labels: {app.kubernetes.io/name: kongruent}}
            spec:
              containers: [{name: controller, image: kongruent, ports: [{name: http, containerPort: 8081}]}]
            """;

    @Test
    void statusTellsHowSoonChangesArrive() throws IOException {
        eventually(() -> assertThat(run("status").code()).isZero());
        assertThat(run("status").out())
                .contains("How soon changes arrive isn't known: no pod has the label app.kubernetes.io/name=kongruent");

        lab.apply(POD);
        String metrics = """
                kongruent_info{controller="%s",version="0.1.0"} 1.0
                kongruent_data_plane_state{data_plane="default",instance="http://kong:8001",state="applied"} 1.0
                kongruent_propagation_seconds_bucket{data_plane="default",le="0.25"} 7.0
                kongruent_propagation_seconds_bucket{data_plane="default",le="+Inf"} 7.0
                """.formatted(lab.controller);
        try (PodProxy proxy = new PodProxy(lab.client, Map.of("kongruent-1:8081", metrics))) {
            Path kubeconfig = folder.resolve("config");
            Files.writeString(kubeconfig, proxy.kubeconfig());
            System.setProperty(KUBECONFIG, kubeconfig.toString());

            CommandLineRun run = run("status");

            assertThat(run.out())
                    .containsPattern(lab.namespace + "/kongruent-1 +leads +default +1 applied +7 +within 250 ms");
            assertThat(run.out()).doesNotContain("isn't known");
            assertThat(run.code()).isZero();
        }
    }

    /** Whatever is missing for it, the rest is shown, and the exit code is that of the rest. */
    @Test
    void whyThatIsNotKnownIsSaid() throws IOException {
        eventually(() -> assertThat(run("status").code()).isZero());
        lab.apply(POD);
        assertThat(run("status").out())
                .contains("the metrics of the pod " + lab.namespace + "/kongruent-1 can't be read: ");

        lab.role("reader", """
                - {apiGroups: [gateway.networking.k8s.io, gateway.networking.x-k8s.io, kongruent.io], resources: ["*"], verbs: [get, list]}
                - {apiGroups: [""], resources: [pods], verbs: [get, list]}
                """);
        String token = lab.account("reader");
        Path kubeconfig = folder.resolve("config");
        Files.writeString(
                kubeconfig, Files.readString(SERVER.kubeconfig()).replaceAll("token: [^}]+", "token: " + token));
        System.setProperty(KUBECONFIG, kubeconfig.toString());
        CommandLineRun run = run("status");
        assertThat(run.out()).contains("your rights lack get pods/proxy in " + lab.namespace);
        assertThat(run.out()).contains("HTTPRoute " + lab.namespace + "/web");
        assertThat(run.code()).isZero();
    }

    /** Without a URL it looks at what a controller with these settings would speak to: with none at all, the Kongs of Gateways. */
    @Test
    void doctorLooksAtTheKongsOfGateways() {
        CommandLineRun nobody = CommandLineRun.with(factory, "doctor");
        assertThat(nobody.err()).contains("there is no Kong to look at");
        assertThat(nobody.code()).isEqualTo(2);

        String url = subject.gateway.adminUrl().toString();
        lab.apply(Lab.classOf(lab.name + "-usual", "kongruent.io/gateway-controller"));
        lab.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: token, namespace: $T}
                stringData: {token: a}
                ---
                apiVersion: kongruent.io/v1alpha1
                kind: GatewayParameters
                metadata: {name: theirs, namespace: $T}
                spec: {mode: Unmanaged, unmanaged: {adminUrls: ["%s"], tokenRef: {name: token}}}
                """.formatted(url));
        lab.apply(Lab.withParameters(Lab.gatewayOf(lab.name), "theirs")
                .replace("name: " + lab.name + ",", "name: theirs,")
                .replace("gatewayClassName: " + lab.name, "gatewayClassName: " + lab.name + "-usual"));

        CommandLineRun run = CommandLineRun.with(factory, "doctor");
        assertThat(run.out()).contains(lab.namespace + "/theirs  " + url).contains("plugin gateway-api");
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
