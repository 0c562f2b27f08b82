package io.kongruent.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Kongs are given is the whole plugin. */
class PluginFilesTest {

    @Test
    void allOfTheFolder() throws IOException {
        Map<String, String> there = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/lua/kong/plugins/gateway-api"))) {
            for (Path file : files.toList()) {
                there.put(file.getFileName().toString(), Files.readString(file));
            }
        }

        assertThat(PluginFiles.read()).isEqualTo(there);
    }
}
