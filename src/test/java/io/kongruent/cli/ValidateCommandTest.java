package io.kongruent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

    @Test
    void namesFileLineAndColumn() {
        CommandLineRun run = CommandLineRun.of("validate", "examples");

        assertThat(run.code()).isEqualTo(ExitCodes.FINDINGS);
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().filter(l -> l.contains(": error: ")))
                .satisfiesExactly(
                        copies -> assertThat(copies)
                                .startsWith("examples/broken.yaml:29:11: error: HTTPRoute default/broken"
                                        + " spec.rules[1].filters[0].requestMirror: ")
                                .endsWith("(the rule answers 500)"),
                        typo -> assertThat(typo)
                                .startsWith("examples/broken.yaml:42:11: error: HTTPRoute default/broken"
                                        + " spec.rules[2].backendRefs[0]: ")
                                .contains("shop-stabel"));
        assertThat(run.out()).endsWith("26 objects: 2 errors, 2 warnings\n");
    }

    @Test
    void isContentWithTheFirstExample() {
        CommandLineRun run = CommandLineRun.of("validate", "--strict", "examples/traffic-split.yaml");

        assertThat(run.out()).isEqualTo("5 objects: all well\n");
        assertThat(run.code()).isZero();
    }

    @Test
    void warningsCountOnlyWhenStrict() {
        CommandLineRun lax = CommandLineRun.of("validate", "examples/redirect.yaml");
        CommandLineRun strict = CommandLineRun.of("validate", "examples/redirect.yaml", "--strict");

        assertThat(lax.out())
                .contains(
                        "examples/redirect.yaml:7:3: warning: HTTPRoute default/moved spec.parentRefs: not looked at");
        assertThat(lax.code()).isZero();
        assertThat(strict.code()).isEqualTo(ExitCodes.FINDINGS);
    }

    @Test
    void tellsWhatBelongsToOthers() {
        CommandLineRun run =
                CommandLineRun.of("validate", "examples/traffic-split.yaml", "--controller-name", "example.org/other");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("spec.controllerName: belongs to another controller; ours is example.org/other")
                .contains("Gateway default/web spec.gatewayClassName: not looked at");
    }

    @Test
    void readsStandardInput() {
        CommandLineRun run = CommandLineRun.withInput(
                "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: eighty}]}\n",
                "validate",
                "-");

        assertThat(run.code()).isEqualTo(ExitCodes.FINDINGS);
        assertThat(run.out())
                .startsWith(
                        "standard input:4:17: error: Service default/a spec.ports[0].port: expected a whole number");
    }

    @Test
    void unreadableInputIsAnErrorOfItsOwn(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), "a: b: c\n");

        CommandLineRun run = CommandLineRun.of("validate", folder.toString());

        assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err())
                .contains(file + ":1:5: error: not YAML: ")
                .contains("kongruent: not everything can be read");
    }

    @Test
    void proposesTheFileThatWasMeant() {
        CommandLineRun run = CommandLineRun.of("validate", "exmaples");

        assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains("there is no exmaples").contains("Did you mean examples?");
    }

    @Test
    void notesCanBeLeftOut() {
        String deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n";

        assertThat(CommandLineRun.withInput(deployment, "validate", "-").out())
                .contains("note: skipped: apps/v1 Deployment");
        assertThat(CommandLineRun.withInput(deployment, "validate", "-", "-q").out())
                .isEqualTo("0 objects: all well\n");
    }
}
