package io.kongruent.cli;

import io.kongruent.cli.demo.Demo;
import io.kongruent.cli.demo.Doors;
import io.kongruent.cli.offline.Evaluator;
import io.kongruent.operate.Journal;
import io.kongruent.push.RestAdmins;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
            "Run the controller on a copy of the examples, with the embedded gateway and backends of this process,",
            "send requests, say what comes of them, and edit a file.",
            "Needs no cluster, no Kong and no rights; everything is on the loopback address, on free ports."
        },
        footer = {"", "Exit code 0 when all was as announced, 1 otherwise."})
final class DemoCommand implements Callable<Integer> {

    private static final long FAREWELL_SECONDS = 10;

    @Spec
    CommandSpec spec;

    @Inject
    RestAdmins admins;

    @Inject
    Ending ending;

    private final CountDownLatch ended = new CountDownLatch(1);

    @Parameters(defaultValue = "examples", paramLabel = "FOLDER", description = "Manifests to play (${DEFAULT-VALUE}).")
    Path examples = Path.of("examples");

    @Option(names = "--keep", description = "Leave everything running until it is interrupted.")
    boolean keep;

    @Mixin
    EvaluationOptions options = new EvaluationOptions();

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(examples)) {
            throw new Failure("there is no folder " + examples, "Run this where the project's examples/ are.");
        }
        Output output = Output.of(spec);
        Path copy = Files.createTempDirectory("kongruent-demo");
        Thread demo = Thread.currentThread();
        ending.with(() -> {
            if (ended.getCount() > 0) {
                end(demo);
            }
        });
        try {
            copy(examples, copy);
            Evaluator evaluator = options.evaluator();
            Later journal = new Later(output);
            int surprises = new Demo(output.out(), output.style())
                    .play(
                            examples,
                            copy,
                            evaluator,
                            folder -> ManifestFiles.read(List.of(folder), InputStream.nullInputStream()),
                            admins::open,
                            new Journal(journal),
                            (doors, folder) -> leave(output, journal, doors, folder));
            return surprises == 0 ? ExitCodes.OK : ExitCodes.FINDINGS;
        } catch (InterruptedException e) {
            return ExitCodes.OK;
        } finally {
            delete(copy);
            ended.countDown();
        }
    }

    private void leave(Output output, Later journal, Doors doors, Path folder) throws InterruptedException {
        if (!keep) {
            return;
        }
        output.lines(List.of(
                "",
                "Left running; Ctrl-C ends it.",
                "  http://127.0.0.1:" + doors.http() + "    requests and calls, port 80 of the Gateway",
                "  https://127.0.0.1:" + doors.https() + "   requests with TLS, port 443",
                "  127.0.0.1:" + doors.tls() + "   TLS that is passed on, port 9443",
                "  127.0.0.1:" + doors.tcp() + "   connections, port 5432",
                "  127.0.0.1:" + doors.udp() + "   datagrams, port 5353",
                "  " + folder + "   its manifests: edit one and ask again",
                "Try:",
                "  curl -i -H 'Host: shop.example.com' http://127.0.0.1:" + doors.http() + "/",
                "  curl -ik --connect-to ::127.0.0.1:" + doors.https() + " https://shop.example.com/",
                "  curl -ik --connect-to ::127.0.0.1:" + doors.tls() + " https://vault.example.net/",
                "  bin/kongruent explain " + folder + " --request 'GET http://preview.example.com/'",
                ""));
        journal.begin();
        new CountDownLatch(1).await();
    }

    /** Everything is put away before the process goes. */
    private void end(Thread demo) {
        demo.interrupt();
        try {
            if (!ended.await(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                Journal.Pen.log().warn("the demo doesn't end in time; its folder may be left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the controller does is told only once the demo is over. */
    private static final class Later implements Journal.Pen {
        private final Output output;
        private volatile boolean begun;

        Later(Output output) {
            this.output = output;
        }

        void begin() {
            begun = true;
        }

        @Override
        public void note(String line) {
            if (begun) {
                output.lines(List.of(line));
            }
        }

        @Override
        public void warn(String line) {
            note(line);
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
