package io.kongruent.cli;

import io.kongruent.cli.offline.Evaluation;
import io.kongruent.cli.show.GraphTree;
import io.kongruent.cli.show.StatusTables;
import io.kongruent.cli.show.StatusTree;
import io.kongruent.cli.show.Trees;
import io.kongruent.kong.KongJson;
import io.kongruent.kong.KongState;
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

/** {@code kongruent translate}. */
@Command(
        name = "translate",
        mixinStandardHelpOptions = true,
        description = "Show what Kong gets for manifests, or the statuses that they would have.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kongruent translate manifests/                       for decK, as YAML",
            "  kongruent translate manifests/ -o json --show-keys   the document of Kong's POST /config",
            "  kongruent translate manifests/ -o table              gateways and routes at a glance",
            "  kongruent translate manifests/ -o status             their statuses, as in the cluster",
            "",
            "Exit code 0, or 1 when objects had to be left out for mistakes in them."
        })
final class TranslateCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files, folders, or - for standard input.")
    List<Path> paths = new ArrayList<>();

    enum Format {
        deck,
        json,
        status,
        table,
        graph
    }

    @Option(
            names = {"-o", "--output"},
            defaultValue = "deck",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    Format format = Format.deck;

    @Option(names = "--show-keys", description = "Write private keys; otherwise a remark takes their place.")
    boolean showKeys;

    @Mixin
    EvaluationOptions options = new EvaluationOptions();

    @Override
    public Integer call() {
        Output output = Output.of(spec);
        Manifests manifests = output.inputs().read(paths, options.controllerName);
        Evaluation evaluation = options.evaluator().evaluate(manifests);
        KongJson.Keys keys = showKeys ? KongJson.Keys.SHOWN : KongJson.Keys.HIDDEN;
        switch (format) {
            case deck -> states(output, evaluation, state -> KongJson.deck(state, keys));
            case json -> states(output, evaluation, state -> KongJson.pretty(state, keys));
            case status ->
                output.text(Trees.yaml(StatusTree.of(manifests, evaluation.verdicts(), options.controllerName)));
            case table -> output.lines(StatusTables.lines(evaluation.graph(), evaluation.verdicts(), output.style()));
            case graph -> output.text(Trees.yaml(List.of(GraphTree.of(evaluation.graph()))));
        }
        return manifests.has(Severity.ERROR) ? ExitCodes.FINDINGS : ExitCodes.OK;
    }

    private interface Form {
        String of(KongState state);
    }

    private static void states(Output output, Evaluation evaluation, Form form) {
        evaluation.states().values().forEach(state -> output.text(form.of(state)));
    }
}
