package io.kongruent.cluster;

import static io.kongruent.cluster.Lab.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.kongruent.embedded.AdminListen;
import io.kongruent.embedded.AdminTls;
import io.kongruent.embedded.EmbeddedGateway;
import io.kongruent.embedded.EmbeddedSettings;
import io.kongruent.embedded.ProxyListen;
import io.kongruent.keys.X509;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Kong that somebody else runs, with an Admin API that lets in only who shows a certificate. */
@QuarkusTest
class UnmanagedTest extends InLab {

    private static final Instant NOW = Instant.now();

    private final X509.Pair authority = X509.selfSigned("clients", from(), until(), new X509.Use.Authority());
    private final X509.Pair client = X509.issue(authority, "controller", from(), until(), new X509.Use.Client());
    private final X509.Pair stranger = X509.selfSigned("stranger", from(), until(), new X509.Use.Client());
    private final X509.Pair server = X509.selfSigned("kong", from(), until(), new X509.Use.Server("kong.test"));
    private EmbeddedGateway kong;
    private Operator operator;

    private static Instant from() {
        return NOW.minus(Duration.ofHours(1));
    }

    private static Instant until() {
        return NOW.plus(Duration.ofDays(1));
    }

    @BeforeEach
    void start() {
        kong = EmbeddedGateway.start(EmbeddedSettings.defaults()
                .withListens(ProxyListen.http(8000).onAnyPort())
                .withDialer(Subject::dial)
                .withAdmins(
                        List.of(new AdminListen("127.0.0.1", 0, true, false)),
                        new AdminTls(
                                Optional.of(new AdminTls.Pair(X509.pem(server.certificate()), X509.pem(server.key()))),
                                Optional.of(X509.pem(authority.certificate())))));
        operator = new Operator(admins, lab, SERVER.config());
    }

    @AfterEach
    void stop() {
        operator.close();
        kong.close();
    }

    @Test
    void whatLeadsToItMayComeLateBeMalformedAndChange() {
        lab.service(lab.namespace, "web");
        lab.apply("""
                apiVersion: kongruent.io/v1alpha1
                kind: GatewayParameters
                metadata: {name: theirs, namespace: $T}
                spec:
                  mode: Unmanaged
                  unmanaged:
                    adminUrls: ["https://127.0.0.1:%d"]
                    tls: {caCertificateRef: {kind: ConfigMap, name: ca}, clientCertificateRef: {name: client}, serverName: kong.test}
                    tokenRef: {name: client}
                    headers: [{name: x-tenant, value: shop}]
                    listens: [{port: 80, kongPort: 8000}]
                    addresses: [192.0.2.9]
                """.formatted(kong.adminUrl().getPort()));
        lab.apply(Lab.classOf(lab.name, lab.controller));
        lab.apply(Lab.withParameters(Lab.gatewayOf(lab.name), "theirs"));
        lab.route(lab.namespace, "web", "web.example.com", "web");

        programmed(
                "False", "Pending", "unmanaged.tls.caCertificateRef: ConfigMap " + lab.namespace + "/ca doesn't exist");
        lab.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: ca, namespace: $T}
                data: {ca.crt: nothing of the kind}
                """);
        programmed("False", "Pending", "ca.crt holds no PEM certificate");
        lab.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: ca, namespace: $T}
                data:
                  ca.crt: |
                %s
                """.formatted(X509.pem(server.certificate()).indent(4)));
        programmed(
                "False",
                "Pending",
                "unmanaged.tls.clientCertificateRef: Secret " + lab.namespace + "/client doesn't exist");

        shown(stranger, "a");
        programmed("False", "Pending", "can't be reached");
        shown(client, "two\nlines");
        programmed(
                "False",
                "Pending",
                "unmanaged.tokenRef: Secret " + lab.namespace + "/client can't be used: token holds characters");
        shown(client, "a");
        programmed("True", "Programmed", "serves the Gateway");
        eventually(() -> assertThat(get("web.example.com")).isEqualTo(200));

        // Another token is another way in; a certificate that isn't let in leaves what is served as it is.
        shown(client, "b");
        lab.route(lab.namespace, "more", "more.example.com", "web");
        eventually(() -> assertThat(get("more.example.com")).isEqualTo(200));
        shown(stranger, "b");
        programmed("True", "Programmed", "can't be reached");
        assertThat(get("web.example.com")).isEqualTo(200);
        shown(client, "b");
        lab.route(lab.namespace, "last", "last.example.com", "web");
        eventually(() -> assertThat(get("last.example.com")).isEqualTo(200));
    }

    private int get(String host) {
        return Visit.http(kong.boundPort(8000), host, "/").status();
    }

    private void shown(X509.Pair pair, String token) {
        lab.apply("""
                apiVersion: v1
                kind: Secret
                metadata: {name: client, namespace: $T}
                data: {tls.crt: %s, tls.key: %s, token: %s}
                """.formatted(base64(X509.pem(pair.certificate())), base64(X509.pem(pair.key())), base64(token)));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void programmed(String status, String reason, String message) {
        eventually(() -> {
            Condition condition = Lab.condition(lab.gatewayNow().getStatus().getConditions(), "Programmed")
                    .orElseThrow();
            assertThat(condition.getMessage()).contains(message);
            assertThat(condition.getReason()).isEqualTo(reason);
            assertThat(condition.getStatus()).isEqualTo(status);
        });
    }
}
