package io.kongruent.cli;

import io.kongruent.cli.offline.Evaluation;
import io.kongruent.cli.offline.Evaluator;
import io.kongruent.cli.show.StatusReading;
import io.kongruent.cli.show.StatusTables;
import io.kongruent.model.Condition;
import io.kongruent.snapshot.Manifests;
import io.kongruent.verdict.Verdicts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code kongruent status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Show what a cluster says of its Gateways, listeners and routes: what is served, what is refused and why.",
            "Only what the controller has written counts; nothing is judged here."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kongruent status",
            "  kongruent status --context staging",
            "",
            "Exit code 0 when all is well, 1 when something isn't served as it was asked for, or not judged yet."
        })
final class StatusCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Option(names = "--context", paramLabel = "NAME", description = "Of the kubeconfig, in place of the current one.")
    String context = "";

    @Option(
            names = "--controller-name",
            paramLabel = "NAME",
            defaultValue = EvaluationOptions.CONTROLLER,
            description = "GatewayClasses with this controllerName are ours (${DEFAULT-VALUE}).")
    String controllerName = EvaluationOptions.CONTROLLER;

    @Override
    public Integer call() {
        Output output = Output.of(spec);
        Manifests manifests = output.inputs().told(new ClusterPath(context).kinds(), List.of(Path.of("cluster")));
        Evaluation evaluation = new Evaluator(controllerName, Map.of(), true, false).evaluate(manifests);
        StatusReading reading = StatusReading.of(manifests, evaluation.verdicts(), controllerName);
        if (reading.verdicts().byObject().isEmpty()) {
            throw new Failure(
                    "no GatewayClass has the controllerName " + controllerName,
                    "Create one, or say --controller-name.");
        }
        output.lines(StatusTables.lines(evaluation.graph(), reading.verdicts(), output.style()));
        reading.remarks().forEach(remark -> output.lines(List.of(output.style().warn(remark))));
        boolean well = reading.remarks().isEmpty()
                && reading.verdicts().byObject().values().stream()
                        .flatMap(Verdicts.Verdict::everyCondition)
                        .noneMatch(Condition::isTrouble);
        return well ? ExitCodes.OK : ExitCodes.FINDINGS;
    }
}
