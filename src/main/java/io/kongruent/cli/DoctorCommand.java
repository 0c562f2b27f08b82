package io.kongruent.cli;

import io.kongruent.cli.doctor.Doctor;
import io.kongruent.cli.doctor.Examination;
import io.kongruent.cli.doctor.Report;
import io.kongruent.cli.offline.Shipped;
import io.kongruent.keys.Identity;
import io.kongruent.keys.Malformed;
import io.kongruent.keys.PrivateKeys;
import io.kongruent.keys.X509;
import io.kongruent.push.AdminEndpoint;
import io.kongruent.push.AdminTls;
import io.kongruent.push.RestAdmins;
import io.kongruent.settings.KongruentSettings;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kongruent doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Show what a Kong can't do for Kongruent, what that costs and which setting is missing. Nothing is changed.",
            "Without a URL: every Kong that a controller with the settings of this process would speak to."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  kongruent doctor http://127.0.0.1:8001",
            "  KONG_ADMIN_TOKEN=… kongruent doctor https://kong:8444 --ca ca.pem --cert client.pem --key client.key",
            "  kubectl exec -n kongruent-system deploy/kongruent -- /kongruent doctor",
            "",
            "Exit code 0 when nothing is lacking, 1 when something is refused or unsafe, 2 when a Kong can't be asked."
        })
final class DoctorCommand implements Callable<Integer> {

    enum Format {
        text,
        json
    }

    @Spec
    CommandSpec spec;

    @Inject
    RestAdmins admins;

    @Inject
    KongruentSettings settings;

    @Parameters(paramLabel = "URL", arity = "0..*", description = "Kong's Admin API.")
    List<String> urls = new ArrayList<>();

    @Option(
            names = {"-H", "--header"},
            paramLabel = "'NAME: VALUE'",
            description = "Sent with every request. The variable KONG_ADMIN_TOKEN is sent as Kong-Admin-Token.")
    List<String> headers = new ArrayList<>();

    @Option(names = "--ca", paramLabel = "FILE", description = "Certificates of the authorities to believe, as PEM.")
    @Nullable
    Path authorities;

    @Option(names = "--cert", paramLabel = "FILE", description = "The certificate to show, as PEM.")
    @Nullable
    Path certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "Its key, as PEM.")
    @Nullable
    Path key;

    @Option(
            names = "--server-name",
            paramLabel = "NAME",
            description = "The name in Kong's certificate, where it isn't that of the URL.")
    @Nullable
    String serverName;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    Format format = Format.text;

    @Override
    public Integer call() {
        Output output = Output.of(spec);
        List<Patients.Patient> patients =
                urls.isEmpty() ? new Patients(admins, settings).all(System.getenv()) : named();
        String shipped = Shipped.read().version();
        List<Examination> examinations = patients.stream()
                .map(p -> Doctor.examine(p.name(), p.keeper(), admins.look(p.endpoint(), p.tls()), shipped))
                .toList();
        if (format == Format.json) {
            output.text(Report.json(examinations));
        } else {
            output.lines(Report.lines(examinations, output.style()));
        }
        if (examinations.stream().anyMatch(e -> e.trouble().isPresent())) {
            return ExitCodes.USAGE;
        }
        return examinations.stream().anyMatch(Examination::isLacking) ? ExitCodes.FINDINGS : ExitCodes.OK;
    }

    private List<Patients.Patient> named() {
        Optional<String> token =
                Optional.ofNullable(System.getenv("KONG_ADMIN_TOKEN")).filter(t -> !t.isEmpty());
        Map<String, String> sent = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon <= 0) {
                throw new Failure("--header is no header: it has no colon", "Write it as 'Name: value'.");
            }
            sent.put(
                    header.substring(0, colon).strip(),
                    header.substring(colon + 1).strip());
        }
        Optional<Identity> identity = identity();
        Optional<List<X509Certificate>> believed =
                Optional.ofNullable(authorities).map(file -> certificates("--ca", file));
        List<Patients.Patient> patients = new ArrayList<>();
        for (String text : urls) {
            URI url = url(text);
            Optional<AdminTls> tls = url.getScheme().equals("https")
                    ? Optional.of(AdminTls.of(
                            () -> identity, () -> believed, serverName == null ? url.getHost() : serverName))
                    : Optional.empty();
            patients.add(new Patients.Patient(
                    "", Doctor.Keeper.PEOPLE, new AdminEndpoint(url, token, sent, Optional.empty()), tls));
        }
        return patients;
    }

    private Optional<Identity> identity() {
        if (certificate == null && key == null) {
            return Optional.empty();
        }
        if (certificate == null || key == null) {
            throw new Failure("--cert and --key go together", "Give both, or neither.");
        }
        try {
            return Optional.of(
                    new Identity(certificates("--cert", certificate), PrivateKeys.read(content("--key", key))));
        } catch (Malformed e) {
            throw new Failure("--key " + key + " " + e.problem(), "It has to be a private key as PEM.");
        }
    }

    private static List<X509Certificate> certificates(String option, Path file) {
        try {
            return X509.certificates(content(option, file));
        } catch (Malformed e) {
            throw new Failure(option + " " + file + " " + e.problem(), "It has to be certificates as PEM.");
        }
    }

    private static String content(String option, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Failure(option + " " + file + " can't be read", "");
        }
    }

    private static URI url(String text) {
        String whole = text.contains("://") ? text : "http://" + text;
        try {
            URI url = URI.create(whole);
            String scheme = url.getScheme();
            if (url.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new Failure(text + " is no URL", "Say http://127.0.0.1:8001.");
        }
        throw new Failure(text + " is no URL of an Admin API", "Say http://127.0.0.1:8001.");
    }
}
