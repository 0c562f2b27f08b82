package io.kongruent.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.kongruent.capability.Capabilities;
import io.kongruent.graph.DataPlane;
import io.kongruent.graph.Graph;
import io.kongruent.graph.ResolveInput;
import io.kongruent.graph.Resolver;
import io.kongruent.kinds.Kinds;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Manifests;
import io.kongruent.translate.KongDialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code provisioned/<case>}: the objects that a Gateway's data plane consists of. */
class ProvisionedTest {

    private static final Path FOLDER = Path.of("src/test/resources/provisioned");

    static final Maker MAKER = new Maker(
            "kongruent.io/gateway-controller",
            "kongruent-system",
            "kong:3.9",
            new TreeMap<>(Map.of("handler.lua", "return {}\n")));

    static final ServerKeys KEYS =
            new ServerKeys(Map.of("tls.crt", "Y3J0", "tls.key", "a2V5", "ca.crt", "Y2E="), "0123456789abcdef");

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            List<Path> all = folders.sorted().toList();
            assertThat(all).hasSizeGreaterThan(5);
            return all.stream().map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
        }
    }

    private static void check(Path folder) throws IOException {
        Graph graph = graph(Manifests.parse("in.yaml", Files.readString(folder.resolve("in.yaml"))));
        Keeping keeping = Keeping.of(graph);
        assertThat(keeping.gateways()).isNotEmpty();
        // Of an older cluster with IPv6, where the case says so.
        Maker maker = folder.endsWith("old-dual-stack") ? MAKER.in(new Surroundings(true, false)) : MAKER;
        String made = keeping.gateways().values().stream()
                .flatMap(g -> Blueprint.of(g, maker, KEYS).stream())
                .map(ProvisionedTest::yaml)
                .collect(Collectors.joining());
        Path golden = folder.resolve("objects.yaml");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, made);
        }
        assertThat(made).isEqualTo(Files.readString(golden));
    }

    @Test
    void surroundingsAreRead() {
        assertThat(Surroundings.of("")).isEqualTo(Surroundings.USUAL);
        assertThat(Surroundings.of("10.0.0.1").ipv6()).isFalse();
        assertThat(Surroundings.of("10.0.0.1,fd00::1").ipv6()).isTrue();
        assertThat(Surroundings.USUAL.on("1", "29").sleeps()).isFalse();
        assertThat(Surroundings.USUAL.on("1", "29+").sleeps()).isFalse();
        assertThat(Surroundings.USUAL.on("1", "30").sleeps()).isTrue();
        assertThat(Surroundings.USUAL.on("1", "").sleeps()).isTrue();
        assertThat(Surroundings.USUAL.on("2", "0").sleeps()).isTrue();
    }

    static String yaml(HasMetadata object) {
        String text = Serialization.asYaml(object);
        return text.startsWith("---") ? text : "---\n" + text;
    }

    static Graph graph(Manifests manifests) {
        assertThat(manifests.diagnostics()).isEmpty();
        KongDialect dialect = new KongDialect();
        Capabilities shipped = Capabilities.shipped("0.1.0", List.of());
        return Resolver.resolve(
                manifests.snapshot(),
                ResolveInput.of(
                        MAKER.controllerName(), Kinds.lowerers(dialect), dialect, new Everywhere(shipped), shipped));
    }

    /** Every Gateway gets one. */
    private record Everywhere(Capabilities capabilities) implements DataPlane.Assignment {
        @Override
        public DataPlane of(Ref gateway, String className) {
            return new DataPlane(
                    gateway.path(),
                    capabilities,
                    KongPorts.asMap(),
                    List.of(),
                    Optional.of(new DataPlane.Made(gateway.path(), Optional.empty(), Optional.empty(), true)));
        }

        @Override
        public boolean takesParameters() {
            return true;
        }
    }
}
