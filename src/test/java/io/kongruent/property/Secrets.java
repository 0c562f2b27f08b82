package io.kongruent.property;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.kongruent.snapshot.Manifests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** The certificates of the golden cases, as Secrets of worlds. */
final class Secrets {

    /** Of one key type, each with another key. */
    static final List<String> NAMES = List.of("web-ec", "wildcard", "shop");

    /** Of another key type. */
    static final String OTHER_TYPE = "web-rsa";

    private static final Path FILE = Path.of("src/test/resources/golden/_certificates.yaml");
    private static final List<Secret> GOLDEN = read();

    private Secrets() {}

    private static List<Secret> read() {
        try {
            return Manifests.parse(FILE.toString(), Files.readString(FILE)).snapshot().all(Secret.class).stream()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Secret> used() {
        return Stream.concat(NAMES.stream(), Stream.of(OTHER_TYPE))
                .map(name -> GOLDEN.stream()
                        .filter(s -> s.getMetadata().getName().equals(name))
                        .findFirst()
                        .orElseThrow());
    }

    static List<Secret> all(String namespace) {
        return used().map(s -> new SecretBuilder(s)
                        .editMetadata()
                        .withNamespace(namespace)
                        .endMetadata()
                        .build())
                .toList();
    }

    /** The name of the Secret with that certificate. */
    static String holding(X509Certificate certificate) {
        return used().filter(s -> certificate(s).equals(certificate))
                .map(s -> s.getMetadata().getName())
                .findFirst()
                .orElse("none of ours: " + certificate.getSubjectX500Principal());
    }

    private static X509Certificate certificate(Secret secret) {
        byte[] pem = Base64.getDecoder().decode(secret.getData().get("tls.crt"));
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }
}
