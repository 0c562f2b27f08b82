package io.kongruent.cli;

import io.kongruent.cli.print.Style;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command writes, and whether in colours. */
record Output(PrintWriter out, PrintWriter err, Style style) {

    static Output of(CommandSpec spec) {
        Ansi ansi = spec.commandLine().getColorScheme().ansi();
        return new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), new Style(ansi.enabled()));
    }

    Inputs inputs() {
        return new Inputs(err, style);
    }

    void text(String text) {
        out.print(text.endsWith("\n") ? text : text + "\n");
        out.flush();
    }

    void lines(Iterable<String> lines) {
        lines.forEach(out::println);
        out.flush();
    }
}
