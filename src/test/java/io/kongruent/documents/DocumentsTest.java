package io.kongruent.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.kongruent.snapshot.Manifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Documents name nothing that isn't there. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)#]+)(#[^)]*)?\\)");
    private static final Pattern TARGET = Pattern.compile("(?m)(?:`|^)make ([a-z][a-z0-9-]*)");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");

    @Test
    void linksLeadSomewhere() {
        assertThat(documents()).hasSizeGreaterThan(10).allSatisfy(document -> {
            Matcher link = LINK.matcher(read(document));
            while (link.find()) {
                if (!link.group(1).contains("://")) {
                    Path there = document.resolveSibling(link.group(1)).normalize();
                    assertThat(Path.of("").toAbsolutePath().resolve(there))
                            .as("%s links to %s", document, link.group(1))
                            .exists();
                }
            }
        });
    }

    @Test
    void tasksExist() {
        Set<String> targets = new TreeSet<>();
        Pattern.compile("(?m)^([a-z][a-z0-9-]*):")
                .matcher(read(Path.of("Makefile")))
                .results()
                .forEach(m -> targets.add(m.group(1)));
        assertThat(documents()).allSatisfy(document -> {
            Matcher target = TARGET.matcher(read(document));
            while (target.find()) {
                assertThat(targets)
                        .as("%s names make %s", document, target.group(1))
                        .contains(target.group(1));
            }
        });
    }

    /** The first thing that a reader sees is two Services of which one gets three quarters of the requests, and it is valid. */
    @Test
    void theReadmeBeginsWithASplit() {
        Matcher example = EXAMPLE.matcher(read(Path.of("README.md")));
        assertThat(example.find()).isTrue();
        Manifests manifests = Manifests.parse("README.md", example.group(1));

        assertThat(manifests.diagnostics()).isEmpty();
        assertThat(manifests.objects())
                .singleElement()
                .satisfies(loaded -> assertThat(
                                ((HTTPRoute) loaded.object()).getSpec().getRules())
                        .singleElement()
                        .satisfies(rule -> assertThat(rule.getBackendRefs())
                                .extracting(backend -> backend.getWeight())
                                .containsExactly(75, 25)));
    }

    private static List<Path> documents() {
        try (Stream<Path> files = Stream.of(Path.of("docs"), Path.of("deploy"), Path.of("changes"))
                .flatMap(DocumentsTest::below)) {
            return Stream.concat(Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")), files)
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".md")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
