package io.kongruent.cluster;

import io.kongruent.realinput.GatewayApiModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The CustomResourceDefinitions of the Gateway API, as its module carries them, into an API server. */
final class Crds {

    private Crds() {}

    /** All of the experimental channel, of the version that the project is built on. */
    static void experimental(ApiServer server) {
        install(server, GatewayApiModule.api().resolve("config/crd/experimental"));
    }

    static void standard(ApiServer server) {
        install(server, GatewayApiModule.api().resolve("config/crd/standard"));
    }

    /** All that a folder has and the kind of our own, but its admission policy, which refuses steps back. */
    static void install(ApiServer server, Path folder) {
        List<String> arguments = new ArrayList<>(List.of("apply", "--server-side", "--force-conflicts"));
        GatewayApiModule.files(folder, ".yaml").stream()
                .filter(file -> file.getFileName().toString().contains("k8s.io_")
                        && !file.getFileName().toString().contains("vap_"))
                .forEach(file -> arguments.addAll(List.of("-f", file.toString())));
        arguments.addAll(List.of("-f", "deploy/base/crd-gatewayparameters.yaml"));
        kubectl(server, arguments);
        established(server);
    }

    /** One that a test has written. */
    static void text(ApiServer server, String yaml) {
        try {
            Path file = Files.createTempFile("crd", ".yaml");
            Files.writeString(file, yaml);
            kubectl(server, List.of("apply", "--server-side", "--force-conflicts", "-f", file.toString()));
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        established(server);
    }

    private static void established(ApiServer server) {
        // A definition that has no condition yet is an error to kubectl, not something to wait for.
        Lab.eventually(
                () -> kubectl(server, List.of("wait", "--for=condition=Established", "crd", "--all", "--timeout=30s")));
    }

    /** What kubectl prints. */
    static String kubectl(ApiServer server, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Programs.folder().resolve("kubectl").toString());
        command.add("--kubeconfig=" + server.kubeconfig());
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("kubectl " + String.join(" ", arguments) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
