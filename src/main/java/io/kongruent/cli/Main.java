package io.kongruent.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * The program. Commands that only read files run at once; those that talk to Kongs run inside Quarkus, and {@code run} alone opens
 * the HTTP port.
 */
@QuarkusMain
public final class Main implements QuarkusApplication {

    private static final String HTTP = "quarkus.http.host-enabled";
    private static final String HTTP_PORT = "quarkus.http.port";

    /** The commands that need clients. */
    private static final Set<String> SERVING = Set.of("run", "demo", "doctor");

    private final CommandLine.@Nullable IFactory beans;

    @Inject
    Main(CommandLine.IFactory beans) {
        this.beans = beans;
    }

    public static void main(String... args) {
        if (!serves(args)) {
            System.exit(commandLine(CommandLine.defaultFactory()).execute(args));
        }
        CommandLine plain = commandLine(CommandLine.defaultFactory());
        int code = plain.setExecutionStrategy(Main::prepare).execute(args);
        if (code != ExitCodes.OK) {
            System.exit(code);
        }
        Quarkus.run(Main.class, args);
    }

    /** What has to be right and known before Quarkus starts. */
    private static int prepare(CommandLine.ParseResult parsed) {
        try {
            SettingsCheck.run();
            listen(parsed);
        } catch (Failure e) {
            throw new CommandLine.ExecutionException(parsed.commandSpec().commandLine(), "settings", e);
        }
        return ExitCodes.OK;
    }

    private static void listen(CommandLine.ParseResult parsed) {
        if (parsed.subcommand().commandSpec().userObject() instanceof RunCommand run) {
            set(HTTP, "true");
            if (run.httpPort != null) {
                set(HTTP_PORT, run.httpPort.toString());
            }
            HttpPort.check();
        }
    }

    private static void set(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    @Override
    public int run(String... args) {
        return commandLine(beans == null ? CommandLine.defaultFactory() : beans).execute(args);
    }

    /** Whether a command line needs more than files; a request for help never does. */
    static boolean serves(String... args) {
        List<String> words = List.of(args);
        return !words.isEmpty()
                && SERVING.contains(words.getFirst())
                && words.stream().noneMatch(Set.of("-h", "--help")::contains);
    }

    /** The command line, ready to execute; its output goes to the process's. */
    static CommandLine commandLine(CommandLine.IFactory factory) {
        return Failures.handledBy(new CommandLine(new KongruentCommand(), factory))
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpLongOptionsMaxWidth(34)
                .setUsageHelpWidth(110);
    }
}
