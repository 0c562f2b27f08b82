package io.kongruent.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.kongruent.model.Declared;
import io.kongruent.model.Ref;
import io.kongruent.verdict.Verdicts.Verdict;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The two edges of one kind: its objects' changes go in, their statuses come out. Reconciling an object means to write the newest verdict on it where its
 * status says something else; nothing is decided here. Every kind's own class adds its name and what is special about it.
 */
public abstract class KindReconciler<T extends HasMetadata> implements Reconciler<T> {

    /** How often a write is tried again at once when others write to the object at the same time. */
    private static final int CONFLICTS = 5;

    private static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("kongruent")
            .build();

    private final Edge edge;
    private final String kind;
    private final String group;
    private final @Nullable StatusWriter<T> status;
    private final Ears<T> ears;
    private final Pace pace = new Pace();

    /** What this thread has just reconciled for the last time. */
    private final ThreadLocal<@Nullable ResourceID> ended = new ThreadLocal<>();

    /** What the API server last answered to our writes: may be newer than the cache. */
    private final Map<ResourceID, T> written = new ConcurrentHashMap<>();

    private volatile @Nullable IndexerResourceCache<T> cache;

    /** @param status null for a kind without one */
    protected KindReconciler(Class<T> type, @Nullable StatusWriter<T> status, Edge edge) {
        this.kind = type.getSimpleName();
        this.group = HasMetadata.getGroup(type);
        this.status = status;
        this.edge = edge;
        this.ears = new Ears<>(edge.changes(), this::forget);
    }

    /** The objects seen now, as they are in the cache: shared, never to be changed. */
    public final Stream<T> objects() {
        IndexerResourceCache<T> seen = cache;
        return seen == null ? Stream.empty() : seen.list();
    }

    /** Has an object looked at again. */
    public final void nudge(Ref object) {
        nudge(new ResourceID(object.name(), object.namespace().isEmpty() ? null : object.namespace()));
    }

    private void nudge(ResourceID object) {
        IndexerResourceCache<T> seen = cache;
        if (seen != null) {
            seen.get(object).ifPresent(ears::again);
        }
    }

    /** Has every object looked at again. */
    public final void nudgeAll() {
        objects().forEach(ears::again);
    }

    /**
     * To be called by each thread of the operator when it is done with what it had to do. With an object that is gone the operator forgets what it has heard
     * meanwhile of a new one of the same name.
     */
    public final void afterwards() {
        ResourceID gone = ended.get();
        if (gone != null) {
            ended.remove();
            nudge(gone);
        }
    }

    /** The finalizers that an object of ours shall have. */
    protected List<String> finalizers(T current, Desk desk) {
        return current.getMetadata().getFinalizers();
    }

    /** How long to wait for more to come before one status is replaced by another; zero: not at all. */
    protected Duration quiet(JsonNode before, JsonNode after) {
        return Duration.ZERO;
    }

    @Override
    public final List<EventSource<?, T>> prepareEventSources(EventSourceContext<T> context) {
        cache = context.getPrimaryCache();
        return List.of(ears);
    }

    @Override
    public final UpdateControl<T> reconcile(T seen, Context<T> context) {
        if (context.isPrimaryResourceDeleted()) {
            // The last time that it is looked at: what was written while it went is forgotten too.
            forget(seen);
            ended.set(ResourceID.fromResource(seen));
        }
        if (status == null || context.isPrimaryResourceDeleted() || !edge.desk().isOpen()) {
            return UpdateControl.noUpdate();
        }
        ResourceID id = ResourceID.fromResource(seen);
        try {
            Optional<Duration> again = settle(newest(id, seen), status, context.getClient());
            pace.succeeded(id);
            return again.map(UpdateControl.<T>noUpdate()::rescheduleAfter).orElseGet(UpdateControl::noUpdate);
        } catch (KubernetesClientException e) {
            int failures = pace.failed(id);
            edge.desk().failed(ref(seen), failures, e);
            return UpdateControl.<T>noUpdate().rescheduleAfter(Pace.afterFailures(failures));
        }
    }

    private Optional<Duration> settle(T seen, StatusWriter<T> writer, KubernetesClient client) {
        T current = seen;
        for (int conflicts = 0; ; conflicts++) {
            try {
                return write(current, writer, client);
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                    return Optional.empty();
                }
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || conflicts == CONFLICTS) {
                    throw e;
                }
            }
            T fresh = client.resource(current).get();
            if (fresh == null || !sameUid(fresh, current)) {
                return Optional.empty();
            }
            current = fresh;
        }
    }

    /** Writes what is due; how long to wait where it may wait. */
    private Optional<Duration> write(T seen, StatusWriter<T> writer, KubernetesClient client) {
        T current = seen;
        Verdict verdict = edge.desk().verdict(ref(current)).orElse(null);
        if (verdict != null) {
            List<String> finalizers = finalizers(current, edge.desk());
            if (!finalizers.equals(current.getMetadata().getFinalizers())) {
                current = remember(client.resource(current).patch(MERGE, Patches.finalizers(current, finalizers)));
            }
        }
        Instant now = edge.clock().instant();
        ResourceID id = ResourceID.fromResource(current);
        Optional<T> next = next(current, verdict, writer, now);
        if (next.isEmpty()) {
            pace.settled(id);
            return Optional.empty();
        }
        KubernetesSerialization json = client.getKubernetesSerialization();
        JsonNode before = Patches.status(current, json);
        JsonNode after = Patches.status(next.get(), json);
        if (verdict != null) {
            Optional<Duration> wait = pace.wait(id, verdict, now, quiet(before, after));
            if (wait.isPresent()) {
                return wait;
            }
        }
        remember(client.resource(current).subresource("status").patch(MERGE, Patches.status(current, before, after)));
        pace.wrote(id, now);
        return Optional.empty();
    }

    private Optional<T> next(T current, @Nullable Verdict verdict, StatusWriter<T> writer, Instant now) {
        if (verdict == null) {
            return writer.withoutStatus(current, edge.controllerName());
        }
        boolean about = verdict.meta().uid().equals(current.getMetadata().getUid())
                && Objects.equals(
                        verdict.meta().generation(), current.getMetadata().getGeneration());
        // A verdict on another version of the object: the one on this version is under way, or the cache is behind.
        return about ? writer.withStatus(current, verdict, edge.controllerName(), now) : Optional.empty();
    }

    private T remember(T answer) {
        written.put(ResourceID.fromResource(answer), answer);
        edge.desk().wrote(ref(answer));
        return answer;
    }

    /** The cached object, or what was written since it was cached. */
    private T newest(ResourceID id, T seen) {
        T mine = written.get(id);
        if (mine == null) {
            return seen;
        }
        if (sameUid(mine, seen) && version(mine) > version(seen)) {
            return mine;
        }
        written.remove(id);
        return seen;
    }

    private void forget(T deleted) {
        ResourceID id = ResourceID.fromResource(deleted);
        written.remove(id);
        pace.forget(id);
    }

    private Ref ref(T object) {
        return new Ref(
                group,
                kind,
                Declared.text(object.getMetadata().getNamespace()),
                object.getMetadata().getName());
    }

    private static boolean sameUid(HasMetadata a, HasMetadata b) {
        return Objects.equals(a.getMetadata().getUid(), b.getMetadata().getUid());
    }

    /** Resource versions of one kind are comparable numbers since Kubernetes 1.35, and always have been in fact. */
    private static long version(HasMetadata object) {
        try {
            return Long.parseLong(object.getMetadata().getResourceVersion());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
