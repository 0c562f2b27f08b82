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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The README's table of what is supported, made of the code; {@code make support-update} rewrites it. */
class SupportTableTest {

    private static final Path README = Path.of("README.md");
    private static final Path FEATURES = Path.of("docs/features.md");
    private static final String BEGIN = "<!-- support:begin -->\n";
    private static final String END = "<!-- support:end -->";

    @Test
    void theReadmeSaysWhatIsSupported() throws IOException {
        String text = Files.readString(README);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        assertThat(begin).as("the markers").isGreaterThan(BEGIN.length()).isLessThanOrEqualTo(end);
        String table = String.join("\n", lines()) + "\n";
        if (Boolean.getBoolean("support.update")) {
            Files.writeString(README, text.substring(0, begin) + table + text.substring(end));
        } else {
            assertThat(text.substring(begin, end))
                    .as("run make support-update, and read what it wrote")
                    .isEqualTo(table);
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

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Kinds: " + Kinds.ALL.stream().map(Kind::name).collect(Collectors.joining(", "))
                + "; Service, EndpointSlice, Secret, ConfigMap and Namespace as far as these refer to them.");
        lines.add("");
        lines.add(
                "The features are those that GatewayClasses list in `status.supportedFeatures`, by the Gateway API's names.");
        lines.add("");
        lines.add("| feature | what it needs of the plugin |");
        lines.add("|---|---|");
        List<String> all = Feature.supported(List.of(Capabilities.shipped("", List.of())), true);
        List<String> plain = Feature.supported(List.of(Capabilities.withoutPlugin("", List.of())), false);
        for (String name : all) {
            String needs = Feature.valueOf(name).needs().stream()
                    .map(Capability::label)
                    .sorted()
                    .collect(Collectors.joining(", "));
            String made = Feature.valueOf(name).isOfMadeDataPlanes() ? "nothing, where data planes are made" : needs;
            lines.add("| `" + name + "` | " + (plain.contains(name) ? "nothing" : made) + " |");
        }
        return lines;
    }
}
