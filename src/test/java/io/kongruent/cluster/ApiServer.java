package io.kongruent.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A kube-apiserver with an etcd, on free ports of the loopback address, with a folder of its own. Neither is faked. */
final class ApiServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOKEN = "the-tests-own-token";

    private final Path folder;
    private final int etcdPort;
    private final int port;
    private final Process etcd;
    private final Thread farewell = new Thread(this::kill);
    private @Nullable Process server;

    private static final class Shared {
        static final ApiServer INSTANCE = new ApiServer();
    }

    private ApiServer() {
        try {
            folder = Files.createTempDirectory("kongruent-api-server");
            etcdPort = freePort();
            port = freePort();
            keys();
            write(
                    "tokens.csv",
                    TOKEN + ",tests,tests,\"system:masters\"\n" + user("controller")
                            + ",controller,controller,\"system:masters\"\n");
            write("audit.yaml", """
                    apiVersion: audit.k8s.io/v1
                    kind: Policy
                    omitStages: [RequestReceived, ResponseStarted]
                    rules:
                      - level: Metadata
                    """);
            Runtime.getRuntime().addShutdownHook(farewell);
            etcd = startEtcd();
            start();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("no API server for the tests", e);
        }
    }

    /** One for all tests of this JVM, without any CRD at first; ends with the JVM. */
    static ApiServer shared() {
        return Shared.INSTANCE;
    }

    /** One for a test alone. */
    static ApiServer own() {
        return new ApiServer();
    }

    /** For a client with every right. */
    Config config() {
        return config(TOKEN);
    }

    Config config(String token) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("https://127.0.0.1:" + port)
                .withCaCertFile(folder.resolve("certificates/apiserver.crt").toString())
                .withOauthToken(token)
                .withWatchReconnectInterval(200)
                .withRequestRetryBackoffLimit(2)
                .build();
        return config;
    }

    /** The token of another user with every right: {@code controller}, so that the log of requests tells the two apart. */
    String user(String name) {
        return "the-token-of-" + name;
    }

    KubernetesClient client() {
        return new KubernetesClientBuilder().withConfig(config()).build();
    }

    int port() {
        return port;
    }

    /** A kubeconfig of the one with every right, for programs. */
    Path kubeconfig() {
        return kubeconfig(port);
    }

    /** The same for a program that goes another way. */
    Path kubeconfig(int port) {
        return write("kubeconfig", """
                apiVersion: v1
                kind: Config
                current-context: tests
                contexts: [{name: tests, context: {cluster: tests, user: tests}}]
                clusters: [{name: tests, cluster: {server: "https://127.0.0.1:%d", certificate-authority: %s}}]
                users: [{name: tests, user: {token: %s}}]
                """.formatted(port, folder.resolve("certificates/apiserver.crt"), TOKEN));
    }

    /** Starts it, at first or again; returns when it is ready. */
    final void start() throws IOException {
        server = start(port);
    }

    void startIfStopped() throws IOException {
        if (server == null) {
            start();
        }
    }

    private Process start(int port) throws IOException {
        Process process = new ProcessBuilder(arguments(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("server.log").toFile()))
                .start();
        await("the API server", "https://127.0.0.1:" + port + "/readyz", process);
        return process;
    }

    /** Another one over the same objects, as clusters have several: changes go on where the first can't be reached. */
    Second second() throws IOException {
        int other = freePort();
        return new Second(
                start(other),
                new ConfigBuilder(config())
                        .withMasterUrl("https://127.0.0.1:" + other)
                        .build());
    }

    /** @param config for a client with every right */
    record Second(Process process, Config config) implements AutoCloseable {
        @Override
        public void close() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }

    /** Stops it; etcd stays. Connections break off as when a machine fails. */
    void stop() throws InterruptedException {
        Process running = server;
        if (running != null) {
            running.destroyForcibly().waitFor();
            server = null;
        }
    }

    /** Forgets every version but the current ones, so that no watch can go on from where it was. */
    void compact() throws IOException, InterruptedException {
        String found = post("kv/range", "{\"key\":\"AA==\"}");
        Matcher revision = Pattern.compile("\"revision\":\"(\\d+)\"").matcher(found);
        if (!revision.find()) {
            throw new IllegalStateException("etcd told no revision: " + found);
        }
        post("kv/compaction", "{\"revision\":\"" + revision.group(1) + "\",\"physical\":true}");
    }

    /** The requests that were answered since {@code mark}, as lines of JSON. */
    List<String> requests(long mark) {
        try {
            byte[] all = Files.readAllBytes(folder.resolve("audit.log"));
            String since = new String(all, (int) mark, all.length - (int) mark, StandardCharsets.UTF_8);
            return since.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the log of requests ends now. */
    long mark() {
        try {
            return Files.size(folder.resolve("audit.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(farewell);
    }

    private void kill() {
        Process running = server;
        if (running != null) {
            running.destroyForcibly();
        }
        etcd.destroyForcibly();
        try (Stream<Path> files = Files.walk(folder)) {
            etcd.waitFor();
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // What is left is in the folder for temporary files.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Process startEtcd() throws IOException {
        String clients = "http://127.0.0.1:" + etcdPort;
        String peers = "http://127.0.0.1:" + freePort();
        Process process = new ProcessBuilder(
                        Programs.etcd(),
                        "--name=tests",
                        "--data-dir=" + folder.resolve("etcd"),
                        "--unsafe-no-fsync",
                        "--listen-client-urls=" + clients,
                        "--advertise-client-urls=" + clients,
                        "--listen-peer-urls=" + peers,
                        "--initial-advertise-peer-urls=" + peers,
                        "--initial-cluster=tests=" + peers,
                        "--log-level=error")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("etcd.log").toFile())
                .start();
        await("etcd", clients + "/health", process);
        return process;
    }

    private List<String> arguments(int port) {
        List<String> arguments = new ArrayList<>();
        arguments.add(Programs.apiServer());
        arguments.add("--etcd-servers=http://127.0.0.1:" + etcdPort);
        arguments.add("--etcd-compaction-interval=0");
        arguments.add("--bind-address=127.0.0.1");
        arguments.add("--advertise-address=127.0.0.1");
        arguments.add("--endpoint-reconciler-type=none");
        arguments.add("--secure-port=" + port);
        arguments.add("--cert-dir=" + folder.resolve("certificates"));
        arguments.add("--token-auth-file=" + folder.resolve("tokens.csv"));
        arguments.add("--authorization-mode=RBAC");
        arguments.add("--service-cluster-ip-range=10.0.0.0/16");
        arguments.add("--service-account-issuer=https://kubernetes.default.svc");
        arguments.add("--service-account-key-file=" + folder.resolve("accounts.pub"));
        arguments.add("--service-account-signing-key-file=" + folder.resolve("accounts.key"));
        arguments.add("--disable-admission-plugins=ServiceAccount");
        arguments.add("--audit-policy-file=" + folder.resolve("audit.yaml"));
        arguments.add("--audit-log-path=" + folder.resolve("audit.log"));
        arguments.add("--audit-log-mode=blocking");
        arguments.add("--profiling=false");
        return arguments;
    }

    private void await(String what, String url, Process process) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                break;
            }
            if (isReady(url)) {
                return;
            }
            sleep();
        }
        throw new IOException(what + " isn't ready" + (process.isAlive() ? "" : ", it ended") + ": "
                + tail(folder.resolve(what.equals("etcd") ? "etcd.log" : "server.log")));
    }

    private boolean isReady(String url) {
        if (!url.startsWith("https")) {
            try (HttpClient http = HttpClient.newHttpClient()) {
                return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                                .statusCode()
                        == 200;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        if (!Files.exists(folder.resolve("certificates/apiserver.crt"))) {
            return false;
        }
        Config config = new ConfigBuilder(config())
                .withMasterUrl(url.substring(0, url.lastIndexOf('/')))
                .build();
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            return "ok".equals(client.raw("/readyz"));
        } catch (RuntimeException e) {
            return false;
        }
    }

    private String post(String path, String body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + etcdPort + "/v3/" + path))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("etcd answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        }
    }

    /** Service accounts' tokens are signed with this. */
    private void keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        write("accounts.key", pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        write("accounts.pub", pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(
                    folder.resolve(name),
                    text,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()))
                .toLowerCase(Locale.ROOT);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
