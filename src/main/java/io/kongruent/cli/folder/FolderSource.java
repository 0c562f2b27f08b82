package io.kongruent.cli.folder;

import io.kongruent.engine.Source;
import io.kongruent.graph.Graph;
import io.kongruent.ports.Changes;
import io.kongruent.push.Outcome;
import io.kongruent.snapshot.Snapshot;
import io.kongruent.verdict.Verdicts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A watched folder as the source of objects. Statuses go nowhere: who runs the controller hears of them from its engine. */
public final class FolderSource implements Source {

    private final Folder folder;
    private final Consumer<Reading> told;
    private volatile Snapshot snapshot = Snapshot.of(List.of());
    private @Nullable FolderWatch watch;

    /**
     * @param told hears of every reading in which something has changed, before the engine does; on the thread that reads
     */
    public FolderSource(Path root, Consumer<Reading> told) {
        this.folder = new Folder(root);
        this.told = told;
    }

    /**
     * {@inheritDoc} Everything is read when this returns.
     *
     * @throws UncheckedIOException when the folder can't be watched
     */
    @Override
    public void start(Changes changes) {
        Optional<Reading> first = folder.read();
        first.ifPresent(this::take);
        changes.changed();
        try {
            watch = FolderWatch.start(
                    folder.root(),
                    () -> folder.read().ifPresent(reading -> {
                        take(reading);
                        changes.changed();
                    }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(Reading reading) {
        snapshot = reading.manifests().snapshot();
        told.accept(reading);
    }

    @Override
    public Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public void verdicts(Graph graph, List<Outcome> outcomes, Verdicts verdicts) {
        // There is nowhere to write a status to.
    }

    @Override
    public void close() {
        FolderWatch watching = watch;
        if (watching != null) {
            watching.close();
        }
    }
}
