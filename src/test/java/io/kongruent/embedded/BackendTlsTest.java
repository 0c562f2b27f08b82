package io.kongruent.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.keys.X509;
import io.kongruent.keys.X509.Pair;
import io.kongruent.keys.X509.Use;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TLS to backends as the plugin's global instance says: whom to believe, under which name, and what to show. */
class BackendTlsTest {

    private static final int LISTEN = 64080;
    private static final String HOST = "abc.example.com";

    private final Vertx vertx = Runtimes.vertx(1);
    private final Instant from = Instant.now().minus(Duration.ofHours(1));
    private final Instant until = from.plus(Duration.ofDays(2));
    private final Pair authority = X509.selfSigned("authority", from, until, new Use.Authority());
    private final Pair client = X509.issue(authority, "client", from, until, new Use.Client());
    private int backend;
    private Trial trial;

    @BeforeEach
    void start() {
        Pair server = X509.issue(authority, "server", from, until, new Use.Server(HOST));
        backend = Runtimes.join(vertx.createHttpServer(new HttpServerOptions()
                                .setSsl(true)
                                .setClientAuth(ClientAuth.REQUIRED)
                                .setKeyCertOptions(new PemKeyCertOptions()
                                        .setCertValue(Buffer.buffer(X509.pem(server.certificate())))
                                        .setKeyValue(Buffer.buffer(X509.pem(server.key()))))
                                .setTrustOptions(new PemTrustOptions()
                                        .addCertValue(Buffer.buffer(X509.pem(authority.certificate())))))
                        .requestHandler(BackendTlsTest::whoIsThere)
                        .listen(0, "127.0.0.1"))
                .actualPort();
        trial = new Trial(EmbeddedSettings.defaults()
                .withPortMaps(Map.of(LISTEN, 80))
                .withListens(ProxyListen.http(LISTEN).onAnyPort()));
    }

    @AfterEach
    void stop() {
        trial.close();
        Runtimes.join(vertx.close());
    }

    private static void whoIsThere(HttpServerRequest request) {
        try {
            X509Certificate shown = (X509Certificate) request.sslSession().getPeerCertificates()[0];
            request.response().end(shown.getSubjectX500Principal().getName());
        } catch (SSLPeerUnverifiedException e) {
            request.response().setStatusCode(403).end();
        }
    }

    private RawHttp.Answer answer(boolean shown) throws Exception {
        String ca = UUID.randomUUID().toString();
        String certificate = UUID.randomUUID().toString();
        ObjectNode spec = Recordings.MAPPER.createObjectNode().put("v", 1).put("version", "1");
        spec.putObject("listeners")
                .putObject(String.valueOf(LISTEN))
                .put("port", 80)
                .putObject("hosts")
                .put("", LISTEN + "/");
        spec.putObject("upstreams")
                .putObject("safe")
                .put("name", HOST)
                .put("key", "0123456789abcdef")
                .putArray("authorities")
                .add(ca);
        if (shown) {
            spec.putObject("client_certificates").put(String.valueOf(LISTEN), certificate);
        }
        ObjectNode believed =
                Recordings.MAPPER.createObjectNode().put("id", ca).put("cert", X509.pem(authority.certificate()));
        ObjectNode own = Recordings.MAPPER
                .createObjectNode()
                .put("id", certificate)
                .put("cert", X509.pem(client.certificate()))
                .put("key", X509.pem(client.key()));
        trial.clear()
                .with("ca_certificates", believed.toString())
                .with("certificates", own.toString())
                .service("safe", backend)
                .route("r", "http.path ^= \"/\"", "safe")
                .spec("", spec.toString())
                .push();
        return trial.get(LISTEN, HOST, "/");
    }

    @Test
    void theGatewaysCertificateIsShown() throws Exception {
        RawHttp.Answer answer = answer(true);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("CN=client");
    }

    @Test
    void aBackendThatAsksForOneRefusesAGatewayWithout() throws Exception {
        assertThat(answer(false).status()).isEqualTo(502);
    }
}
