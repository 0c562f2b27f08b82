package io.kongruent.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.cli.ManifestFiles;
import io.kongruent.cli.diff.Probes;
import io.kongruent.cli.offline.Evaluation;
import io.kongruent.cli.offline.Evaluator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What explain says by the Gateway API's words is what Kong's router does, on every golden input and on the examples. */
class AgreementTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final String CONTROLLER = "kongruent.io/gateway-controller";

    @Test
    void wordsAndRouterAgree() throws IOException {
        int requests = 0;
        int contested = 0;
        List<String> disagreements = new ArrayList<>();
        for (List<Path> input : inputs()) {
            Evaluator evaluator = new Evaluator(CONTROLLER, Map.of(80, 8000, 443, 8443), true, false);
            Evaluation evaluation = evaluator.evaluate(ManifestFiles.read(input));
            try (Explainer explainer = new Explainer(evaluation)) {
                for (Request request : Probes.of(evaluation.graph(), 200)) {
                    Explanation explanation = explainer.explain(request);
                    requests++;
                    contested += explanation.candidates().size() > 1 ? 1 : 0;
                    explanation
                            .disagreements()
                            .forEach(d -> disagreements.add(input.getLast() + " " + request.line() + ": " + d));
                }
            }
        }

        assertThat(disagreements).isEmpty();
        assertThat(requests).as("requests tried").isGreaterThan(300);
        assertThat(contested).as("requests with several candidates").isGreaterThan(50);
    }

    private static List<List<Path>> inputs() throws IOException {
        List<List<Path>> inputs = new ArrayList<>();
        inputs.add(List.of(Path.of("examples")));
        try (Stream<Path> walk = Files.walk(GOLDEN)) {
            for (Path input : walk.filter(p -> p.endsWith("in.yaml")).sorted().toList()) {
                List<Path> files = new ArrayList<>(defaults(GOLDEN));
                files.addAll(defaults(input.resolve("../..").normalize()));
                files.add(input);
                inputs.add(files);
            }
        }
        return inputs;
    }

    private static List<Path> defaults(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().startsWith("_"))
                    .sorted()
                    .toList();
        }
    }
}
