package io.kongruent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@QuarkusTest
class DemoCommandTest {

    @Inject
    CommandLine.IFactory beans;

    @Test
    void theExamplesDoWhatTheDemoAnnounces() {
        StringWriter out = new StringWriter();
        int code = Main.commandLine(beans).setOut(new PrintWriter(out)).execute("demo", "examples");
        assertThat(out.toString())
                .doesNotContain("NOT AS ANNOUNCED")
                .contains("{shop-canary=250, shop-stable=750}")
                .containsPattern("in effect \\d+ ms after the file was written")
                .contains("All as announced.");
        assertThat(code).isZero();
    }

    @Test
    void aMissingFolderIsNamed() {
        StringWriter err = new StringWriter();
        int code = Main.commandLine(beans).setErr(new PrintWriter(err)).execute("demo", "no-such-folder");
        assertThat(err.toString()).contains("there is no folder no-such-folder");
        assertThat(code).isEqualTo(ExitCodes.USAGE);
    }
}
