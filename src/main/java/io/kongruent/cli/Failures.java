package io.kongruent.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How errors are told: one message and the next step, never a stack trace, unless KONGRUENT_DEBUG asks for it. */
final class Failures {

    private Failures() {}

    static CommandLine handledBy(CommandLine commandLine) {
        return commandLine
                .setParameterExceptionHandler(Failures::usage)
                .setExecutionExceptionHandler(Failures::execution);
    }

    private static int usage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        CommandLine.Help.ColorScheme colors = command.getColorScheme();
        err.println(colors.errorText("kongruent: " + e.getMessage()));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCodes.USAGE;
    }

    private static int execution(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        CommandLine.Help.ColorScheme colors = command.getColorScheme();
        if (e instanceof Failure failure) {
            err.println(colors.errorText("kongruent: " + failure.getMessage()));
            if (!failure.next().isEmpty()) {
                err.println(failure.next());
            }
            return ExitCodes.USAGE;
        }
        err.println(colors.errorText("kongruent: this is a defect of Kongruent: " + e));
        if (System.getenv("KONGRUENT_DEBUG") == null) {
            err.println("Please report it with the input; KONGRUENT_DEBUG=1 shows where it happened.");
        } else {
            e.printStackTrace(err);
        }
        return ExitCodes.INTERNAL;
    }
}
