package io.kongruent.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocketOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamServerTest {
    /** An address that nothing can be sent to. */
    private static final String NOWHERE = "255.255.255.255:1";

    private final Vertx vertx = Runtimes.vertx(1);
    private Trial trial;
    private int tcp;
    private int udp;

    @BeforeAll
    void start() {
        tcp = Runtimes.join(vertx.createNetServer()
                        .connectHandler(socket -> {
                            socket.write("hello ");
                            socket.handler(socket::write);
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();
        var echo = vertx.createDatagramSocket(new DatagramSocketOptions());
        echo.handler(packet -> echo.send(
                Buffer.buffer("echo " + packet.data()),
                packet.sender().port(),
                packet.sender().host()));
        udp = Runtimes.join(echo.listen(0, "127.0.0.1")).localAddress().port();
        trial = new Trial(EmbeddedSettings.defaults()
                .withStreams(
                        StreamListen.tcp(9000).onAnyPort(),
                        StreamListen.tls(9443).onAnyPort(),
                        StreamListen.udp(9053).onAnyPort()));
    }

    @AfterAll
    void stop() {
        trial.close();
        Runtimes.join(vertx.close());
    }

    private Trial route(String name, String expression, String protocol, String... targets) {
        StringBuilder list = new StringBuilder();
        for (String target : targets) {
            list.append(list.isEmpty() ? "" : ",").append("{\"target\":\"" + target + "\"}");
        }
        String spoken = protocol.equals("udp") ? "udp" : "tcp";
        return trial.with("upstreams", "{\"name\":\"" + name + "\",\"targets\":[" + list + "]}")
                .with(
                        "services",
                        "{\"name\":\"" + name + "\",\"host\":\"" + name + "\",\"port\":80,\"retries\":2,\"protocol\":\""
                                + spoken + "\"}")
                .with(
                        "routes",
                        "{\"name\":\"" + name + "\",\"service\":\"" + name + "\",\"protocols\":[\"" + protocol
                                + "\"],\"strip_path\":false,\"expression\":\"" + expression + "\"}");
    }

    private String answer(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return new String(socket.getInputStream().readNBytes(("hello " + text).length()), StandardCharsets.UTF_8);
    }

    @Test
    void theListenersAreReportedAsKongDoes() throws Exception {
        for (JsonNode listeners : new JsonNode[] {
            trial.adminJson("/").at("/configuration/stream_listeners"),
            trial.adminJson("/gateway-api/status").path("stream_listeners")
        }) {
            assertThat(listeners).hasSize(3);
            assertThat(listeners.at("/0/port").asInt()).isEqualTo(9000);
            assertThat(listeners.at("/1/ssl").asBoolean()).isTrue();
            assertThat(listeners.at("/2/udp").asBoolean()).isTrue();
        }
    }

    @Test
    void theShareOfATargetThatIsNowhereIsClosed() throws Exception {
        trial.clear();
        route("half", "net.dst.port == 9000", "tcp", "127.0.0.1:" + tcp, NOWHERE)
                .push();
        int served = 0;
        for (int i = 0; i < 20; i++) {
            try (Socket socket = RawHttp.plain(trial.gateway.boundStream(9000, false))) {
                served += socket.getInputStream().readNBytes(6).length == 6 ? 1 : 0;
            }
        }
        assertThat(served).isEqualTo(10);
    }

    @Test
    void whereTlsEndsTheCertificateIsTheOneThatThePluginNames() throws Exception {
        JsonNode config = Recordings.read("recordings/05-tls-sni-1.json").path("config");
        trial.clear();
        config.path("certificates").forEach(certificate -> trial.with("certificates", certificate.toString()));
        route("ended", "net.dst.port == 9443", "tls", "127.0.0.1:" + tcp)
                .spec("", """
                        {"v":1,"version":"tls","tls":{"9443":{"*.test":["%s"]}}}""".formatted(config.at("/certificates/1/id").asText()))
                .push();

        int port = trial.gateway.boundStream(9443, false);
        try (SSLSocket socket = RawHttp.tls(port, Optional.of("x.y.test"))) {
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            assertThat(shown.getSubjectX500Principal().getName()).isEqualTo("CN=s2");
            assertThat(answer(socket, "there")).isEqualTo("hello there");
        }
        assertThatThrownBy(() -> RawHttp.tls(port, Optional.of("other.example")).close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void datagramsOfOneClientAreOneSession() throws Exception {
        trial.clear();
        route("dns", "net.dst.port == 9053", "udp", "127.0.0.1:" + udp, NOWHERE).push();
        int served = 0;
        for (int i = 0; i < 4; i++) {
            served += session(3) ? 1 : 0;
        }
        assertThat(served).isEqualTo(2);
    }

    /** Whether a client's datagrams are answered; all or none. */
    private boolean session(int datagrams) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(1_000);
            for (int i = 0; i < datagrams; i++) {
                byte[] bytes = ("n" + i).getBytes(StandardCharsets.UTF_8);
                socket.send(new DatagramPacket(
                        bytes, bytes.length, InetAddress.getLoopbackAddress(), trial.gateway.boundStream(9053, true)));
                DatagramPacket got = new DatagramPacket(new byte[100], 100);
                try {
                    socket.receive(got);
                } catch (SocketTimeoutException silence) {
                    assertThat(i).isZero();
                    return false;
                }
                assertThat(new String(got.getData(), 0, got.getLength(), StandardCharsets.UTF_8))
                        .isEqualTo("echo n" + i);
            }
            return true;
        }
    }

    /** As a Kong 3.9.3 does: it sees the shown port, and where it reads a server name once more the listener's own. */
    @Test
    void aPortMapShowsAnotherPort() throws Exception {
        try (Trial mapped = new Trial(EmbeddedSettings.defaults()
                .withPortMaps(Map.of(9000, 5432, 9443, 443))
                .withStreams(
                        StreamListen.tcp(9000).onAnyPort(),
                        StreamListen.tls(9443).onAnyPort()))) {
            Trial before = trial;
            trial = mapped;
            try {
                assertThat(mapped.adminJson("/")
                                .at("/configuration/host_ports/9443")
                                .asInt())
                        .isEqualTo(443);
                String target = "127.0.0.1:" + tcp;
                mapped.clear();
                route("own", "net.dst.port == 9000", "tcp", target);
                route("names", "net.dst.port == 443", "tls_passthrough", target).push();
                assertThat(closes(9000)).isTrue();
                assertThat(closes(9443)).isTrue();
                mapped.clear();
                route("shown", "net.dst.port == 5432", "tcp", target);
                route("names", "net.dst.port == 443 || net.dst.port == 9443", "tls_passthrough", target)
                        .push();
                assertThat(closes(9000)).isFalse();
                assertThat(closes(9443)).isFalse();
            } finally {
                trial = before;
            }
        }
    }

    /** Whether a connection is closed without a word; what begins like no TLS has a server name of no letters. */
    private boolean closes(int port) throws IOException {
        try (Socket socket = RawHttp.plain(trial.gateway.boundStream(port, false))) {
            socket.getOutputStream().write("no TLS at all\n".getBytes(StandardCharsets.UTF_8));
            return socket.getInputStream().read() < 0;
        }
    }

    @Test
    void withoutAServerNameNothingIsPassedOn() throws Exception {
        trial.clear();
        route("names", "net.dst.port == 9443 && tls.sni ~ \\\".\\\"", "tls_passthrough", "127.0.0.1:" + tcp)
                .push();
        int port = trial.gateway.boundStream(9443, false);
        assertThatThrownBy(() -> RawHttp.tls(port, Optional.empty())).isInstanceOf(IOException.class);
        try (Socket plain = RawHttp.plain(port)) {
            plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(plain.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void aHelloMayComeInPieces() throws Exception {
        trial.clear();
        route("pass", "tls.sni == \\\"a.example.com\\\"", "tls_passthrough", "127.0.0.1:" + tcp)
                .push();
        byte[] hello = hello("a.example.com");
        try (Socket socket = RawHttp.plain(trial.gateway.boundStream(9443, false))) {
            OutputStream out = socket.getOutputStream();
            for (byte b : hello) {
                out.write(b);
                out.flush();
            }
            byte[] got = socket.getInputStream().readNBytes(6 + hello.length);
            assertThat(new String(got, 0, 6, StandardCharsets.UTF_8)).isEqualTo("hello ");
            assertThat(java.util.Arrays.copyOfRange(got, 6, got.length)).isEqualTo(hello);
        }
    }

    @Test
    void aHelloMayBeOfSeveralRecords() {
        byte[] whole = hello("b.example.com");
        Buffer message = Buffer.buffer(whole).slice(5, whole.length);
        Buffer two = Buffer.buffer();
        for (Buffer part : new Buffer[] {message.slice(0, 3), message.slice(3, message.length())}) {
            two.appendByte((byte) 22).appendUnsignedShort(0x0301).appendUnsignedShort(part.length());
            two.appendBuffer(part);
        }
        assertThat(ClientHello.read(two)).isEqualTo(new ClientHello.Hello(Optional.of("b.example.com")));
        assertThat(ClientHello.read(two.slice(0, two.length() - 1))).isEqualTo(new ClientHello.Unfinished());
        assertThat(ClientHello.read(Buffer.buffer("GET / HTTP/1.1"))).isEqualTo(new ClientHello.Foreign());
        assertThat(ClientHello.read(Buffer.buffer(new byte[] {22, 3, 1, 0, 0}))).isEqualTo(new ClientHello.Foreign());
    }

    /** A hello of nothing but a server name. */
    private static byte[] hello(String name) {
        Buffer names = Buffer.buffer()
                .appendUnsignedShort(name.length() + 3)
                .appendByte((byte) 0)
                .appendUnsignedShort(name.length())
                .appendString(name);
        Buffer extensions = Buffer.buffer()
                .appendUnsignedShort(0)
                .appendUnsignedShort(names.length())
                .appendBuffer(names);
        Buffer body = Buffer.buffer()
                .appendUnsignedShort(0x0303)
                .appendBytes(new byte[32])
                .appendByte((byte) 0)
                .appendUnsignedShort(2)
                .appendUnsignedShort(0x1301)
                .appendByte((byte) 1)
                .appendByte((byte) 0)
                .appendUnsignedShort(extensions.length())
                .appendBuffer(extensions);
        return Buffer.buffer()
                .appendByte((byte) 22)
                .appendUnsignedShort(0x0301)
                .appendUnsignedShort(body.length() + 4)
                .appendByte((byte) 1)
                .appendMedium(body.length())
                .appendBuffer(body)
                .getBytes();
    }

    @Test
    void whatIsSentComesBack() throws Exception {
        trial.clear();
        route("all", "net.dst.port == 9000", "tcp", "127.0.0.1:" + tcp).push();
        try (Socket socket = RawHttp.plain(trial.gateway.boundStream(9000, false))) {
            assertThat(answer(socket, "x".repeat(100_000))).hasSize(100_006);
        }
    }
}
