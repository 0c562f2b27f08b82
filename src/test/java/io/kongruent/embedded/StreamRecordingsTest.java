package io.kongruent.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** What a real Kong's stream listeners did with connections and datagrams, asked of the embedded ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamRecordingsTest {
    private static final int COMMITTED = 21;

    /** The certificate of the backend behind the passthrough routes has the recording's name for it. */
    private static final String BACKENDS_OWN = "pass";

    private final JsonNode recording = Recordings.read("recordings/06-streams.json");
    private final Vertx vertx = Runtimes.vertx(1);
    private final List<StreamRecord> seen = new CopyOnWriteArrayList<>();
    private final List<String> weighted = new ArrayList<>();
    private int ran;
    private EmbeddedGateway gateway;

    @BeforeAll
    void start() throws Exception {
        Map<Integer, Integer> ports = Map.of(
                22071, greeting("tcp1", false),
                22072, greeting("tcp2", false),
                22073, greeting("tlspass", true));
        gateway = EmbeddedGateway.start(EmbeddedSettings.defaults()
                .withoutPlugin()
                .withClock(Recordings.THAT_DAY)
                .withDialer(wanted -> new Dialer.Place(wanted.host(), ports.getOrDefault(wanted.port(), wanted.port())))
                .withListener(new ProxyListener() {
                    @Override
                    public void answered(RequestRecord request) {}

                    @Override
                    public void connected(StreamRecord connection) {
                        seen.add(connection);
                    }
                })
                .withStreams(listeners()));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(gateway.adminUrl().resolve("/config"))
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        recording.path("config").toString()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as(answer.body())
                .isEqualTo(recording.path("config_status").asInt());
    }

    private StreamListen[] listeners() {
        List<StreamListen> listens = new ArrayList<>();
        recording.path("listeners").forEach(listener -> {
            int port = listener.path("port").asInt();
            listens.add(
                    switch (listener.path("protocol").asText()) {
                        case "tcp" -> StreamListen.tcp(port).onAnyPort();
                        case "tls" -> StreamListen.tls(port).onAnyPort();
                        default -> StreamListen.udp(port).onAnyPort();
                    });
        });
        return listens.toArray(StreamListen[]::new);
    }

    /** A backend that says who it is and then repeats what it hears. */
    private int greeting(String name, boolean tls) {
        NetServerOptions options = new NetServerOptions().setHost("127.0.0.1");
        if (tls) {
            SelfSigned certificate = SelfSigned.make(Recordings.THAT_DAY);
            Certificates.Pair pair = new Certificates.Pair("x", certificate.key(), certificate.chain());
            options.setSsl(true)
                    .setKeyCertOptions(KeyCertOptions.wrap(new ListenerKeys(sni -> Optional.of(List.of(pair)))));
        }
        return Runtimes.join(vertx.createNetServer(options)
                        .connectHandler(socket -> greet(name, socket))
                        .listen())
                .actualPort();
    }

    private static void greet(String name, NetSocket socket) {
        socket.write(name + " hello\n");
        socket.handler(bytes -> socket.write(name + ":" + bytes));
    }

    @AfterAll
    void allRan() {
        gateway.close();
        Runtimes.join(vertx.close());
        assertThat(ran).isEqualTo(COMMITTED);
        // where a target stands on the wheel is chance in Kong; that one in four is the light one's is not
        for (int i = 0; i + 4 <= weighted.size(); i++) {
            assertThat(weighted.subList(i, i + 4)).containsOnlyOnce("tcp2");
        }
        assertThat(weighted).hasSize(5);
    }

    @TestFactory
    Stream<DynamicTest> exchanges() {
        JsonNode exchanges = recording.path("exchanges");
        assertThat(exchanges).hasSize(COMMITTED);
        return IntStream.range(0, COMMITTED).mapToObj(i -> {
            JsonNode request = exchanges.get(i).path("request");
            String name = i + " " + request.path("protocol").asText() + " "
                    + request.path("listener").asText() + " "
                    + request.path("sni").asText();
            return DynamicTest.dynamicTest(name, () -> {
                ran++;
                seen.clear();
                run(
                        request,
                        exchanges.get(i).path("response"),
                        exchanges.get(i).path("note").asText());
            });
        });
    }

    private void run(JsonNode request, JsonNode wanted, String note) throws Exception {
        JsonNode listener =
                recording.path("listeners").path(request.path("listener").asText());
        String sent = request.path("body").asText();
        int port = gateway.boundStream(
                listener.path("port").asInt(),
                listener.path("protocol").asText().equals("udp"));
        switch (request.path("protocol").asText()) {
            case "UDP" -> silence(port, sent);
            case "TCP" -> {
                try (Socket socket = RawHttp.plain(port)) {
                    exchange(socket, sent, wanted, note);
                }
            }
            default -> secure(port, request.path("sni").asText(), sent, wanted, note);
        }
    }

    private void secure(int port, String sni, String sent, JsonNode wanted, String note) throws IOException {
        if (wanted.path("status").asText().equals("refused")) {
            assertThatThrownBy(() -> RawHttp.tls(port, Optional.of(sni)).close())
                    .isInstanceOf(IOException.class);
            assertThat(seen.stream()
                            .anyMatch(connection -> connection.upstream().isPresent()))
                    .as("passed on")
                    .isEqualTo(note.contains("bytes are forwarded"));
            return;
        }
        try (SSLSocket socket = RawHttp.tls(port, Optional.of(sni))) {
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            String name = wanted.path("certificate").asText();
            assertThat(shown.getSubjectX500Principal().getName())
                    .isEqualTo("CN=" + (name.equals(BACKENDS_OWN) ? SelfSigned.NAME : name));
            exchange(socket, sent, wanted, note);
        }
    }

    private void exchange(Socket socket, String sent, JsonNode wanted, String note) throws IOException {
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        String data = wanted.path("data").asText();
        if (wanted.path("status").asText().equals("closed")) {
            assertThat(socket.getInputStream().readAllBytes()).isEmpty();
            assertThat(seen).extracting(StreamRecord::upstream).containsExactly(Optional.empty());
            return;
        }
        String got = new String(socket.getInputStream().readNBytes(data.length()), StandardCharsets.UTF_8);
        if (note.contains("weights")) {
            weighted.add(got.substring(0, 4));
            assertThat(got.replace("tcp2", "tcp1")).isEqualTo(data.replace("tcp2", "tcp1"));
        } else {
            assertThat(got).isEqualTo(data);
        }
    }

    private void silence(int port, String sent) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            byte[] bytes = sent.getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(500);
            assertThatThrownBy(() -> socket.receive(new DatagramPacket(new byte[100], 100)))
                    .isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(seen).extracting(StreamRecord::upstream).containsExactly(Optional.empty());
    }
}
