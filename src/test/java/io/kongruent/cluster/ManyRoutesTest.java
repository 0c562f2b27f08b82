package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.push.RestAdmins;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A thousand routes, created by one {@code kubectl create}. */
@QuarkusTest
class ManyRoutesTest {

    private static final int ROUTES = 1_000;
    private static final int CHANGES = 20;
    private static final ApiServer SERVER = ApiServer.shared();

    @Inject
    RestAdmins admins;

    @BeforeAll
    static void definitions() {
        Crds.experimental(SERVER);
    }

    @Test
    void eachIsWrittenOnceAndTheGatewayHardlyMore() throws Exception {
        try (Lab lab = new Lab(SERVER);
                Subject subject = new Subject(admins, SERVER.config(SERVER.user("controller")), lab.controller)) {
            lab.service(lab.namespace, "web");
            lab.gateway();
            lab.route(lab.namespace, "first", "first.example.com", "web");
            lab.settled("first");
            long mark = SERVER.mark();
            long before = heap();

            long begin = System.nanoTime();
            create(lab);
            long created = System.nanoTime();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(120))
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(lab.gatewayNow()
                                    .getStatus()
                                    .getListeners()
                                    .getFirst()
                                    .getAttachedRoutes())
                            .isEqualTo(ROUTES + 1));
            eventually(() -> assertThat(subject.get("h999.example.com", "/")).isEqualTo(200));
            eventually(() ->
                    assertThat(count(lab, mark, "patch httproutes/status")).isEqualTo(ROUTES));
            long done = System.nanoTime();

            TreeMap<String, Long> requests = lab.requests(mark, "controller").stream()
                    .collect(Collectors.groupingBy(
                            r -> r.substring(0, r.lastIndexOf(' ')), TreeMap::new, Collectors.counting()));
            System.out.println("1,000 routes: created in " + millis(begin, created) + " ms, all written after "
                    + millis(begin, done) + " ms, " + subject.pushes.get() + " pushes, requests " + requests);
            assertThat(requests.get("patch httproutes/status")).isEqualTo(ROUTES);
            assertThat(requests.getOrDefault("patch gateways/status", 0L)).isBetween(1L, 5L);
            assertThat(requests.keySet())
                    .as("nothing is read again")
                    .noneMatch(r -> r.startsWith("list ") || r.startsWith("get "));

            long after = heap();
            System.out.println("memory of this JVM, with controller, gateway and test in it: " + before
                    + " MB of heap in use before, " + after + " MB with 1,000 routes, resident " + resident());

            changes(lab, subject);
        }
    }

    /** What is in use, in MB, when nothing is left to collect. */
    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    private static String resident() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.isReadable(status)
                ? "unknown"
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .map(line -> line.substring("VmRSS:".length()).strip())
                        .findFirst()
                        .orElse("unknown");
    }

    /** How long a change of one route among a thousand takes until requests see it. */
    private static void changes(Lab lab, Subject subject) {
        long[] took = new long[CHANGES];
        for (int i = 0; i < CHANGES; i++) {
            String host = "changed" + i + ".example.com";
            long begin = System.nanoTime();
            lab.route(lab.namespace, "r" + i, host, "web");
            while (subject.get(host, "/") != 200) {
                assertThat(System.nanoTime() - begin).isLessThan(Lab.PATIENCE.toNanos());
            }
            took[i] = millis(begin, System.nanoTime());
        }
        Arrays.sort(took);
        System.out.println("one change among 1,000 routes, from kubectl to served: p50 " + took[CHANGES / 2]
                + " ms, p95 " + took[CHANGES * 95 / 100 - 1] + " ms");
    }

    /** As people do it: a file with all of them. */
    private static void create(Lab lab) throws IOException {
        Path file = Files.createTempFile("routes", ".yaml");
        Files.writeString(
                file,
                IntStream.range(0, ROUTES)
                        .mapToObj(
                                i -> Lab.route(lab.namespace, "r" + i, "h" + i + ".example.com", "web", lab.namespace))
                        .collect(Collectors.joining("---\n"))
                        .replace("$T", lab.name));
        Crds.kubectl(SERVER, List.of("create", "-f", file.toString()));
        Files.delete(file);
    }

    private static long count(Lab lab, long mark, String request) {
        return lab.requests(mark, "controller").stream()
                .filter(r -> r.startsWith(request))
                .count();
    }

    private static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }
}
