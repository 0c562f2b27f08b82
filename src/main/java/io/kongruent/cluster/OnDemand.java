package io.kongruent.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.kongruent.model.Declared;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Secrets and ConfigMaps, each watched by its name for as long as something refers to it. Nothing here lists more than that one object. Thread-safe. */
final class OnDemand implements Confidential {

    /** How long a new name is waited for before what refers to it counts as pending. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final KubernetesClient client;
    private final Runnable changed;
    private final Map<Ref, Named> watched = new TreeMap<>();
    private boolean closed;

    private record Named(Watches<?> watch, long since) {}

    OnDemand(KubernetesClient client, Runnable changed) {
        this.client = client;
        this.changed = changed;
    }

    /**
     * A name that is new is waited for, shortly and once: a listener that gets another certificate keeps the old one until the new one is there. What isn't
     * among the names is watched no more.
     */
    @Override
    public void addTo(Snapshot.Builder builder, Set<Ref> refs) {
        for (Map.Entry<Ref, Named> entry : watch(refs).entrySet()) {
            if (isRead(entry.getValue())) {
                entry.getValue().watch.objects().forEach(builder::add);
            } else {
                builder.pending(entry.getKey());
            }
        }
    }

    private synchronized Map<Ref, Named> watch(Set<Ref> refs) {
        if (closed) {
            return Map.of();
        }
        watched.entrySet().removeIf(entry -> {
            boolean over = !refs.contains(entry.getKey());
            if (over) {
                entry.getValue().watch.close();
            }
            return over;
        });
        refs.forEach(ref -> watched.computeIfAbsent(ref, r -> new Named(open(r), System.nanoTime())));
        return Map.copyOf(watched);
    }

    private Watches<?> open(Ref ref) {
        return switch (ref.kind()) {
            case "Secret" ->
                new Watches<>(
                        client.secrets().inNamespace(ref.namespace()).withName(ref.name()),
                        Trims::secret,
                        s -> List.of(Declared.map(s.getData()), Declared.text(s.getType())),
                        changed);
            case "ConfigMap" ->
                new Watches<>(
                        client.configMaps().inNamespace(ref.namespace()).withName(ref.name()),
                        Trims::map,
                        m -> Declared.map(m.getData()),
                        changed);
            default -> throw new IllegalArgumentException("not read on demand: " + ref);
        };
    }

    private static boolean isRead(Named named) {
        long left = PATIENCE_NANOS - (System.nanoTime() - named.since);
        try {
            named.watch.synced().get(Math.max(0, left), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        watched.values().forEach(named -> named.watch.close());
        watched.clear();
    }
}
