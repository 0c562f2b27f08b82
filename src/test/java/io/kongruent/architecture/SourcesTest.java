package io.kongruent.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be read off the source files: names, sizes, and that every package says what it owns. */
class SourcesTest {

    private static final int MOST_LINES = 400;

    /** Names that say nothing of the domain and collect whatever has no better place. */
    private static final Set<String> EMPTY_NAMES =
            Set.of("common", "core", "helper", "helpers", "impl", "manager", "managers", "misc", "util", "utils");

    private static final Pattern EMPTY_CLASS_NAME = Pattern.compile("\\w*(Utils?|Helpers?|Managers?|Impl)\\.java");

    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");

    private static final Pattern TESTING =
            Pattern.compile("^\\s*@(Test|TestFactory|ParameterizedTest|RepeatedTest|Property|Example)\\b");

    private static final Pattern RUN = Pattern.compile(".*(Test|Properties|IT)\\.java");

    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");
    private static final Path LUA = Path.of("src/main/lua");

    @Test
    void filesAreSmall() {
        assertThat(sources().filter(file -> lines(file).size() > MOST_LINES))
                .as("files of more than %s lines", MOST_LINES)
                .isEmpty();
    }

    @Test
    void namesAreNounsOfTheDomain() {
        Set<String> packages = new TreeSet<>();
        packagesOf(MAIN).forEach(folder -> folder.forEach(part -> packages.add(part.toString())));
        packagesOf(TEST).forEach(folder -> folder.forEach(part -> packages.add(part.toString())));
        assertThat(packages).contains("kongruent", "architecture").doesNotContainAnyElementsOf(EMPTY_NAMES);

        assertThat(sources().map(file -> file.getFileName().toString()))
                .noneMatch(name -> EMPTY_CLASS_NAME.matcher(name).matches());
    }

    @Test
    void everyPackageSaysWhatItOwnsAndIsNullMarked() {
        assertThat(packagesOf(MAIN)).allSatisfy(folder -> assertThatItIntroducesItself(MAIN.resolve(folder)));
        assertThat(packagesOf(TEST).filter(folder -> !Files.exists(MAIN.resolve(folder))))
                .allSatisfy(folder -> assertThatItIntroducesItself(TEST.resolve(folder)));
    }

    @Test
    void nothingIsLeftForLater() {
        assertThat(sources()
                        .filter(file -> !file.endsWith("SourcesTest.java"))
                        .filter(file -> lines(file).stream()
                                .anyMatch(line -> UNFINISHED.matcher(line).find())))
                .isEmpty();
    }

    /** Surefire runs the classes with these names and silently no others. */
    @Test
    void everyTestIsRun() {
        assertThat(filesBelow(TEST)
                        .filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> lines(file).stream()
                                .anyMatch(line -> TESTING.matcher(line).find())))
                .isNotEmpty()
                .allMatch(file -> RUN.matcher(file.toString()).matches());
    }

    private static void assertThatItIntroducesItself(Path folder) {
        Path file = folder.resolve("package-info.java");
        assertThat(file).exists();
        assertThat(String.join("\n", lines(file)))
                .as("%s: one paragraph of Javadoc, then @NullMarked", file)
                .startsWith("/**")
                .containsPattern("\n@(org\\.jspecify\\.annotations\\.)?NullMarked\npackage ")
                .doesNotContain("<p>");
    }

    private static Stream<Path> sources() {
        return Stream.of(MAIN, TEST, LUA)
                .filter(Files::exists)
                .flatMap(SourcesTest::filesBelow)
                .filter(file ->
                        file.toString().endsWith(".java") || file.toString().endsWith(".lua"));
    }

    /** The folders with Java files of their own, relative to the root given. */
    private static Stream<Path> packagesOf(Path root) {
        return filesBelow(root)
                .filter(file -> file.toString().endsWith(".java"))
                .map(file -> root.relativize(file).getParent())
                .distinct()
                .sorted();
    }

    private static Stream<Path> filesBelow(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
