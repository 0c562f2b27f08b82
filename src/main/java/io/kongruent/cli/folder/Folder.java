package io.kongruent.cli.folder;

import io.kongruent.cli.ManifestFiles;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Diagnostic;
import io.kongruent.snapshot.Diagnostic.Position;
import io.kongruent.snapshot.Diagnostic.Severity;
import io.kongruent.snapshot.Manifests;
import io.kongruent.snapshot.Manifests.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A folder of manifests, read again and again. Only files that have changed are read. What can't be used keeps its last good version: all of a file that
 * isn't YAML, or a single object with wrong types, as an API server would keep the object that it has. Not for use by several threads.
 */
public final class Folder {

    /** A file as it was read. */
    private record File(Stamp stamp, Manifests last, List<Loaded> good, boolean kept) {
        /** Whether it has just been found empty: then it may be one that is being written. The next look believes it. */
        boolean isSuspect() {
            return stamp.size == 0 && kept;
        }
    }

    /** What tells that a file has changed, without reading it. */
    private record Stamp(FileTime time, long size, @Nullable Object key) {}

    private final Path root;
    private final Map<Path, File> files = new TreeMap<>();
    private Set<Diagnostic> known = Set.of();

    public Folder(Path root) {
        this.root = root;
    }

    public Path root() {
        return root;
    }

    /** The folder as it is now; empty when no file has changed since the last reading. */
    public Optional<Reading> read() {
        List<Path> now;
        try {
            if (!Files.exists(root)) {
                throw new NoSuchFileException(root.toString());
            }
            now = ManifestFiles.list(root);
        } catch (IOException e) {
            return gone(e);
        }
        List<Path> changed = new ArrayList<>();
        for (Path path : now) {
            Optional<Stamp> stamp = stamp(path);
            File before = files.get(path);
            if (stamp.isPresent() && (before == null || before.isSuspect() || !before.stamp.equals(stamp.get()))) {
                files.put(path, read(path, stamp.get(), before));
                changed.add(root.relativize(path));
            }
        }
        Set<Path> there = new HashSet<>(now);
        for (Path path : List.copyOf(files.keySet())) {
            if (!there.contains(path)) {
                files.remove(path);
                changed.add(root.relativize(path));
            }
        }
        return changed.isEmpty() ? Optional.empty() : Optional.of(reading(changed));
    }

    private Reading reading(List<Path> changed) {
        List<Manifests> parts = new ArrayList<>();
        List<Path> kept = new ArrayList<>();
        files.forEach((path, file) -> {
            parts.add(new Manifests(file.good, file.last.diagnostics()));
            if (file.kept) {
                kept.add(root.relativize(path));
            }
        });
        Manifests merged = Manifests.merge(parts);
        List<Diagnostic> told = merged.diagnostics().stream()
                .filter(d -> d.severity() != Severity.NOTE && !known.contains(d))
                .toList();
        known = Set.copyOf(merged.diagnostics());
        return new Reading(merged, changed, told, kept);
    }

    private static File read(Path path, Stamp stamp, @Nullable File before) {
        Manifests last = ManifestFiles.readFile(path);
        List<Loaded> old = before == null ? List.of() : before.good;
        if (old.isEmpty()) {
            return new File(stamp, last, last.objects(), false);
        }
        boolean suspect = stamp.size == 0 && before != null && !before.isSuspect();
        if (suspect || last.has(Severity.UNREADABLE)) {
            return new File(stamp, last, old, true);
        }
        Set<Ref> broken = new HashSet<>();
        last.diagnostics().stream()
                .filter(d -> d.severity() == Severity.ERROR)
                .forEach(d -> d.object().ifPresent(broken::add));
        Map<Ref, Loaded> good = new LinkedHashMap<>();
        boolean kept = false;
        for (Loaded object : old) {
            if (broken.contains(object.ref())) {
                good.put(object.ref(), object);
                kept = true;
            }
        }
        last.objects().forEach(o -> good.put(o.ref(), o));
        return new File(stamp, last, List.copyOf(good.values()), kept);
    }

    private static Optional<Stamp> stamp(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.of(new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The folder itself can't be read: everything stays as it was, and that is told once. */
    private Optional<Reading> gone(IOException e) {
        Diagnostic problem = new Diagnostic(
                Severity.UNREADABLE,
                Position.of(root.toString()),
                Optional.empty(),
                "",
                "can't be read: " + e.getMessage());
        if (known.contains(problem)) {
            return Optional.empty();
        }
        Reading reading = reading(List.of());
        known = Set.of(problem);
        return Optional.of(new Reading(reading.manifests(), List.of(), List.of(problem), List.copyOf(files.keySet())));
    }
}
