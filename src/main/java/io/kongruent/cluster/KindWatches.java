package io.kongruent.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.kongruent.kinds.Edge;
import io.kongruent.kinds.Kind;
import io.kongruent.kinds.Kinds;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Snapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The kinds of the Gateway API that the cluster has, each watched from when it is there until it is gone. Thread-safe. */
final class KindWatches implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KindWatches.class);

    private final Edge edge;
    private final KubernetesClient client;
    private final ServedVersions versions;
    private final Map<String, Watched> watched = new HashMap<>();
    private final Set<String> saidMissing = new HashSet<>();
    private boolean closed;

    private record Watched(String version, KindWatch<?> watch) {}

    KindWatches(Edge edge, KubernetesClient client, ServedVersions versions) {
        this.edge = edge;
        this.client = client;
        this.versions = versions;
    }

    /** Watches what there is now, and no more what is gone. */
    synchronized void follow(Definitions definitions) {
        if (closed) {
            return;
        }
        for (Kind<?> kind : Kinds.ALL) {
            Optional<String> version = definitions.version(kind);
            Watched before = watched.get(kind.name());
            if (version.isEmpty()) {
                gone(kind, before, definitions);
            } else if (before == null || !before.version.equals(version.get())) {
                there(kind, version.get(), before);
            }
        }
    }

    private void gone(Kind<?> kind, @Nullable Watched before, Definitions definitions) {
        if (before != null) {
            watched.remove(kind.name());
            before.watch.close();
        }
        if (!definitions.isForbidden(kind) && saidMissing.add(kind.name())) {
            LOG.logf(
                    kind.isExperiment() ? Logger.Level.DEBUG : Logger.Level.WARN,
                    "The cluster has no %s in a version that is understood (%s); watching for it",
                    kind.name(),
                    String.join(", ", kind.versions()));
        }
    }

    private void there(Kind<?> kind, String version, @Nullable Watched before) {
        versions.serve(kind.plural(), version);
        saidMissing.remove(kind.name());
        LOG.infof("Watching %s %s", kind.plural(), version);
        // A watch outlives a change of version: it goes to the new one when the old one ends.
        KindWatch<?> watch = before == null ? KindWatch.start(kind, edge, client) : before.watch;
        watched.put(kind.name(), new Watched(version, watch));
    }

    /** Done when all objects of the kinds that are watched now have been seen, but for kinds that may not be and that can be done without. */
    CompletableFuture<Void> answered() {
        return CompletableFuture.allOf(now().stream().map(KindWatch::answered).toArray(CompletableFuture<?>[]::new));
    }

    /** Takes note that a kind may not be watched. */
    void forbidden(String plural) {
        for (Kind<?> kind : Kinds.ALL) {
            if (kind.plural().equals(plural)) {
                Watched of;
                synchronized (this) {
                    of = watched.get(kind.name());
                }
                if (of != null) {
                    of.watch.forbidden();
                }
            }
        }
    }

    /** Whether a kind that the cluster has may not be watched. */
    synchronized boolean isForbidden(Kind<?> kind) {
        Watched of = watched.get(kind.name());
        return of != null && of.watch.isForbidden();
    }

    void addTo(Snapshot.Builder builder) {
        now().forEach(watch -> watch.objects().forEach(builder::add));
    }

    /** Has an object's status looked at. */
    void nudge(Ref object) {
        Watched of;
        synchronized (this) {
            of = watched.get(object.kind());
        }
        if (of != null) {
            of.watch.nudge(object);
        }
    }

    /** Has the status of every object looked at: some may have what we wrote when they were ours. */
    void nudgeAll() {
        now().forEach(KindWatch::nudgeAll);
    }

    private synchronized List<KindWatch<?>> now() {
        return watched.values().stream().<KindWatch<?>>map(Watched::watch).toList();
    }

    @Override
    public void close() {
        List<KindWatch<?>> all = now();
        synchronized (this) {
            closed = true;
            watched.clear();
        }
        all.forEach(KindWatch::close);
    }
}
