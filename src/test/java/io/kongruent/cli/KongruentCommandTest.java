package io.kongruent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
        assertThat(run.err()).contains("'versoin'").contains("Did you mean: kongruent version or kongruent explain?");
    }

    @Test
    void asksForACommand() {
        CommandLineRun run = CommandLineRun.of();

        assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains("which command?").contains("See 'kongruent --help'.");
    }

    @Test
    void onlyWhatServesStartsTheServer() {
        assertThat(Main.serves("run", "x")).isTrue();
        assertThat(Main.serves("run", "--help")).isFalse();
        assertThat(Main.serves("validate", "run")).isFalse();
        assertThat(Main.serves("demo", "x")).isTrue();
    }

    @Test
    void theHelpShowsExamplesAndExitCodes() {
        CommandLineRun run = CommandLineRun.of("--help");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Examples:").contains("Exit codes: 0 all well");
    }
}
