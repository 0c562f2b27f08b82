package io.kongruent.cli;

import io.kongruent.cli.offline.Evaluation;
import io.kongruent.cli.show.Review;
import io.kongruent.snapshot.Diagnostic;
import io.kongruent.snapshot.Diagnostic.Severity;
import io.kongruent.snapshot.Manifests;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kongruent validate}. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Say what is wrong with manifests, with file, line and column: wrong types and misspelt fields,",
            "refused rules, references that lead nowhere, conflicts, certificates that don't fit."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kongruent validate manifests/",
            "  helm template chart | kongruent validate -",
            "  kongruent validate manifests/ --strict       warnings count too",
            "",
            "Exit code 0 when there is nothing to correct, 1 when there is, 2 when something can't be read."
        })
final class ValidateCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, folders, or - for standard input.")
    List<Path> paths = new ArrayList<>();

    @Option(names = "--strict", description = "Warnings make the exit code 1 too.")
    boolean strict;

    @Option(
            names = {"-q", "--quiet"},
            description = "Leave out notes, such as on objects of other kinds.")
    boolean quiet;

    @Mixin
    EvaluationOptions options = new EvaluationOptions();

    @Override
    public Integer call() {
        Output output = Output.of(spec);
        Manifests manifests = output.inputs().readable(paths, options.controllerName);
        Evaluation evaluation = options.evaluator().evaluate(manifests);
        List<Diagnostic> findings = Review.of(evaluation, options.controllerName);
        int errors = 0;
        int warnings = 0;
        List<String> lines = new ArrayList<>();
        for (Diagnostic finding : findings) {
            errors += finding.severity().compareTo(Severity.ERROR) <= 0 ? 1 : 0;
            warnings += finding.severity() == Severity.WARNING ? 1 : 0;
            if (!quiet || finding.severity() != Severity.NOTE) {
                lines.add(Inputs.line(finding, output.style()));
            }
        }
        lines.add(count(manifests.objects().size(), "object") + ": " + summary(errors, warnings));
        output.lines(lines);
        return errors > 0 || (strict && warnings > 0) ? ExitCodes.FINDINGS : ExitCodes.OK;
    }

    private static String summary(int errors, int warnings) {
        if (errors + warnings == 0) {
            return "all well";
        }
        return count(errors, "error") + ", " + count(warnings, "warning");
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
