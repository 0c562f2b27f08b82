package io.kongruent.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.kongruent.kong.KongJson;
import io.kongruent.kong.KongState;
import io.kongruent.snapshot.Manifests;
import io.kongruent.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Manifests in, Kong's configuration and statuses out, for every folder below {@code src/test/resources/golden}. With {@code -Dgolden.update} what comes out
 * is written there instead of compared, to be reviewed line by line: a golden file that enshrines a mistake is worse than none.
 */
class GoldenTest {

    private static final boolean UPDATE = System.getProperty("golden.update") != null;
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @TestFactory
    Stream<DynamicTest> comesOut() {
        return GoldenCase.all().stream()
                .map(c -> DynamicTest.dynamicTest(c.toString(), () -> {
                    SortedMap<String, String> out = run(c, c.manifests().snapshot());
                    if (UPDATE) {
                        update(c, out);
                    }
                    assertThat(files(c)).as("files of %s", c).isEqualTo(out.keySet());
                    out.forEach(
                            (file, text) -> assertThat(c.text(file)).as(file).isEqualTo(text));
                }));
    }

    /** Files may hold their objects in any order, and objects may come in any order from a cluster. */
    @TestFactory
    Stream<DynamicTest> theOrderOfObjectsChangesNoByte() {
        return GoldenCase.all().stream()
                .map(c -> DynamicTest.dynamicTest(c.toString(), () -> {
                    Snapshot.Builder reversed = new Snapshot.Builder();
                    c.manifests().objects().reversed().forEach(o -> reversed.add(o.object()));
                    assertThat(run(c, reversed.build()))
                            .isEqualTo(run(c, c.manifests().snapshot()));
                }));
    }

    private static SortedMap<String, String> run(GoldenCase c, Snapshot snapshot) throws IOException {
        GoldenRun run = GoldenRun.of(
                snapshot,
                GoldenSettings.of(yaml(c.text("settings.yaml"))),
                KongSays.of(yaml(c.text("kong-says.yaml"))));
        SortedMap<String, String> out = new TreeMap<>();
        for (Map.Entry<String, KongState> state : run.states().entrySet()) {
            String file =
                    state.getKey().equals(GoldenSettings.DEFAULT) ? "kong.yaml" : "kong-" + state.getKey() + ".yaml";
            out.put(file, KongJson.yaml(state.getValue(), KongJson.Keys.SHOWN));
        }
        out.put(
                "status.yaml",
                StatusYaml.of(
                        run.verdicts(),
                        c.own().objects().stream().map(Manifests.Loaded::ref).collect(Collectors.toSet())));
        return out;
    }

    private static void update(GoldenCase c, SortedMap<String, String> out) throws IOException {
        for (String stale : files(c)) {
            Files.delete(c.file(stale));
        }
        for (Map.Entry<String, String> file : out.entrySet()) {
            Files.writeString(c.file(file.getKey()), file.getValue());
        }
    }

    private static Set<String> files(GoldenCase c) {
        return c.outputs().stream().map(f -> f.getFileName().toString()).collect(Collectors.toSet());
    }

    static JsonNode yaml(String text) throws IOException {
        return text.isBlank() ? JsonNodeFactory.instance.objectNode() : YAML.readTree(text);
    }
}
