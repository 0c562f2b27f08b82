package io.kongruent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KongruentCommandTest {

    @Test
    void tellsItsVersions() {
        CommandLineRun run = CommandLineRun.of("version");

        assertThat(run.code()).isZero();
        assertThat(run.out()).containsPattern("kongruent \\d+\\.\\d+").containsPattern("gateway-api \\d+\\.\\d+");
        assertThat(CommandLineRun.of("--version").out()).isEqualTo(run.out());
    }

    @Test
    void proposesWhatWasMeant() {
        CommandLineRun run = CommandLineRun.of("versoin");

        assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("'versoin'").contains("Did you mean: kongruent version?");
    }

    @Test
    void asksForACommand() {
        CommandLineRun run = CommandLineRun.of();

        assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains("which command?").contains("See 'kongruent --help'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "demo"})
    void onlyWhatServesStartsTheServer(String command) {
        assertThat(Main.serves(command, "x")).isTrue();
        assertThat(Main.serves(command, "--help")).isFalse();
        assertThat(Main.serves("validate", command)).isFalse();
    }

    @Test
    void theHelpShowsExamplesAndExitCodes() {
        CommandLineRun run = CommandLineRun.of("--help");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Examples:").contains("Exit codes: 0 all well");
    }
}
