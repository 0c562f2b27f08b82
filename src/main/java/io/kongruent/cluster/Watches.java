package io.kongruent.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One plain informer that never gives up. Tells of changes in what is kept of its objects, and of nothing else. Thread-safe. */
final class Watches<T extends HasMetadata> implements AutoCloseable {

    private final SharedIndexInformer<T> informer;
    private final CompletableFuture<Void> synced;

    /**
     * Begins to watch.
     *
     * @param trim what is kept of an object as it arrives
     * @param content what of an object counts as a change when it differs
     */
    Watches(Informable<T> resources, UnaryOperator<T> trim, Function<T, Object> content, Runnable changed) {
        informer = resources.runnableInformer(0);
        informer.itemStore(new Trimmed<>(trim));
        informer.exceptionHandler((started, reason) -> true);
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(T object) {
                changed.run();
            }

            @Override
            public void onUpdate(T before, T now) {
                if (!content.apply(before).equals(content.apply(now))) {
                    changed.run();
                }
            }

            @Override
            public void onDelete(T object, boolean deletedFinalStateUnknown) {
                changed.run();
            }
        });
        synced = informer.start().toCompletableFuture();
        // First done, then told: who is told looks whether it is done.
        var unused = synced.thenRun(changed);
    }

    /** Done when everything that there is has been seen. */
    CompletableFuture<Void> synced() {
        return synced;
    }

    Stream<T> objects() {
        return informer.getStore().list().stream();
    }

    /** @param key namespace, a slash and the name */
    Optional<HasMetadata> object(String key) {
        return Optional.ofNullable(informer.getStore().getByKey(key));
    }

    @Override
    public void close() {
        informer.stop();
    }
}
