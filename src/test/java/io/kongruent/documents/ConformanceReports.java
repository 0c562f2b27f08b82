package io.kongruent.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The runs of the conformance suite that are kept in {@code conformance/reports}: a report and a summary each, as {@code make conformance} leaves them. */
record ConformanceReports(List<Run> runs) {

    private static final Path FOLDER = Path.of("conformance/reports");
    private static final String REPORT = "-report.yaml";

    /** One, on one data plane. @param features how many tests of each passed; those of which some failed are left out */
    record Run(JsonNode report, Map<String, Integer> features) {

        String dataPlane() {
            return report.path("mode").asText();
        }
    }

    static ConformanceReports read() throws IOException {
        List<Run> runs = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(REPORT)).sorted().toList()) {
                Path summary = Path.of(file.toString().replace(REPORT, "-summary.txt"));
                runs.add(new Run(new YAMLMapper().readTree(file.toFile()), features(Files.readAllLines(summary))));
            }
        }
        return new ConformanceReports(runs);
    }

    /** The rows "name claimed passed failed skipped". */
    private static Map<String, Integer> features(List<String> summary) {
        Map<String, Integer> features = new TreeMap<>();
        for (String line : summary) {
            String[] words = line.strip().split("\\s+");
            if (words.length == 5 && words[1].equals("yes") && words[3].equals("0") && !words[2].equals("0")) {
                features.put(words[0], Integer.parseInt(words[2]));
            }
        }
        return features;
    }

    /** The data planes on which a feature's tests have passed. */
    String seenOn(String feature) {
        return runs.stream()
                .filter(run -> run.features().containsKey(feature))
                .map(Run::dataPlane)
                .collect(Collectors.joining(", "));
    }

    /** A line for each profile on each data plane. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("| data plane | profile | core: passed, failed, skipped | extended: passed, failed, skipped |");
        lines.add("|---|---|---|---|");
        for (Run run : runs) {
            for (JsonNode profile : run.report().path("profiles")) {
                lines.add("| " + run.dataPlane() + " | " + profile.path("name").asText() + " | "
                        + count(profile.path("core")) + " | " + count(profile.path("extended")) + " |");
            }
        }
        return lines;
    }

    private static String count(JsonNode tests) {
        return Stream.of("Passed", "Failed", "Skipped")
                .map(name -> tests.path("statistics").path(name).asText())
                .collect(Collectors.joining(", "));
    }
}
