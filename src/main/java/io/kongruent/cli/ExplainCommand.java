package io.kongruent.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.cli.explain.Explainer;
import io.kongruent.cli.explain.Explanation;
import io.kongruent.cli.explain.ExplanationJson;
import io.kongruent.cli.explain.ExplanationText;
import io.kongruent.cli.explain.Request;
import io.kongruent.cli.offline.Evaluation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kongruent explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Show which rule takes a request and why, what is done to it and where it goes.",
            "Kong's router and the plugin's own code decide, as they would for traffic."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kongruent explain manifests/ --request 'GET https://shop.example.com/cart?page=2'",
            "  kongruent explain manifests/ --request http://shop.example.com/ -H 'x-group: testers'",
            "  kongruent explain manifests/ --request https://shop.example.com/ --server-name www.example.com",
            "  kongruent explain cluster: --request http://shop.example.com/ -o json",
            "",
            "Exit code 0 when a backend gets the request or a redirect answers it, 1 when the gateway refuses it."
        })
final class ExplainCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, folders, - for standard input, or cluster: for what kubectl sees.")
    List<Path> paths = new ArrayList<>();

    @Option(
            names = {"-r", "--request"},
            required = true,
            paramLabel = "REQUEST",
            description = "Such as 'GET https://host/path?x=y'; the port is the Gateway's.")
    String request = "";

    @Option(
            names = {"-H", "--header"},
            paramLabel = "HEADER",
            description = "A header as 'name: value'; may be repeated.")
    List<String> headers = new ArrayList<>();

    @Option(
            names = "--server-name",
            paramLabel = "NAME",
            description = {
                "What the client sends as SNI (the URL's host);",
                "'' for one that sends none. For connections that are reused."
            })
    @Nullable
    String serverName;

    enum Format {
        text,
        json
    }

    @Option(
            names = {"-o", "--output"},
            defaultValue = "text",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    Format format = Format.text;

    @Mixin
    EvaluationOptions options = new EvaluationOptions();

    @Override
    public Integer call() {
        Output output = Output.of(spec);
        Request parsed;
        try {
            Request asked = Request.parse(request, headers);
            parsed = serverName == null ? asked : asked.withServerName(serverName);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        Evaluation evaluation = options.evaluator().evaluate(output.inputs().read(paths, options.controllerName));
        try (Explainer explainer = new Explainer(evaluation)) {
            Explanation explanation = explainer.explain(parsed);
            switch (format) {
                case text -> output.lines(ExplanationText.lines(explanation, output.style()));
                case json -> {
                    ObjectNode json = ExplanationJson.of(explanation);
                    output.lines(List.of(json.toPrettyString()));
                }
            }
            return switch (explanation.verdict().outcome()) {
                case FORWARDED, REDIRECTED -> explanation.disagreements().isEmpty() ? ExitCodes.OK : ExitCodes.FINDINGS;
                case ANSWERED, NOT_MATCHED, NOT_LISTENING, HANDSHAKE_REFUSED, MISDIRECTED -> ExitCodes.FINDINGS;
            };
        }
    }
}
