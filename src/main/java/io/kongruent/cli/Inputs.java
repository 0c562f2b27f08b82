package io.kongruent.cli;

import io.kongruent.cli.print.Style;
import io.kongruent.snapshot.Diagnostic;
import io.kongruent.snapshot.Diagnostic.Severity;
import io.kongruent.snapshot.Manifests;
import io.kongruent.snapshot.Spelling;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads what a command is given, and says on standard error what is wrong with it. */
final class Inputs {

    private final PrintWriter err;
    private final Style style;

    Inputs(PrintWriter err, Style style) {
        this.err = err;
        this.style = style;
    }

    /**
     * The objects of the paths; problems of single objects are printed and cost those objects.
     *
     * @param controllerName whose Gateways count in a cluster
     * @throws Failure when something can't be read at all, or when there is nothing
     */
    Manifests read(List<Path> paths, String controllerName) {
        return told(readable(paths, controllerName), paths);
    }

    /** The same for what was read already: says what is wrong with it. */
    Manifests told(Manifests manifests, List<Path> paths) {
        for (Diagnostic diagnostic : manifests.diagnostics()) {
            if (diagnostic.severity() != Severity.NOTE) {
                err.println(line(diagnostic, style));
            }
        }
        long skipped = manifests.diagnostics().stream()
                .filter(d -> d.severity() == Severity.NOTE)
                .count();
        if (skipped > 0) {
            err.println(style.faint(
                            skipped == 1
                                    ? "1 object of a kind that isn't read was skipped"
                                    : skipped + " objects of kinds that aren't read were skipped")
                    + style.faint("; 'kongruent validate' names them"));
        }
        if (manifests.objects().isEmpty()) {
            throw new Failure(
                    "no object to work on in "
                            + String.join(
                                    ", ", paths.stream().map(Path::toString).toList()),
                    "Files end in .yaml, .yml or .json in a folder; '-' reads standard input.");
        }
        return manifests;
    }

    /** The objects and everything there is to say of them, unless something can't be read at all. */
    Manifests readable(List<Path> paths, String controllerName) {
        paths.stream().filter(p -> ClusterPath.of(p).isEmpty()).forEach(Inputs::exists);
        Manifests manifests = Manifests.merge(paths.stream()
                .map(path -> ClusterPath.of(path)
                        .map(cluster -> cluster.everything(controllerName))
                        .orElseGet(() -> ManifestFiles.read(List.of(path), System.in)))
                .toList());
        if (manifests.has(Severity.UNREADABLE)) {
            manifests.diagnostics().stream()
                    .filter(d -> d.severity() == Severity.UNREADABLE)
                    .forEach(d -> err.println(line(d, style)));
            throw new Failure("not everything can be read", "");
        }
        return manifests;
    }

    static String line(Diagnostic diagnostic, Style style) {
        String text = diagnostic.text();
        int end = diagnostic.position().toString().length();
        String word = switch (diagnostic.severity()) {
            case UNREADABLE, ERROR -> style.bad("error");
            case WARNING -> style.warn("warning");
            case NOTE -> style.faint("note");
        };
        return text.substring(0, end) + ": " + word + text.substring(end);
    }

    private static void exists(Path path) {
        if (path.equals(ManifestFiles.STDIN) || Files.exists(path)) {
            return;
        }
        Path folder = path.toAbsolutePath().getParent();
        Path name = path.getFileName();
        if (folder != null && name != null && Files.isDirectory(folder)) {
            try (Stream<Path> there = Files.list(folder)) {
                List<String> names =
                        there.map(Path::getFileName).map(Path::toString).toList();
                throw new Failure(
                        "there is no " + path,
                        Spelling.nearest(name.toString(), names)
                                .map(n -> "Did you mean " + path.resolveSibling(n) + "?")
                                .orElse(""));
            } catch (IOException e) {
                throw new Failure("there is no " + path, "");
            }
        }
        throw new Failure("there is no " + path, "");
    }
}
