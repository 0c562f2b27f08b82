package io.kongruent.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.cli.diff.Change;
import io.kongruent.cli.diff.Differ;
import io.kongruent.cli.diff.Difference;
import io.kongruent.cli.explain.Request;
import io.kongruent.cli.offline.Evaluation;
import io.kongruent.cli.offline.Evaluator;
import io.kongruent.snapshot.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kongruent diff}. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Show what a change of manifests does: to Kong's entities, to statuses, and to requests.",
            "Without --requests, the requests are made from the matches of both sides."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kongruent diff before/ after/",
            "  git show HEAD:routes.yaml | kongruent diff - routes.yaml",
            "  kongruent diff before/ after/ --requests requests.txt",
            "  kongruent diff cluster: manifests/            what applying them would do",
            "",
            "A requests file has one request per line, such as GET https://host/path?x=y. Lines that begin with",
            "a space are headers (name: value) of the request above them; # begins a remark.",
            "",
            "Exit code 0 without a difference, 1 with one."
        })
final class DiffCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "OLD",
            description = "A file, a folder, - for standard input, or cluster: for what kubectl sees.")
    Path before = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "NEW",
            description = "Likewise. Files are applied over a cluster: diff before apply.")
    Path after = Path.of("");

    @Option(names = "--requests", paramLabel = "FILE", description = "The requests to compare.")
    @Nullable
    Path requests;

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
        List<Request> given = requests == null ? List.of() : requests(requests);
        Evaluator evaluator = options.evaluator();
        Manifests first = output.inputs().read(List.of(before), options.controllerName);
        Manifests second = output.inputs().read(List.of(after), options.controllerName);
        Evaluation old = evaluator.evaluate(first);
        Evaluation now = evaluator.evaluate(applied(first, second));
        Difference difference = Differ.compare(old, now, given);
        switch (format) {
            case text -> output.lines(text(difference, output));
            case json -> output.lines(List.of(json(difference).toPrettyString()));
        }
        return difference.isEmpty() ? ExitCodes.OK : ExitCodes.FINDINGS;
    }

    /** What there is after {@code kubectl apply}, where the old is a cluster and the new is files; the new elsewhere. */
    private Manifests applied(Manifests first, Manifests second) {
        boolean apply =
                ClusterPath.of(before).isPresent() && ClusterPath.of(after).isEmpty();
        return apply ? Manifests.merge(List.of(first, second)) : second;
    }

    private static List<Request> requests(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new Failure(file + ": " + ManifestFiles.why(e), "");
        }
        List<Request> requests = new ArrayList<>();
        String line = "";
        List<String> headers = new ArrayList<>();
        for (int i = 0; i <= lines.size(); i++) {
            String next = i < lines.size() ? lines.get(i) : "end";
            boolean header = !next.isEmpty() && Character.isWhitespace(next.charAt(0));
            if (next.isBlank() || next.strip().startsWith("#")) {
                continue;
            }
            if (header) {
                headers.add(next.strip());
                continue;
            }
            if (!line.isEmpty()) {
                try {
                    requests.add(Request.parse(line, headers));
                } catch (IllegalArgumentException e) {
                    throw new Failure(file + ": " + e.getMessage(), "");
                }
            }
            line = next;
            headers.clear();
        }
        if (requests.isEmpty()) {
            throw new Failure(file + " has no request in it", "A line looks like 'GET https://host/path?x=y'.");
        }
        return requests;
    }

    private static List<String> text(Difference difference, Output output) {
        List<String> lines = new ArrayList<>();
        section(lines, output, "Kong's entities", difference.entities(), false);
        section(lines, output, "Statuses", difference.statuses(), true);
        section(
                lines,
                output,
                "Requests that go elsewhere (" + difference.requests().size() + " of " + difference.tried() + " tried)",
                difference.requests(),
                true);
        if (difference.isEmpty()) {
            lines.add("No difference; " + difference.tried() + (difference.tried() == 1 ? " request" : " requests")
                    + " tried.");
        } else if (difference.requests().isEmpty()) {
            lines.add("No request goes elsewhere; " + difference.tried() + " tried.");
        }
        return lines;
    }

    private static void section(List<String> lines, Output output, String title, List<Change> changes, boolean wide) {
        if (changes.isEmpty()) {
            return;
        }
        lines.add(output.style().strong(title));
        for (Change change : changes) {
            String sign = switch (change.sign()) {
                case "+" -> output.style().good("+");
                case "-" -> output.style().bad("-");
                default -> output.style().warn("~");
            };
            String was = change.before().orElse("");
            String is = change.after().orElse("");
            if (was.isEmpty() && is.isEmpty()) {
                lines.add("  " + sign + " " + change.subject());
            } else if (wide && !was.isEmpty() && !is.isEmpty()) {
                lines.add("  " + sign + " " + change.subject());
                lines.add("      was  " + was);
                lines.add("      now  " + is);
            } else {
                lines.add("  " + sign + " " + change.subject() + ": " + was
                        + (was.isEmpty() || is.isEmpty() ? "" : " → ") + is);
            }
        }
        lines.add("");
    }

    private static ObjectNode json(Difference difference) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        changes(json.putArray("entities"), difference.entities());
        changes(json.putArray("statuses"), difference.statuses());
        changes(json.putArray("requests"), difference.requests());
        return json.put("requestsTried", difference.tried());
    }

    private static void changes(ArrayNode array, List<Change> changes) {
        for (Change change : changes) {
            ObjectNode one = array.addObject().put("subject", change.subject());
            change.before().ifPresent(before -> one.put("before", before));
            change.after().ifPresent(after -> one.put("after", after));
        }
    }
}
