package io.kongruent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.snapshot.Diagnostic.Severity;
import io.kongruent.snapshot.Manifests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFilesTest {

    private static final String ROUTE =
            "{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: web}}\n";

    private static List<String> texts(Manifests manifests) {
        return manifests.diagnostics().stream()
                .map(d -> d.severity() + " " + d.text())
                .toList();
    }

    @Test
    void readsFoldersRecursively(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("sub/.git"));
        Files.writeString(folder.resolve("b.yaml"), ROUTE);
        Files.writeString(folder.resolve("sub/a.yml"), ROUTE.replace("web", "a"));
        Files.writeString(folder.resolve("sub/.git/c.yaml"), ROUTE.replace("web", "c"));
        Files.writeString(folder.resolve("README.md"), "a: [");

        Manifests manifests = ManifestFiles.read(List.of(folder));

        assertThat(manifests.diagnostics()).isEmpty();
        assertThat(manifests.objects()).extracting(o -> o.ref().name()).containsExactly("web", "a");
    }

    @Test
    void saysWhichFileCanNotBeRead(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("latin1.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe4});

        Manifests manifests = ManifestFiles.read(List.of(folder, folder.resolve("missing.yaml")));

        assertThat(manifests.has(Severity.UNREADABLE)).isTrue();
        assertThat(texts(manifests))
                .containsExactly(
                        "UNREADABLE " + folder + "/latin1.yaml: not UTF-8 text",
                        "UNREADABLE " + folder + "/missing.yaml: there is no such file or folder");
    }

    @Test
    void readsStreams() {
        assertThat(ManifestFiles.read(
                                List.of(ManifestFiles.STDIN),
                                new ByteArrayInputStream(ROUTE.getBytes(StandardCharsets.UTF_8)))
                        .objects())
                .hasSize(1);
    }
}
