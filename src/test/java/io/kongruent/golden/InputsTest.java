package io.kongruent.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.kongruent.snapshot.Diagnostic.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What goes into the golden cases is what a cluster could hold, and says why it is there. */
class InputsTest {

    /** {@code "sentence" (Type.field) what is special here}. */
    private static final Pattern QUOTE = Pattern.compile("\"(.+?)\" \\([A-Z]\\w+.*");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final Specification specification = new Specification();
    private final CrdSchemas schemas = new CrdSchemas();

    @Test
    void thereAreEnough() {
        assertThat(GoldenCase.all()).hasSizeGreaterThan(250);
    }

    @TestFactory
    Stream<DynamicTest> everyCaseBeginsWithTheRuleThatItShows() {
        return GoldenCase.all().stream()
                .map(c -> DynamicTest.dynamicTest(c.toString(), () -> {
                    String introduction = c.introduction();
                    if (!introduction.startsWith("Own rule")) {
                        Matcher quote = QUOTE.matcher(introduction);
                        assertThat(quote.matches())
                                .as("a sentence of the specification with its place: %s", introduction)
                                .isTrue();
                        assertThat(specification.says(quote.group(1)))
                                .as(quote.group(1))
                                .isTrue();
                    }
                }));
    }

    /** The marker {@code crd} in settings.yaml says why a case holds what the CRDs that we build on refuse. */
    @TestFactory
    Stream<DynamicTest> theCrdsAcceptEveryCase() {
        return GoldenCase.all().stream()
                .map(c -> DynamicTest.dynamicTest(c.toString(), () -> {
                    String exemption = parse(c.file("settings.yaml"), c.text("settings.yaml")).stream()
                            .map(s -> s.path("crd").asText())
                            .findFirst()
                            .orElse("");
                    List<String> problems = problems(c.file("in.yaml"));
                    if (exemption.isEmpty()) {
                        assertThat(problems).isEmpty();
                    } else {
                        // Rules of validation aren't looked at by CrdSchemas.
                        assertThat(!problems.isEmpty() || exemption.contains("a rule of validation"))
                                .as("settings.yaml has a marker that it doesn't need")
                                .isTrue();
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> theCrdsAcceptTheDefaults() {
        return GoldenCase.inputs().stream()
                .filter(f -> f.getFileName().toString().startsWith("_"))
                .map(f -> DynamicTest.dynamicTest(
                        f.toString(), () -> assertThat(problems(f)).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> everyObjectIsRead() {
        return GoldenCase.all().stream()
                .map(c -> DynamicTest.dynamicTest(c.toString(), () -> {
                    assertThat(c.own().objects()).isNotEmpty();
                    assertThat(c.manifests().diagnostics())
                            .filteredOn(d -> d.severity() == Severity.UNREADABLE || d.severity() == Severity.ERROR)
                            .isEmpty();
                }));
    }

    private List<String> problems(Path file) {
        List<String> problems = new ArrayList<>();
        for (JsonNode object : parse(file, GoldenCase.read(file))) {
            schemas.problems(object)
                    .forEach(p -> problems.add(object.path("kind").asText() + " "
                            + object.at("/metadata/name").asText() + ": " + p));
        }
        return problems;
    }

    private static List<JsonNode> parse(Path file, String text) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            List<JsonNode> nodes = new ArrayList<>();
            documents.forEachRemaining(n -> {
                if (n != null && !n.isEmpty()) {
                    nodes.add(n);
                }
            });
            return nodes;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " is no YAML", e);
        }
    }
}
