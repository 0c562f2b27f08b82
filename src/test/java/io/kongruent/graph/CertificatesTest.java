package io.kongruent.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.kongruent.model.Ref;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificatesTest {

    private static World gateway(String tls, String... secrets) {
        String[] all = new String[secrets.length + 2];
        all[0] = World.CLASS;
        all[1] = """
                kind: Gateway
                metadata: {name: web, namespace: default}
                spec:
                  gatewayClassName: kong
                  listeners:
                  - {name: https, port: 443, protocol: HTTPS%s}
                """.formatted(tls);
        System.arraycopy(secrets, 0, all, 2, secrets.length);
        return World.of(all);
    }

    private static String refs(String refs) {
        return ", tls: {certificateRefs: [" + refs + "]}";
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.crt,rsa.key,RSA",
        "rsa.crt,rsa-pkcs1.key,RSA",
        "ec.crt,ec.key,ECDSA",
        "ec.crt,ec-sec1.key,ECDSA",
    })
    void keysInEveryForm(String certificate, String key, CertificateNode.Algorithm algorithm) {
        World world = gateway(refs("{name: web}"), CertificateFixtures.secret("web", certificate, key));

        ListenerNode listener =
                world.resolve().gateways().getFirst().listeners().getFirst();
        assertThat(listener.serves()).isTrue();
        assertThat(listener.certificates()).singleElement().satisfies(node -> {
            assertThat(node.algorithm()).isEqualTo(algorithm);
            assertThat(node.certificate()).isEqualTo(CertificateFixtures.pem(certificate));
            assertThat(node.key()).isEqualTo(CertificateFixtures.pem(key));
            assertThat(node.toString()).doesNotContain("PRIVATE");
        });
        assertThat(world.statuses().ofListener("web", "https", "ResolvedRefs")).startsWith("True/ResolvedRefs");
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.crt,ec.key,the key in tls.key doesn't belong to the certificate in tls.crt",
        "ec.crt,rsa.key,the key in tls.key doesn't belong to the certificate in tls.crt",
        "ec.crt,other-ec.key,the key in tls.key doesn't belong to the certificate in tls.crt",
        "ed25519.crt,ed25519.key,the key in tls.key is neither RSA nor ECDSA",
        "rsa.crt,encrypted.key,the key in tls.key is encrypted",
        "[Hello world],[Hello world],tls.crt holds no PEM certificate",
        "rsa.crt,[Hello world],the key in tls.key isn't in PEM form",
        "[],rsa.key,it has no tls.crt",
        "rsa.crt,[],it has no tls.key",
        "[-----BEGIN CERTIFICATE-----~AAAA~-----END CERTIFICATE-----],rsa.key,tls.crt holds a malformed certificate",
        "[-----BEGIN CERTIFICATE-----~AAAA],rsa.key,tls.crt has a PEM block without an end",
        "rsa.crt,[-----BEGIN PRIVATE KEY-----~AAAA~-----END PRIVATE KEY-----],the key in tls.key is malformed",
        "rsa.crt,[-----BEGIN RSA PRIVATE KEY-----~AAAA~-----END RSA PRIVATE KEY-----],the key in tls.key is malformed",
        "rsa.crt,[-----BEGIN EC PRIVATE KEY-----~MAA=~-----END EC PRIVATE KEY-----],the key in tls.key is malformed",
    })
    void secretsThatCannotBeUsed(String certificate, String key, String problem) {
        World.Statuses statuses = gateway(refs("{name: web}"), CertificateFixtures.secret("web", certificate, key))
                .statuses();

        assertThat(statuses.ofListener("web", "https", "ResolvedRefs"))
                .isEqualTo("False/InvalidCertificateRef: tls.certificateRefs[0]: Secret default/web can't be used: "
                        + problem);
        assertThat(statuses.ofListener("web", "https", "Accepted")).startsWith("True/Accepted");
        assertThat(statuses.ofListener("web", "https", "Programmed")).startsWith("False/Invalid");
        assertThat(statuses.ofGateway("web", "Accepted")).startsWith("True/Accepted");
        assertThat(statuses.ofGateway("web", "Programmed")).startsWith("False/Invalid");
    }

    @Test
    void stringDataCountsAsInTheCluster() {
        Secret secret = (Secret) World.read(CertificateFixtures.secret("web", "[Hello world]", "[Hello world]"));
        secret.setStringData(
                Map.of("tls.crt", CertificateFixtures.pem("ec.crt"), "tls.key", CertificateFixtures.pem("ec.key")));

        assertThat(KeyPairReading.of(secret)).isInstanceOf(KeyPairReading.Usable.class);
    }

    @Test
    void whatIsNoBase64() {
        Secret secret =
                (Secret) World.read("kind: Secret\nmetadata: {name: a}\ndata: {tls.crt: 'a===b', tls.key: a}\n");
        assertThat(KeyPairReading.of(secret)).isEqualTo(new KeyPairReading.Unusable("tls.crt isn't base64"));
        assertThat(KeyPairReading.of((Secret) World.read("kind: Secret\nmetadata: {name: a}\n")))
                .isEqualTo(new KeyPairReading.Unusable("it has no tls.crt"));
    }

    @Test
    void severalCertificates() {
        World world = gateway(
                refs("{name: rsa}, {name: ec}, {name: gone}"),
                CertificateFixtures.secret("rsa", "rsa.crt", "rsa.key"),
                CertificateFixtures.secret("ec", "ec.crt", "ec.key"));

        ListenerNode listener =
                world.resolve().gateways().getFirst().listeners().getFirst();
        assertThat(listener.certificates())
                .extracting(CertificateNode::algorithm)
                .containsExactly(CertificateNode.Algorithm.RSA, CertificateNode.Algorithm.ECDSA);
        assertThat(listener.serves()).isTrue();
        assertThat(world.statuses().ofListener("web", "https", "ResolvedRefs"))
                .isEqualTo(
                        "False/InvalidCertificateRef: tls.certificateRefs[2]: Secret default/gone doesn't exist; create"
                                + " it with tls.crt and tls.key");
        assertThat(world.statuses().ofListener("web", "https", "Programmed")).startsWith("True/Programmed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                ", tls: {} | InvalidCertificateRef: tls.certificateRefs: the list is empty",
                "- | InvalidCertificateRef: tls.certificateRefs: the list is empty",
                ", tls: {certificateRefs: [{name: web, group: example.com}]} | InvalidCertificateRef: tls.certificateRefs[0]: the kind Secret of example.com can't hold a certificate",
                ", tls: {certificateRefs: [{name: web, kind: ConfigMap}]} | InvalidCertificateRef: tls.certificateRefs[0]: the kind ConfigMap can't hold a certificate",
                ", tls: {certificateRefs: [null]} | InvalidCertificateRef: tls.certificateRefs[0]: Secret default/ doesn't exist",
                ", tls: {certificateRefs: [{name: web, namespace: certs}]} | RefNotPermitted: tls.certificateRefs[0]: Secret certs/web is in another namespace",
            })
    void referencesThatDoNotResolve(String tls, String resolvedRefs) {
        assertThat(gateway(tls == null ? "" : tls, CertificateFixtures.secret("certs/web", "ec.crt", "ec.key"))
                        .statuses()
                        .ofListener("web", "https", "ResolvedRefs"))
                .startsWith("False/" + resolvedRefs);
    }

    @ParameterizedTest
    @CsvSource({
        "certs,Gateway,default,web,True",
        "certs,Gateway,default,,True",
        "certs,Gateway,default,other,False",
        "certs,Gateway,elsewhere,web,False",
        "certs,HTTPRoute,default,web,False",
        "default,Gateway,default,web,False",
    })
    void grants(String namespace, String kind, String from, String name, String permitted) {
        String grant = """
                kind: ReferenceGrant
                metadata: {name: g, namespace: %s}
                spec:
                  from: [{group: gateway.networking.k8s.io, kind: %s, namespace: %s}]
                  to: [{group: "", kind: Secret%s}]
                """.formatted(namespace, kind, from, name == null ? "" : ", name: " + name);

        assertThat(gateway(
                                refs("{name: web, namespace: certs}"),
                                CertificateFixtures.secret("certs/web", "ec.crt", "ec.key"),
                                grant)
                        .statuses()
                        .ofListener("web", "https", "ResolvedRefs"))
                .startsWith(permitted);
    }

    @Test
    void aSecretThatHasNotBeenReadDelaysItsListenerOnly() {
        World world = gateway(
                        refs("{name: late}") + "}\n  - {name: http, port: 80, protocol: HTTP",
                        "kind: HTTPRoute\nmetadata: {name: r, namespace: default}\nspec: {parentRefs: [{name: web}]}\n")
                .pending(Ref.core("Secret", "default", "late"));
        World.Statuses statuses = world.statuses();

        assertThat(statuses.ofListener("web", "https", "ResolvedRefs"))
                .isEqualTo("Unknown/Pending: Waiting until Secret default/late has been read.");
        assertThat(statuses.ofListener("web", "https", "Programmed")).startsWith("Unknown/Pending");
        assertThat(statuses.ofListener("web", "http", "Programmed")).startsWith("True/Programmed");
        assertThat(statuses.ofGateway("web", "ResolvedRefs")).startsWith("Unknown/Pending");
        assertThat(statuses.ofGateway("web", "Programmed")).startsWith("True/Programmed");
    }

    private static World clients(String frontend, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = World.CLASS;
        all[1] = """
                kind: Gateway
                metadata: {name: web, namespace: default}
                spec:
                  gatewayClassName: kong
                  tls: {frontend: %s}
                  listeners:
                  - {name: http, port: 80, protocol: HTTP}
                  - {name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: web}]}}
                """.formatted(frontend);
        System.arraycopy(more, 0, all, 2, more.length);
        World world = World.of(all);
        world.objects().add(World.read(CertificateFixtures.secret("web", "ec.crt", "ec.key")));
        return world;
    }

    private static String authority(String name, String content) {
        return "kind: ConfigMap\nmetadata: {name: %s, namespace: default}\ndata:\n  ca.crt: |\n%s"
                .formatted(name, content.indent(4));
    }

    private static final String CLIENTS = "{validation: {caCertificateRefs: [{group: '', kind: ConfigMap, name: ca}]}}";

    @Test
    void aListenerThatAsksForClientCertificatesIsRefusedNotLeftOpen() {
        World world = clients("{default: " + CLIENTS + "}", authority("ca", CertificateFixtures.pem("ec.crt")));

        assertThat(world.statuses().ofListener("web", "https", "Accepted"))
                .startsWith(
                        "False/UnsupportedValue: tls.frontend.default.validation: client certificates aren't checked");
        assertThat(world.statuses().ofListener("web", "https", "ResolvedRefs")).startsWith("True/ResolvedRefs");
        assertThat(world.statuses().ofListener("web", "http", "Accepted")).startsWith("True/Accepted");
        assertThat(world.resolve().gateways().getFirst().listeners().get(1).serves())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{group: '', kind: ConfigMap, name: gone} | InvalidCACertificateRef",
                "{group: '', kind: ConfigMap, name: bad} | InvalidCACertificateRef",
                "{group: '', kind: Service, name: ca} | InvalidCACertificateKind",
                "{group: '', kind: ConfigMap, name: ca, namespace: other} | RefNotPermitted",
                "null | InvalidCACertificateKind",
            })
    void authoritiesThatDoNotResolve(String ref, String reason) {
        World world = clients(
                "{default: {validation: {caCertificateRefs: [" + ref + "]}}}",
                authority("ca", CertificateFixtures.pem("ec.crt")),
                authority("bad", "Hello"));

        assertThat(world.statuses().ofListener("web", "https", "ResolvedRefs")).startsWith("False/" + reason);
        assertThat(world.statuses().ofListener("web", "https", "Accepted")).startsWith("False/NoValidCACertificate");
        assertThat(world.statuses().ofListener("web", "https", "Programmed")).startsWith("False/Invalid");
    }

    @Test
    void aPortOverridesTheDefault() {
        String bad = "{validation: {caCertificateRefs: [{group: '', kind: ConfigMap, name: gone}]}}";

        assertThat(clients(
                                "{default: " + bad + ", perPort: [{port: 443, tls: " + CLIENTS + "}]}",
                                authority("ca", CertificateFixtures.pem("ec.crt")))
                        .statuses()
                        .ofListener("web", "https", "Accepted"))
                .startsWith("False/UnsupportedValue: tls.frontend.perPort[0].tls.validation");
        assertThat(clients("{default: " + bad + ", perPort: [{port: 443, tls: {}}]}")
                        .statuses()
                        .ofListener("web", "https", "Accepted"))
                .startsWith("True/Accepted");
        assertThat(clients("{default: {}, perPort: [{port: 8443, tls: " + bad + "}, null]}")
                        .statuses()
                        .ofListener("web", "https", "Accepted"))
                .startsWith("True/Accepted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: gone} | False/InvalidClientCertificateRef",
                "{name: web, group: example.com} | False/InvalidClientCertificateRef",
                "{name: web, kind: ConfigMap} | False/InvalidClientCertificateRef",
                "{name: bad} | False/InvalidClientCertificateRef",
                "{name: web, namespace: other} | False/RefNotPermitted",
                "{name: web} | True/ResolvedRefs",
            })
    void clientCertificatesForBackendsAreJudged(String ref, String resolvedRefs) {
        World.Statuses statuses = World.of(
                        World.CLASS,
                        """
                        kind: Gateway
                        metadata: {name: web, namespace: default}
                        spec:
                          gatewayClassName: kong
                          tls: {backend: {clientCertificateRef: %s}}
                          listeners: [{name: http, port: 80, protocol: HTTP}]
                        """.formatted(ref),
                        CertificateFixtures.secret("web", "ec.crt", "ec.key"),
                        CertificateFixtures.secret("bad", "[Hello world]", "[Hello world]"))
                .statuses();

        assertThat(statuses.ofGateway("web", "ResolvedRefs")).startsWith(resolvedRefs);
        assertThat(statuses.ofGateway("web", "Accepted")).startsWith("True/Accepted");
    }
}
