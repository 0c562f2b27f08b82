package io.kongruent.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.snapshot.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {

    @TempDir
    Path root;

    private long writes;

    private static String service(String name) {
        return "apiVersion: v1\nkind: Service\nmetadata:\n  name: " + name + "\nspec:\n  ports:\n    - port: 80\n---\n";
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        Files.setLastModifiedTime(path, FileTime.fromMillis(++writes * 1000));
    }

    private static List<String> names(Reading reading) {
        return reading.manifests().objects().stream().map(o -> o.ref().name()).toList();
    }

    @Test
    void readsOnlyWhatHasChanged() throws IOException {
        write("a.yaml", service("a"));
        write("sub/b.yaml", service("b"));
        Folder folder = new Folder(root);

        Reading first = folder.read().orElseThrow();
        assertThat(names(first)).containsExactly("a", "b");
        assertThat(first.changed()).containsExactly(Path.of("a.yaml"), Path.of("sub/b.yaml"));
        assertThat(folder.read()).isEmpty();

        write("sub/b.yaml", service("c"));
        Reading second = folder.read().orElseThrow();
        assertThat(names(second)).containsExactly("a", "c");
        assertThat(second.changed()).containsExactly(Path.of("sub/b.yaml"));

        Files.delete(root.resolve("a.yaml"));
        Reading third = folder.read().orElseThrow();
        assertThat(names(third)).containsExactly("c");
        assertThat(third.changed()).containsExactly(Path.of("a.yaml"));
    }

    @Test
    void aBrokenFileKeepsItsLastGoodVersion() throws IOException {
        write("a.yaml", service("a"));
        Folder folder = new Folder(root);
        assertThat(folder.read()).isPresent();

        write("a.yaml", service("b") + "a: [\n");
        Reading broken = folder.read().orElseThrow();
        assertThat(names(broken)).containsExactly("a");
        assertThat(broken.kept()).containsExactly(Path.of("a.yaml"));
        assertThat(broken.told())
                .singleElement()
                .extracting(Diagnostic::severity)
                .isEqualTo(Diagnostic.Severity.UNREADABLE);

        write("b.yaml", service("b"));
        Reading other = folder.read().orElseThrow();
        assertThat(names(other)).containsExactly("a", "b");
        assertThat(other.told()).as("what was told is not told again").isEmpty();

        write("a.yaml", service("c"));
        Reading repaired = folder.read().orElseThrow();
        assertThat(names(repaired)).containsExactly("c", "b");
        assertThat(repaired.kept()).isEmpty();
    }

    @Test
    void anObjectWithWrongTypesKeepsItsLastGoodVersion() throws IOException {
        write("a.yaml", service("a") + service("b"));
        Folder folder = new Folder(root);
        assertThat(folder.read()).isPresent();

        write("a.yaml", service("a").replace("80", "eighty") + service("c"));
        Reading broken = folder.read().orElseThrow();

        assertThat(names(broken)).containsExactly("a", "c");
        assertThat(broken.kept()).containsExactly(Path.of("a.yaml"));
        assertThat(broken.told()).singleElement().extracting(Diagnostic::field).isEqualTo("spec.ports[0].port");
    }

    @Test
    void aNewBrokenFileCostsOnlyItself() throws IOException {
        write("a.yaml", service("a"));
        write("b.yaml", "a: [\n");

        Reading reading = new Folder(root).read().orElseThrow();

        assertThat(names(reading)).containsExactly("a");
        assertThat(reading.told()).hasSize(1);
        assertThat(reading.kept()).isEmpty();
    }

    @Test
    void aFolderThatGoesKeepsEverything() throws IOException {
        Path sub = root.resolve("sub");
        write("sub/a.yaml", service("a"));
        Folder folder = new Folder(sub);
        assertThat(folder.read()).isPresent();

        Files.delete(sub.resolve("a.yaml"));
        Files.delete(sub);
        Reading reading = folder.read().orElseThrow();

        assertThat(names(reading)).containsExactly("a");
        assertThat(reading.told()).hasSize(1);
        assertThat(folder.read()).isEmpty();
    }

    @Test
    void anEmptyFileIsBelievedAtTheSecondLook() throws IOException {
        write("a.yaml", service("a"));
        Folder folder = new Folder(root);
        assertThat(folder.read()).isPresent();

        write("a.yaml", "");
        assertThat(names(folder.read().orElseThrow()))
                .as("it may be one that is being written")
                .containsExactly("a");
        assertThat(names(folder.read().orElseThrow())).isEmpty();
        assertThat(folder.read()).isEmpty();
    }

    @Test
    void theWatchCallsBack() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        Path file = root.resolve("sub/a.yaml");
        try (FolderWatch watch = FolderWatch.start(root, () -> {
            if (Files.exists(file)) {
                seen.countDown();
            }
        })) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
            assertThat(seen.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }
}
