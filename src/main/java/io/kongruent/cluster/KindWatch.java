package io.kongruent.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationService;
import io.javaoperatorsdk.operator.api.config.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.ResolvedControllerConfiguration;
import io.javaoperatorsdk.operator.api.config.informer.InformerConfiguration;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.javaoperatorsdk.operator.processing.retry.Retry;
import io.kongruent.kinds.Edge;
import io.kongruent.kinds.Kind;
import io.kongruent.kinds.KindReconciler;
import io.kongruent.kinds.Kinds;
import io.kongruent.model.Ref;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * One kind of the Gateway API while the cluster has it: an operator with its reconciler. An operator for each kind, because an operator's reconcilers are fixed
 * once it has started, and kinds come and go.
 */
final class KindWatch<T extends HasMetadata> implements AutoCloseable {

    /** For as long as it takes: the informer tries again and again. */
    private static final Duration EVER = Duration.ofDays(365);

    /** What no reconciler expects; failed writes have a pace of their own. */
    private static final Retry UNEXPECTED = new GenericRetry()
            .setInitialInterval(1_000)
            .setIntervalMultiplier(2)
            .setMaxInterval(30_000)
            .withoutMaxAttempts();

    private final KindReconciler<T> reconciler;
    private final Operator operator;
    private final Kind<T> kind;
    private final CompletableFuture<Void> synced = new CompletableFuture<>();
    private final CompletableFuture<Void> answered = new CompletableFuture<>();

    private KindWatch(Kind<T> kind, Edge edge, KubernetesClient client) {
        this.kind = kind;
        reconciler = kind.reconciler().apply(edge);
        operator = new Operator(settings -> settings.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withExecutorService(new Writers(reconciler::afterwards))
                .withStopOnInformerErrorDuringStartup(false)
                .withCacheSyncTimeout(EVER)
                .withUseSSAToPatchPrimaryResource(false)
                .withInformerStoppedHandler((informer, reason) -> {}));
        operator.register(reconciler, configuration(kind, operator.getConfigurationService()));
    }

    /** Begins to watch a kind. */
    static <T extends HasMetadata> KindWatch<T> start(Kind<T> kind, Edge edge, KubernetesClient client) {
        KindWatch<T> watch = new KindWatch<>(kind, edge, client);
        Thread.ofVirtual().name("watch " + kind.plural()).start(() -> {
            try {
                watch.operator.start();
                watch.synced.complete(null);
                watch.answered.complete(null);
                edge.changes().changed();
            } catch (RuntimeException e) {
                watch.synced.completeExceptionally(e);
                watch.answered.completeExceptionally(e);
            }
        });
        return watch;
    }

    /** Done when all objects have been seen, or may not be seen. */
    CompletableFuture<Void> answered() {
        return answered;
    }

    /** Takes note that the kind may not be watched. It isn't waited for, unless nothing can do without it; it is tried on. */
    void forbidden() {
        if (!Kinds.isEssential(kind)) {
            answered.complete(null);
        }
    }

    /** Whether one goes on without it, because it may not be watched. */
    boolean isForbidden() {
        return answered.isDone() && !synced.isDone();
    }

    /** The objects; none before all have been seen. */
    Stream<T> objects() {
        return synced.isDone() && !synced.isCompletedExceptionally() ? reconciler.objects() : Stream.empty();
    }

    void nudge(Ref object) {
        reconciler.nudge(object);
    }

    void nudgeAll() {
        reconciler.nudgeAll();
    }

    @Override
    public void close() {
        operator.stop();
    }

    private ControllerConfiguration<T> configuration(Kind<T> kind, ConfigurationService service) {
        InformerConfiguration<T> informer = InformerConfiguration.builder(kind.type())
                .withItemStore(new Trimmed<>(Trims::whole))
                .withComparableResourceVersions(false)
                .withWatchAllNamespaces()
                .buildForController();
        return new ResolvedControllerConfiguration<>(
                kind.plural(),
                false,
                reconciler.getClass().getName(),
                UNEXPECTED,
                null,
                null,
                null,
                Map.of(),
                "kongruent",
                service,
                informer,
                // Objects that are on their way out are reconciled too: a finalizer of ours waits for that.
                true,
                null);
    }
}
