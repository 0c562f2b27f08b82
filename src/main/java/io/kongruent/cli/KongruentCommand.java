package io.kongruent.cli;

import io.quarkus.picocli.runtime.annotations.TopCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code kongruent}. */
@TopCommand
@Command(
        name = "kongruent",
        description = "A Kubernetes Gateway API controller for the free Kong Gateway.",
        subcommands = {
            RunCommand.class,
            ValidateCommand.class,
            TranslateCommand.class,
            ExplainCommand.class,
            DemoCommand.class,
            GatewayCommand.class,
            DiffCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            VersionCommand.class,
            HelpCommand.class
        },
        versionProvider = VersionCommand.Provider.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  kongruent run --source dir:manifests --data-plane embedded",
            "  kongruent validate manifests/                what is wrong, with file, line and column",
            "  kongruent translate manifests/ -o deck       what Kong gets",
            "  kongruent explain manifests/ --request 'GET https://shop.example.com/cart'",
            "  kongruent diff before/ after/                what a change does",
            "  kongruent status                             what a cluster says of its Gateways and routes",
            "  kongruent doctor http://127.0.0.1:8001       what a Kong can't do, and which setting is missing",
            "",
            "Exit codes: 0 all well, 1 findings or differences, 2 wrong usage or unreadable input,",
            "3 a defect of Kongruent. 'kongruent COMMAND --help' tells more."
        })
final class KongruentCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    boolean version;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
