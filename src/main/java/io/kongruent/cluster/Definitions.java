package io.kongruent.cluster;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.kongruent.kinds.Kind;
import io.kongruent.kinds.Kinds;
import io.kongruent.model.Declared;
import io.kongruent.snapshot.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Which of our kinds the cluster has, and in which version: their CustomResourceDefinitions, watched by name. Thread-safe. */
final class Definitions implements AutoCloseable {

    private final Map<Kind<?>, Watches<CustomResourceDefinition>> watches = new HashMap<>();
    private final Map<Kind<?>, CompletableFuture<Void>> answered = new HashMap<>();

    Definitions(KubernetesClient client, Runnable changed) {
        for (Kind<?> kind : Kinds.ALL) {
            CompletableFuture<Void> known = new CompletableFuture<>();
            Watches<CustomResourceDefinition> watch = new Watches<>(
                    client.apiextensions().v1().customResourceDefinitions().withName(name(kind)),
                    Trims::definition,
                    Definitions::content,
                    changed);
            var unused = watch.synced().thenRun(() -> known.complete(null));
            watches.put(kind, watch);
            answered.put(kind, known);
        }
    }

    private static String name(Kind<?> kind) {
        return kind.plural() + "." + kind.group();
    }

    /** Takes note of a definition that may not be watched. What its kind is about isn't waited for, unless nothing can do without it. */
    void forbidden(String definition) {
        answered.forEach((kind, known) -> {
            if (name(kind).equals(definition) && !Kinds.isEssential(kind)) {
                known.complete(null);
            }
        });
    }

    /** Whether it isn't known if the cluster has a kind, because its definition may not be watched. */
    boolean isForbidden(Kind<?> kind) {
        CompletableFuture<Void> known = answered.get(kind);
        Watches<?> watch = watches.get(kind);
        return known != null
                && known.isDone()
                && watch != null
                && !watch.synced().isDone();
    }

    private static List<Object> content(CustomResourceDefinition crd) {
        return List.of(
                Declared.map(crd.getMetadata().getAnnotations()),
                crd.getSpec(),
                isEstablished(crd),
                crd.isMarkedForDeletion());
    }

    /** Done when all that may be watched have been seen. */
    CompletableFuture<Void> answered() {
        return CompletableFuture.allOf(answered.values().toArray(CompletableFuture<?>[]::new));
    }

    /** The newest version of a kind that is understood and served; empty while the cluster doesn't have the kind. */
    Optional<String> version(Kind<?> kind) {
        Watches<CustomResourceDefinition> watch = watches.get(kind);
        return watch == null
                ? Optional.empty()
                : watch.objects()
                        .filter(crd -> !crd.isMarkedForDeletion() && isEstablished(crd))
                        .findFirst()
                        .flatMap(crd -> kind.versions().stream()
                                .filter(version -> crd.getSpec().getVersions().stream()
                                        .filter(v -> Boolean.TRUE.equals(v.getServed()))
                                        .map(CustomResourceDefinitionVersion::getName)
                                        .anyMatch(version::equals))
                                .findFirst());
    }

    void addTo(Snapshot.Builder builder) {
        watches.values().forEach(watch -> watch.objects().forEach(builder::add));
    }

    private static boolean isEstablished(CustomResourceDefinition crd) {
        return crd.getStatus() != null
                && Declared.list(crd.getStatus().getConditions()).stream()
                        .anyMatch(c -> c != null && "Established".equals(c.getType()) && "True".equals(c.getStatus()));
    }

    @Override
    public void close() {
        watches.values().forEach(Watches::close);
    }
}
