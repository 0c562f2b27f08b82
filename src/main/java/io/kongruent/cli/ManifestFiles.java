package io.kongruent.cli;

import io.kongruent.snapshot.Manifests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads manifests from files, folders and streams. Nothing here throws: what can't be read is a diagnostic. */
public final class ManifestFiles {

    /** Stands for standard input among paths. */
    public static final Path STDIN = Path.of("-");

    private static final List<String> EXTENSIONS = List.of(".yaml", ".yml", ".json");

    private ManifestFiles() {}

    /** Reads files, and folders with everything in them that {@link #list} names. */
    public static Manifests read(List<Path> paths) {
        return read(paths, InputStream.nullInputStream());
    }

    /** As {@link #read(List)}, {@code -} being what {@code stdin} gives. */
    static Manifests read(List<Path> paths, InputStream stdin) {
        List<Manifests> parts = new ArrayList<>();
        for (Path path : paths) {
            try {
                if (path.equals(STDIN)) {
                    parts.add(decode("standard input", stdin.readAllBytes()));
                    continue;
                }
                for (Path file : list(path)) {
                    parts.add(readFile(file));
                }
            } catch (IOException e) {
                parts.add(Manifests.unreadable(path.toString(), why(e)));
            }
        }
        return Manifests.merge(parts);
    }

    /** Reads one file. */
    public static Manifests readFile(Path file) {
        try {
            return decode(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            return Manifests.unreadable(file.toString(), why(e));
        }
    }

    /**
     * The files that {@code path} stands for: itself, or what a folder holds at any depth with the ending .yaml, .yml or .json, by name. Names that begin with a
     * dot are left out; links are followed.
     */
    public static List<Path> list(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> walk = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(p -> !hidden(path.relativize(p)))
                    .filter(p -> EXTENSIONS.stream().anyMatch(p.toString()::endsWith))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What is wrong, for people. */
    static String why(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no such file or folder";
            case AccessDeniedException denied -> "no permission to read it";
            case FileSystemLoopException loop -> "a link in it leads back to a folder around it";
            default -> "can't be read: " + e.getMessage();
        };
    }

    private static boolean hidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static Manifests decode(String file, byte[] bytes) {
        try {
            return Manifests.parse(
                    file,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            return Manifests.unreadable(file, "not UTF-8 text");
        }
    }
}
