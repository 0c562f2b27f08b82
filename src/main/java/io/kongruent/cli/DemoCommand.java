package io.kongruent.cli;

import io.kongruent.cli.demo.Demo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kongruent demo}: what {@code make demo} runs. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Play the examples on the embedded gateway, with backends of this process.",
            "Needs no cluster, no Kong and no rights; everything is on the loopback address, on free ports."
        },
        footer = {"", "Exit code 0 when all was as announced, 1 otherwise."})
final class DemoCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Parameters(defaultValue = "examples", paramLabel = "FOLDER", description = "Manifests to play (${DEFAULT-VALUE}).")
    Path examples = Path.of("examples");

    @Option(names = "--keep", description = "Leave the gateway running until it is interrupted.")
    boolean keep;

    @Mixin
    EvaluationOptions options = new EvaluationOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isDirectory(examples)) {
            throw new Failure("there is no folder " + examples, "Run this where the project's examples/ are.");
        }
        Output output = Output.of(spec);
        Path copy = Files.createTempDirectory("kongruent-demo");
        try {
            copy(examples, copy);
            int surprises = new Demo(output.out(), output.style())
                    .play(
                            copy,
                            folder -> ManifestFiles.read(List.of(folder), InputStream.nullInputStream()),
                            options.evaluator(),
                            (port, folder) -> leave(output, port));
            return surprises == 0 ? ExitCodes.OK : ExitCodes.FINDINGS;
        } finally {
            delete(copy);
        }
    }

    private void leave(Output output, int port) throws InterruptedException {
        if (keep) {
            output.lines(List.of(
                    "",
                    "Left running; Ctrl-C ends it. Try:",
                    "  curl -i -H 'Host: shop.example.com' http://127.0.0.1:" + port + "/"));
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
