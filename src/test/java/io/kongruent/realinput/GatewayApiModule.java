package io.kongruent.realinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The Gateway API's Go modules, taken from the Go module proxy once and kept in Go's own cache. A machine without Go fails here, it never skips. */
public final class GatewayApiModule {

    /** The version that the project is built and tested on. */
    public static final String VERSION = "v1.6.3";

    private static final Map<String, Path> FOUND = new ConcurrentHashMap<>();

    private GatewayApiModule() {}

    /** The folder of {@code sigs.k8s.io/gateway-api}: CRDs and examples. */
    public static Path api() {
        return FOUND.computeIfAbsent("sigs.k8s.io/gateway-api", GatewayApiModule::download);
    }

    /** The folder of the conformance suite. */
    public static Path conformance() {
        return FOUND.computeIfAbsent("sigs.k8s.io/gateway-api/conformance", GatewayApiModule::download);
    }

    /** The YAML files below {@code folder}, in order. */
    public static List<Path> manifests(Path folder) {
        return files(folder, ".yaml");
    }

    /** The files below {@code folder} whose names end like this, in order. */
    public static List<Path> files(Path folder, String end) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(end)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a file says. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path download(String module) {
        String go = Files.isExecutable(Path.of("/usr/local/go/bin/go")) ? "/usr/local/go/bin/go" : "go";
        try {
            Process process = new ProcessBuilder(go, "mod", "download", "-json", module + "@" + VERSION)
                    .directory(Files.createTempDirectory("gateway-api").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            JsonNode answer = new ObjectMapper().readTree(out);
            if (code != 0 || !answer.hasNonNull("Dir")) {
                throw new IllegalStateException("go mod download " + module + "@" + VERSION
                        + " failed; these tests need Go and its module proxy (GOPROXY): " + out);
            }
            return Path.of(answer.get("Dir").asText());
        } catch (IOException e) {
            throw new IllegalStateException("these tests need Go on the PATH, to fetch the Gateway API's module", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
