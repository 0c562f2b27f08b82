package io.kongruent.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Certificates and keys of nobody, and Secrets that hold them. */
public final class CertificateFixtures {

    private CertificateFixtures() {}

    public static String pem(String name) {
        try (InputStream in = CertificateFixtures.class.getResourceAsStream("/tls/" + name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A Secret; certificate and key are names of resources, or texts in brackets. */
    public static String secret(String path, String certificate, String key) {
        String namespace = path.contains("/") ? path.substring(0, path.indexOf('/')) : "default";
        return """
                kind: Secret
                metadata: {name: %s, namespace: %s}
                type: kubernetes.io/tls
                data: {tls.crt: "%s", tls.key: "%s"}
                """.formatted(path.substring(path.indexOf('/') + 1), namespace, encoded(certificate), encoded(key));
    }

    private static String encoded(String content) {
        String text = content.startsWith("[")
                ? content.substring(1, content.length() - 1).replace('~', '\n')
                : pem(content);
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
