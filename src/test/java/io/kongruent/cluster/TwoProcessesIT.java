package io.kongruent.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.kongruent.embedded.EmbeddedGateway;
import io.kongruent.embedded.EmbeddedSettings;
import io.kongruent.embedded.ProxyListen;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of the built program at one Kong: never do both send, whatever happens to the one that leads. */
class TwoProcessesIT {

    private static final ApiServer SERVER = ApiServer.shared();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SOME = 3;
    private static final String FIRST = "first";
    private static final String SECOND = "second";

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private Lab lab;
    private EmbeddedGateway gateway;
    private AdminLedger ledger;

    @BeforeAll
    static void definitions() {
        Crds.experimental(SERVER);
    }

    @BeforeEach
    void start() {
        lab = new Lab(SERVER);
        lab.web();
        gateway = EmbeddedGateway.start(EmbeddedSettings.defaults()
                .withListens(ProxyListen.http(8000).onAnyPort())
                .withDialer(Subject::dial));
        ledger = new AdminLedger(gateway);
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        ledger.close();
        gateway.close();
        lab.close();
    }

    @Test
    void theOneThatStandsByTakesOverFromOneThatIsKilled() throws Exception {
        ledger.forgetsFor(FIRST);
        Process first = process(FIRST, freePort(), SERVER.kubeconfig());
        eventually(() -> assertThat(ledger.sentBy(FIRST)).hasSizeGreaterThan(SOME));
        standby();

        first.destroyForcibly().waitFor();
        lab.route(lab.namespace, "more", "more.example.com", "web");

        eventually(() -> assertThat(serves("more.example.com")).isTrue());
        assertThat(ledger.sentBy(SECOND)).isNotEmpty();
        oneAfterTheOther();
    }

    @Test
    void whoCannotReachTheApiServerStopsBeforeTheLeaseEnds() throws Exception {
        ledger.forgetsFor(FIRST);
        try (Relay relay = new Relay(SERVER.port())) {
            Process first = process(FIRST, freePort(), SERVER.kubeconfig(relay.port()));
            eventually(() -> assertThat(ledger.sentBy(FIRST)).hasSizeGreaterThan(SOME));
            standby();

            relay.close();
            long cut = ledger.sentBy(FIRST).size();
            long ends = lease().getSpec().getRenewTime().toInstant().toEpochMilli()
                    + lease().getSpec().getLeaseDurationSeconds() * 1_000L;

            assertThat(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(first.exitValue()).isEqualTo(1);
            eventually(() -> assertThat(ledger.sentBy(SECOND)).isNotEmpty());
            assertThat(ledger.sentBy(FIRST))
                    .as("it had reason to send all the time")
                    .hasSizeGreaterThan((int) cut);
            assertThat(ledger.sentBy(FIRST)).allMatch(sent -> sent.at() < ends);
            oneAfterTheOther();
            eventually(() -> assertThat(serves("web.example.com")).isTrue());
        }
    }

    @Test
    void whoStoodStillSendsNothingWhenItGoesOn() throws Exception {
        Process first = process(FIRST, freePort(), SERVER.kubeconfig());
        eventually(() -> assertThat(serves("web.example.com")).isTrue());
        standby();

        signal("STOP", first);
        eventually(() -> assertThat(ledger.sentBy(SECOND)).isNotEmpty());
        int sent = ledger.sentBy(FIRST).size();
        ledger.forgetsFor(FIRST);
        signal("CONT", first);

        assertThat(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).isEqualTo(1);
        assertThat(ledger.sentBy(FIRST)).hasSize(sent);
        oneAfterTheOther();
    }

    /** A second process, that is ready and has sent nothing. */
    private void standby() throws IOException {
        int http = freePort();
        process(SECOND, http, SERVER.kubeconfig());
        eventually(() -> {
            Visit ready = Visit.http(http, "localhost", "/q/health/ready");
            assertThat(ready.status()).isEqualTo(200);
            assertThat(ready.body()).contains("standby");
        });
        assertThat(ledger.sentBy(SECOND)).isEmpty();
    }

    private void oneAfterTheOther() {
        List<AdminLedger.Sent> sent = ledger.sent().stream()
                .sorted(Comparator.comparingLong(AdminLedger.Sent::begun))
                .toList();
        for (int i = 1; i < sent.size(); i++) {
            assertThat(sent.get(i).begun()).isGreaterThan(sent.get(i - 1).ended());
        }
        assertThat(sent.stream().map(AdminLedger.Sent::who).dropWhile(FIRST::equals))
                .containsOnly(SECOND);
    }

    private Lease lease() {
        return lab.client
                .leases()
                .inNamespace(lab.namespace)
                .withName("kongruent")
                .get();
    }

    private boolean serves(String host) {
        return Visit.http(gateway.boundPort(8000), host, "/").status() == 200;
    }

    private Process process(String who, int http, Path kubeconfig) throws IOException {
        Path own = Files.copy(kubeconfig, folder.resolve(who));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-jar",
                "target/quarkus-app/quarkus-run.jar",
                "run",
                "--data-plane=" + ledger.door(who),
                "--port-map=80=8000",
                "--http-port=" + http);
        builder.environment().put("KUBECONFIG", own.toString());
        builder.environment().put("KONGRUENT_CONTROLLER_NAME", lab.controller);
        builder.environment().put("KONGRUENT_LEASE_NAMESPACE", lab.namespace);
        builder.environment().put("KONGRUENT_PUSH_WATCH", "100ms");
        builder.environment().put("KONGRUENT_PUSH_RETRY_MOST", "500ms");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve(who + ".log").toFile())
                .start();
        processes.add(process);
        return process;
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).untilAsserted(assertion);
    }
}
