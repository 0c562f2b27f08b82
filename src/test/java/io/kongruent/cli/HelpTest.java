package io.kongruent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Help and documents name the commands and options that there are. */
class HelpTest {

    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^|`|  )(?:bin/)?kongruent ([a-z]+)((?: [^`\n]*)?)");
    private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z][a-z-]*");

    private final CommandLine root = Main.commandLine(CommandLine.defaultFactory());

    @Test
    void everyCommandHasHelpWithoutUnknownNames() {
        for (CommandLine command : root.getSubcommands().values()) {
            if (!command.getCommandName().equals("help")) {
                CommandLineRun run = CommandLineRun.of(command.getCommandName(), "--help");
                assertThat(run.code()).isZero();
                namesOnlyWhatIsThere(command.getCommandName() + " --help", run.out());
            }
        }
        namesOnlyWhatIsThere("--help", CommandLineRun.of("--help").out());
    }

    @Test
    void documentsNameWhatIsThere() throws IOException {
        for (String document : List.of("README.md", "docs/cli.md", "docs/README.md", "CONTRIBUTING.md")) {
            namesOnlyWhatIsThere(document, Files.readString(Path.of(document)));
        }
    }

    @Test
    void everyCommandAndOptionIsDocumented() throws IOException {
        String documentation = Files.readString(Path.of("docs/cli.md"));
        Set<String> options = new TreeSet<>();
        for (CommandLine command : root.getSubcommands().values()) {
            if (!command.getCommandName().equals("help")) {
                assertThat(documentation).contains("| `" + command.getCommandName());
                options(command).forEach(options::add);
            }
        }
        options.removeAll(Set.of("--help", "--version"));
        assertThat(options).allSatisfy(option -> assertThat(documentation).contains(option));
    }

    private static Stream<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .flatMap(option -> Stream.of(option.names()))
                .filter(name -> name.startsWith("--"));
    }

    private void namesOnlyWhatIsThere(String where, String text) {
        Matcher command = COMMAND.matcher(text);
        while (command.find()) {
            Map<String, CommandLine> commands = root.getSubcommands();
            assertThat(commands.keySet()).as(where).contains(command.group(1));
            List<String> known = commands.entrySet().stream()
                    .filter(entry -> entry.getKey().equals(command.group(1)))
                    .flatMap(entry -> options(entry.getValue()))
                    .toList();
            Matcher option = OPTION.matcher(command.group(2));
            while (option.find()) {
                assertThat(known).as("%s: %s", where, command.group()).contains(option.group());
            }
        }
    }
}
