package io.kongruent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {

    private static final Path SPLIT = Path.of("examples/traffic-split.yaml");

    @TempDir
    Path folder;

    private Path changed(String from, String to) throws IOException {
        String text = Files.readString(SPLIT);
        assertThat(text).contains(from);
        return Files.writeString(folder.resolve("new.yaml"), text.replace(from, to));
    }

    @Test
    void aFileIsNoDifferentFromItself() {
        CommandLineRun run = CommandLineRun.of("diff", "examples", "examples");

        assertThat(run.code()).isZero();
        assertThat(run.out()).matches("No difference; \\d+ requests tried.\n");
    }

    @Test
    void showsWhereRequestsGo() throws IOException {
        CommandLineRun run = CommandLineRun.of(
                "diff", SPLIT.toString(), changed("weight: 25", "weight: 75").toString());

        assertThat(run.code()).isEqualTo(ExitCodes.FINDINGS);
        assertThat(run.out())
                .contains("~ plugins gateway-api on httproute.default.shop.split.0 config: ")
                .endsWith("""
                        Requests that go elsewhere (1 of 1 tried)
                          ~ GET http://shop.example.com/
                              was  75 % Service default/shop-stable port 80, 25 % Service default/shop-canary port 80
                              now  50 % Service default/shop-stable port 80, 50 % Service default/shop-canary port 80

                        """);
    }

    @Test
    void showsStatuses() throws IOException {
        CommandLineRun run = CommandLineRun.of(
                "diff",
                SPLIT.toString(),
                changed("- name: shop-canary", "- name: shop-canari").toString());

        assertThat(run.out())
                .contains("  ~ HTTPRoute default/shop at default/web ResolvedRefs\n      was  True, ResolvedRefs: ")
                .contains("now  False, BackendNotFound: ")
                .contains("25 % Service default/shop-canari port 80 answered with 500");
    }

    @Test
    void entitiesMayChangeWithoutAnyRequestGoingElsewhere() throws IOException {
        CommandLineRun run = CommandLineRun.of(
                "diff",
                SPLIT.toString(),
                changed("- name: split", "- name: parts").toString());

        assertThat(run.code()).isEqualTo(ExitCodes.FINDINGS);
        assertThat(run.out())
                .contains("+ routes httproute.default.shop.parts.0")
                .contains("- routes httproute.default.shop.split.0")
                .contains("No request goes elsewhere; 1 tried.");
    }

    @Test
    void triesTheRequestsOfAFile() throws IOException {
        Path requests = Files.writeString(folder.resolve("requests.txt"), """
                # two of them
                GET http://preview.example.com/
                  x-group: testers

                http://preview.example.com/
                """);
        Path before = Files.createDirectory(folder.resolve("before"));
        Path after = Files.createDirectory(folder.resolve("after"));
        String preview = Files.readString(Path.of("examples/header-match.yaml"));
        Files.copy(SPLIT, before.resolve("split.yaml"));
        Files.copy(SPLIT, after.resolve("split.yaml"));
        Files.writeString(before.resolve("preview.yaml"), preview);
        Files.writeString(after.resolve("preview.yaml"), preview.replace("testers", "nobody"));

        CommandLineRun run = CommandLineRun.of(
                "diff", before.toString(), after.toString(), "--requests", requests.toString(), "-o", "json");
        JsonNode json = new ObjectMapper().readTree(run.out());

        assertThat(json.path("requestsTried").asInt()).isEqualTo(2);
        assertThat(json.path("requests")).hasSize(1);
        assertThat(json.at("/requests/0/subject").asText())
                .isEqualTo("GET http://preview.example.com/ with x-group: testers");
        assertThat(json.at("/requests/0/after").asText()).isEqualTo("100 % Service default/shop-stable port 80");
    }

    @Test
    void refusesAFileWithoutRequests() throws JsonProcessingException, IOException {
        Path requests = Files.writeString(folder.resolve("requests.txt"), "# none\n");

        CommandLineRun run =
                CommandLineRun.of("diff", SPLIT.toString(), SPLIT.toString(), "--requests", requests.toString());

        assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains("has no request in it");
    }
}
