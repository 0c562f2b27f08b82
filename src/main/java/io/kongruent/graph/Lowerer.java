package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.snapshot.Snapshot;
import java.util.List;

/**
 * Turns one kind of object into what the graph speaks of. Implementations are pure, total (any object that the API server would accept gives a result, never
 * an exception) and look at nothing but the one object, so a result may be kept by uid and resourceVersion.
 *
 * @param <T> the kind
 * @param <R> what it becomes
 */
public interface Lowerer<T extends HasMetadata, R> {

    Class<T> kind();

    R lower(T object);

    /** What becomes of every object of the kind, by namespace and name. */
    default List<R> all(Snapshot snapshot) {
        return snapshot.all(kind()).stream().map(this::lower).toList();
    }
}
