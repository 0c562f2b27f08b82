package io.kongruent.golden;

import io.kongruent.snapshot.Manifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One folder {@code golden/<concern>/<case>}. What its {@code in.yaml} doesn't declare comes from the files of the concern, then of all cases, whose names
 * begin with an underscore.
 */
record GoldenCase(String concern, String name, Path folder) {

    private static final Path ROOT = Path.of("src/test/resources/golden");

    private static final Set<String> INPUTS = Set.of("in.yaml", "settings.yaml", "kong-says.yaml");

    /** Files that were read already; nothing changes the objects that come out. */
    private static final Map<Path, Manifests> PARSED = new ConcurrentHashMap<>();

    /** Every case there is, by name. */
    static List<GoldenCase> all() {
        return folders(ROOT).stream()
                .flatMap(concern -> folders(concern).stream()
                        .map(f -> new GoldenCase(
                                concern.getFileName().toString(),
                                f.getFileName().toString(),
                                f)))
                .toList();
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** The text of one of its files, empty where it has none of that name. */
    String text(String name) {
        return Files.exists(file(name)) ? read(file(name)) : "";
    }

    /** Its objects and, below them, the defaults that they replace. */
    Manifests manifests() {
        List<Manifests> parts = new ArrayList<>();
        defaults(ROOT).forEach(f -> parts.add(parse(f)));
        parts.add(own());
        return Manifests.merge(parts);
    }

    /** What the case and its concern declare: the objects whose statuses it shows. */
    Manifests own() {
        List<Manifests> parts = new ArrayList<>();
        defaults(ROOT.resolve(concern)).forEach(f -> parts.add(parse(f)));
        parts.add(parse(file("in.yaml")));
        return Manifests.merge(parts);
    }

    /** The comment at the top of {@code in.yaml}, on one line. */
    String introduction() {
        return text("in.yaml")
                .lines()
                .takeWhile(l -> l.startsWith("#"))
                .map(l -> l.substring(1).strip())
                .collect(Collectors.joining(" "));
    }

    /** The files with defaults that lie in a folder. */
    static List<Path> defaults(Path folder) {
        return list(folder).stream()
                .filter(f -> f.getFileName().toString().startsWith("_"))
                .toList();
    }

    /** The files that come out of a run. */
    List<Path> outputs() {
        return list(folder).stream()
                .filter(f -> !INPUTS.contains(f.getFileName().toString()))
                .toList();
    }

    /** Every file that holds objects. */
    static List<Path> inputs() {
        List<Path> inputs = new ArrayList<>(defaults(ROOT));
        folders(ROOT).forEach(concern -> inputs.addAll(defaults(concern)));
        all().forEach(c -> inputs.add(c.file("in.yaml")));
        return inputs;
    }

    private static Manifests parse(Path file) {
        return PARSED.computeIfAbsent(
                file, f -> Manifests.parse(ROOT.relativize(f).toString(), read(f)));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> folders(Path folder) {
        return list(folder).stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return concern + "/" + name;
    }
}
