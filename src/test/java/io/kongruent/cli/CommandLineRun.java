package io.kongruent.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** A command line executed in the test's process: what it printed and what it ended with. */
public record CommandLineRun(int code, String out, String err) {

    public static CommandLineRun of(String... args) {
        return withInput("", args);
    }

    /** One whose commands get what they ask for. */
    public static CommandLineRun with(CommandLine.IFactory factory, String... args) {
        return execute(factory, "", args);
    }

    static CommandLineRun withInput(String input, String... args) {
        return execute(CommandLine.defaultFactory(), input, args);
    }

    private static CommandLineRun execute(CommandLine.IFactory factory, String input, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            CommandLine commandLine = Main.commandLine(factory)
                    .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true));
            return new CommandLineRun(commandLine.execute(args), out.toString(), err.toString());
        } finally {
            System.setIn(before);
        }
    }
}
