package io.kongruent.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The programs of a cluster: {@code cluster/build} says where they are, and builds them where they aren't. */
final class Programs {

    private static final class Built {
        static final Path FOLDER = build();
    }

    private Programs() {}

    static String etcd() {
        return Built.FOLDER.resolve("etcd").toString();
    }

    static String apiServer() {
        return Built.FOLDER.resolve("kube-apiserver").toString();
    }

    /** Where they all are. */
    static Path folder() {
        return Built.FOLDER;
    }

    private static Path build() {
        try {
            Process process = new ProcessBuilder(
                            Path.of("cluster", "build").toAbsolutePath().toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("cluster/build failed; it says why on standard error");
            }
            return Path.of(said);
        } catch (IOException e) {
            throw new IllegalStateException("cluster/build can't be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
