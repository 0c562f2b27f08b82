package io.kongruent.cli.folder;

import io.kongruent.snapshot.Diagnostic;
import io.kongruent.snapshot.Manifests;
import java.nio.file.Path;
import java.util.List;

/**
 * What a folder holds.
 *
 * @param manifests the objects that count, and everything to say of the files
 * @param changed the files that came, went or have other content since the last reading, relative to the folder
 * @param told problems that weren't there at the last reading
 * @param kept files whose newest version isn't used, or not wholly, so that an older one still counts
 */
public record Reading(Manifests manifests, List<Path> changed, List<Diagnostic> told, List<Path> kept) {
    public Reading {
        changed = List.copyOf(changed);
        told = List.copyOf(told);
        kept = List.copyOf(kept);
    }
}
