package io.kongruent.realinput;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The Gateway API's Go modules, taken from the Go module proxy once and kept in Go's own cache. A machine without Go fails here, it never skips. */
public final class GatewayApiModule {

    /** The version that the project is built and tested on. */
    public static final String VERSION = "v1.6.3";

    /** The newest that is known: it may be installed where a cluster is ahead of the project. */
    private static final String NEWER = "v1.7.0";

    private static final Map<String, Path> FOUND = new ConcurrentHashMap<>();

    private GatewayApiModule() {}

    /** The folder of {@code sigs.k8s.io/gateway-api}: CRDs and examples. */
    public static Path api() {
        return found("sigs.k8s.io/gateway-api@" + VERSION);
    }

    /** The CRDs of the experimental channel of a newer version, which may ask for a newer Go than there is: they are taken out of the module's archive. */
    public static Path newerDefinitions() {
        return FOUND.computeIfAbsent("newer definitions", any -> {
            String module = "sigs.k8s.io/gateway-api@" + NEWER;
            JsonNode answer = ask(module);
            String folder = module + "/config/crd/experimental/";
            try (ZipFile zip = new ZipFile(answer.path("Zip").asText())) {
                Path target = Files.createTempDirectory("newer-crds");
                for (ZipEntry entry :
                        zip.stream().filter(e -> e.getName().startsWith(folder)).toList()) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, target.resolve(entry.getName().substring(folder.length())));
                    }
                }
                return target;
            } catch (IOException e) {
                throw new IllegalStateException("go mod download " + module + ": " + answer, e);
            }
        });
    }

    /** The folder of the conformance suite. */
    public static Path conformance() {
        return found("sigs.k8s.io/gateway-api/conformance@" + VERSION);
    }

    private static Path found(String module) {
        return FOUND.computeIfAbsent(module, GatewayApiModule::download);
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
        JsonNode answer = ask(module);
        if (!answer.hasNonNull("Dir")) {
            throw new IllegalStateException("go mod download " + module
                    + " failed; these tests need Go and its module proxy (GOPROXY): " + answer);
        }
        return Path.of(answer.get("Dir").asText());
    }

    private static JsonNode ask(String module) {
        String go = Files.isExecutable(Path.of("/usr/local/go/bin/go")) ? "/usr/local/go/bin/go" : "go";
        try {
            // a folder that is part of no module
            Path folder = Files.createTempDirectory("gateway-api");
            Process process = new ProcessBuilder(go, "mod", "download", "-json", module)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            JsonNode answer = new ObjectMapper().readTree(process.getInputStream());
            process.waitFor();
            Files.delete(folder);
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException("these tests need Go on the PATH, to fetch the Gateway API's module", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
