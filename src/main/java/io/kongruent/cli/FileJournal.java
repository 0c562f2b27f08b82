package io.kongruent.cli;

import io.kongruent.cli.folder.Reading;
import io.kongruent.operate.Journal;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Tells what is wrong with the files of a watched folder, when it is news. Not for use by several threads. */
final class FileJournal implements Consumer<Reading> {

    private final Journal.Pen pen;
    private Set<Path> kept = Set.of();

    FileJournal(Journal.Pen pen) {
        this.pen = pen;
    }

    @Override
    public void accept(Reading reading) {
        reading.told().forEach(d -> pen.warn(d.text()));
        Set<Path> now = new HashSet<>(reading.kept());
        now.stream()
                .filter(file -> !kept.contains(file))
                .sorted()
                .forEach(file -> pen.warn(file + ": its last good version counts until it is repaired"));
        kept.stream()
                .filter(file -> !now.contains(file))
                .sorted()
                .forEach(file -> pen.note(file + ": counts again as it is"));
        kept = now;
    }
}
