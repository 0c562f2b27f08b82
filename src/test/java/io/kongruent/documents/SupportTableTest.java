package io.kongruent.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capability;
import io.kongruent.capability.Feature;
import io.kongruent.kinds.Kind;
import io.kongruent.kinds.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the documents say is supported and has been seen, made of the code and of the kept reports; {@code make support-update} rewrites it. */
class SupportTableTest {

    private static final Path README = Path.of("README.md");
    private static final Path FEATURES = Path.of("docs/features.md");
    private static final Path CONFORMANCE = Path.of("docs/conformance.md");

    @Test
    void theReadmeSaysWhatIsSupported() throws IOException {
        holds(README, "support", lines(ConformanceReports.read()));
    }

    @Test
    void theResultsOfTheSuiteAreThoseOfTheReports() throws IOException {
        holds(CONFORMANCE, "results", ConformanceReports.read().lines());
    }

    /** Holds the part of a document between two markers to what it has to be, or rewrites it. */
    private static void holds(Path document, String name, List<String> lines) throws IOException {
        String first = "<!-- " + name + ":begin -->\n";
        String text = Files.readString(document);
        int begin = text.indexOf(first) + first.length();
        int end = text.indexOf("<!-- " + name + ":end -->");
        assertThat(begin).as("the markers").isGreaterThan(first.length()).isLessThanOrEqualTo(end);
        String part = String.join("\n", lines) + "\n";
        if (Boolean.getBoolean("support.update")) {
            Files.writeString(document, text.substring(0, begin) + part + text.substring(end));
        } else {
            assertThat(text.substring(begin, end))
                    .as("run make support-update, and read what it wrote")
                    .isEqualTo(part);
        }
    }

    @Test
    void everyFeatureNameIsAccountedFor() throws IOException {
        assertThat(FeatureTable.released()).hasSize(58);
        Set<String> known = new TreeSet<>(FeatureTable.released());
        known.addAll(FeatureTable.newer());
        assertThat(known)
                .containsAll(Arrays.stream(Feature.values()).map(Feature::name).toList());
        if (Boolean.getBoolean("support.update")) {
            Files.writeString(FEATURES, FeatureTable.text());
        } else {
            assertThat(Files.readString(FEATURES))
                    .as("run make support-update, and read what it wrote")
                    .isEqualTo(FeatureTable.text());
        }
    }

    private static List<String> lines(ConformanceReports reports) {
        List<String> lines = new ArrayList<>();
        lines.add("Kinds: " + Kinds.ALL.stream().map(Kind::name).collect(Collectors.joining(", "))
                + "; Service, EndpointSlice, Secret, ConfigMap and Namespace as far as these refer to them.");
        lines.add("");
        lines.add(
                "The features are those that GatewayClasses list in `status.supportedFeatures`, by the Gateway API's"
                        + " names. They have been seen on the data planes for which all tests of the [conformance"
                        + " suite](docs/conformance.md#results) passed; of names that are newer than the suite it has no tests.");
        lines.add("");
        lines.add("| feature | what it needs of the plugin | seen on |");
        lines.add("|---|---|---|");
        Arrays.stream(Feature.values())
                .sorted(Comparator.comparing(Feature::name))
                .forEach(feature -> lines.add(
                        "| `" + feature + "` | " + needs(feature) + " | " + reports.seenOn(feature.name()) + " |"));
        return lines;
    }

    private static String needs(Feature feature) {
        if (feature.isOfMadeDataPlanes()) {
            return "nothing, where data planes are made";
        }
        return feature.needs().isEmpty() || feature.isPossibleOn(Capabilities.withoutPlugin("", List.of()))
                ? "nothing"
                : feature.needs().stream().map(Capability::label).sorted().collect(Collectors.joining(", "));
    }
}
