package io.kongruent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} as it is built: what shows only where Quarkus itself starts. */
class BuiltProgramIT {

    private static final int MOST_LINES = 50;

    @TempDir
    Path folder;

    private Process run(List<String> options, String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("run", "--source=dir:" + folder, "--data-plane=http://127.0.0.1:9"));
        arguments.addAll(List.of(more));
        return start(options, arguments);
    }

    private static Process start(List<String> options, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(options);
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static List<String> lines(Process process, String until) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (line.contains(until) || lines.size() == MOST_LINES) {
                    break;
                }
            }
        }
        return lines;
    }

    @Test
    void doctorLooksAtTheKongsOfTheSettings() throws Exception {
        Process process =
                start(List.of("-Dkongruent.data-planes.default.admin-urls=http://127.0.0.1:9"), List.of("doctor"));
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("default  http://127.0.0.1:9", "it can't be reached");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void logsArePlain() throws Exception {
        Process process = run(List.of(), "--http-port=0");
        try {
            assertThat(lines(process, "pass 1"))
                    .last()
                    .asString()
                    .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d+ INFO +pass 1: .*");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void logsAreJsonWhereThatIsAskedFor() throws Exception {
        Process process = run(List.of("-Dquarkus.log.console.json.enabled=true"), "--http-port=0");
        try {
            List<String> lines = lines(process, "pass 1");
            for (String line : lines) {
                JsonNode entry = new ObjectMapper().readTree(line);
                assertThat(entry.path("level").asText()).isNotEmpty();
                assertThat(entry.path("timestamp").asText()).isNotEmpty();
            }
            assertThat(new ObjectMapper()
                            .readTree(lines.getLast())
                            .path("message")
                            .asText())
                    .startsWith("pass 1: ");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void aPortThatIsTakenIsNamedWithTheOption() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            Process process = run(List.of(), "--http-port=" + taken.getLocalPort());
            List<String> lines = lines(process, "nothing of the kind");
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();

            assertThat(process.exitValue()).isEqualTo(ExitCodes.USAGE);
            assertThat(String.join("\n", lines))
                    .contains("port " + taken.getLocalPort(), "--http-port")
                    .doesNotContain("\tat ", "quarkus");
        }
    }
}
