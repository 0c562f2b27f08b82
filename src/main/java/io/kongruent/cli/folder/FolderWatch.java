package io.kongruent.cli.folder;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Calls back whenever something in a folder may have changed: at once where the file system tells it, and every half second in any case, since links, network
 * file systems and mounted ConfigMaps tell nothing. One call at a time, on a thread of its own.
 */
public final class FolderWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(FolderWatch.class);
    private static final long POLL_MILLIS = 500;

    private final Path root;
    private final Runnable changed;
    private final WatchService service;
    private final Set<Path> watched = new HashSet<>();
    private final Thread thread;
    private volatile boolean closed;

    private FolderWatch(Path root, Runnable changed) throws IOException {
        this.root = root;
        this.changed = changed;
        this.service = root.getFileSystem().newWatchService();
        register();
        this.thread = Thread.ofPlatform().daemon().name("watch " + root).unstarted(this::run);
    }

    /** Watches {@code root} until closed. */
    public static FolderWatch start(Path root, Runnable changed) throws IOException {
        FolderWatch watch = new FolderWatch(root, changed);
        watch.thread.start();
        return watch;
    }

    private void run() {
        while (!closed) {
            try {
                WatchKey key = service.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                while (key != null) {
                    key.pollEvents();
                    if (!key.reset()) {
                        watched.clear();
                    }
                    key = service.poll();
                }
                register();
                changed.run();
            } catch (InterruptedException | java.nio.file.ClosedWatchServiceException e) {
                return;
            } catch (RuntimeException e) {
                LOG.errorf(e, "Reading %s failed", root);
            }
        }
    }

    /** Folders that have come are watched too. */
    private void register() {
        try (Stream<Path> walk = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> folders = walk.filter(Files::isDirectory)
                    .filter(p ->
                            p.equals(root) || !root.relativize(p).toString().startsWith("."))
                    .toList();
            watched.retainAll(folders);
            for (Path folder : folders) {
                if (watched.add(folder)) {
                    folder.register(
                            service,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
                }
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            // The next look tries again; until then polling finds what has changed.
            LOG.debugf(e, "Watching %s", root);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            service.close();
        } catch (IOException e) {
            LOG.debugf(e, "Ending the watch of %s", root);
        }
    }
}
