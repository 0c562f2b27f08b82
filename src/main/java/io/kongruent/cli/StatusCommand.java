package io.kongruent.cli;

import io.kongruent.cli.offline.Evaluator;
import io.kongruent.cli.show.Propagation;
import io.kongruent.cli.show.StatusReading;
import io.kongruent.cli.show.StatusTables;
import io.kongruent.cluster.ControllerPods;
import io.kongruent.graph.Graph;
import io.kongruent.model.Condition;
import io.kongruent.snapshot.Manifests;
import io.kongruent.verdict.Verdicts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
            "Only what the controller has written counts; nothing is judged here. How soon changes arrive at the Kongs is read",
            "from the metrics of the controller's pods, through the API server, where your rights allow it (get pods/proxy)."
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
        ClusterPath cluster = new ClusterPath(context);
        Manifests manifests = output.inputs().told(cluster.kinds(), List.of(Path.of("cluster")));
        Graph graph = new Evaluator(controllerName, Map.of(), true, false).resolve(manifests);
        StatusReading reading = StatusReading.of(manifests, graph, controllerName);
        if (reading.verdicts().byObject().isEmpty()) {
            throw new Failure(
                    "no GatewayClass has the controllerName " + controllerName,
                    "Create one, or say --controller-name.");
        }
        output.lines(StatusTables.lines(graph, reading.verdicts(), output.style()));
        reading.remarks().forEach(remark -> output.lines(List.of(output.style().warn(remark))));
        propagation(output, cluster.controllers());
        boolean well = reading.remarks().isEmpty()
                && reading.verdicts().byObject().values().stream()
                        .flatMap(Verdicts.Verdict::everyCondition)
                        .noneMatch(Condition::isTrouble);
        return well ? ExitCodes.OK : ExitCodes.FINDINGS;
    }

    /** What isn't known of it is said, and is no finding: it says nothing of what is served. */
    private void propagation(Output output, ControllerPods controllers) {
        Map<String, String> metrics = new TreeMap<>();
        controllers.pods().forEach(answer -> metrics.put(answer.pod(), answer.metrics()));
        List<String> lines = Propagation.lines(metrics, controllerName, output.style());
        output.lines(List.of(""));
        output.lines(lines);
        controllers
                .troubles()
                .forEach(trouble ->
                        output.lines(List.of(output.style().faint("How soon changes arrive isn't known: " + trouble))));
        if (lines.isEmpty() && !metrics.isEmpty()) {
            output.lines(List.of(output.style()
                    .faint("How soon changes arrive isn't known: no controller that answers is " + controllerName)));
        }
    }
}
