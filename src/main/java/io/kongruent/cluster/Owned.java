package io.kongruent.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.kongruent.model.Declared;
import io.kongruent.provision.Maker;
import io.kongruent.provision.Rollout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything in the cluster that was made for Gateways by us, found by its label. Thread-safe. */
final class Owned implements AutoCloseable {

    private final List<OfKind<?>> kinds;

    Owned(KubernetesClient client, Maker maker, Runnable changed) {
        Watcher watcher = new Watcher(client, maker.label(), changed);
        kinds = List.of(
                watcher.watch(ServiceAccount.class, a -> a.getAutomountServiceAccountToken()),
                watcher.watch(ConfigMap.class, ConfigMap::getData),
                watcher.watch(Secret.class, Secret::getData),
                watcher.watch(NetworkPolicy.class, NetworkPolicy::getSpec),
                watcher.watch(Service.class, Service::getSpec),
                watcher.watch(Deployment.class, Deployment::getSpec, Rollout::isOver),
                watcher.watch(PodDisruptionBudget.class, PodDisruptionBudget::getSpec),
                watcher.watch(HorizontalPodAutoscaler.class, HorizontalPodAutoscaler::getSpec));
    }

    /** Done when everything that there is has been seen. */
    CompletableFuture<Void> synced() {
        return CompletableFuture.allOf(kinds.stream().map(k -> k.watch.synced()).toArray(CompletableFuture<?>[]::new));
    }

    Stream<HasMetadata> all() {
        return kinds.stream().flatMap(k -> k.watch.objects());
    }

    /** What counts of an object of one of these kinds. */
    Object content(HasMetadata object) {
        return kinds.stream()
                .filter(k -> k.type.isInstance(object))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("never made: " + object.getKind()))
                .contentOf(object);
    }

    @Override
    public void close() {
        kinds.forEach(k -> k.watch.close());
    }

    private record OfKind<T extends HasMetadata>(
            Class<T> type, Watches<T> watch, Function<T, @Nullable Object> content) {
        Object contentOf(HasMetadata object) {
            return Owned.content(type.cast(object), content);
        }
    }

    private record Watcher(KubernetesClient client, String label, Runnable changed) {
        <T extends HasMetadata> OfKind<T> watch(Class<T> type, Function<T, @Nullable Object> content) {
            return watch(type, content, object -> "");
        }

        /** @param more what is told of too, but is nobody's to put right */
        <T extends HasMetadata> OfKind<T> watch(
                Class<T> type, Function<T, @Nullable Object> content, Function<T, Object> more) {
            Watches<T> watch = new Watches<>(
                    client.resources(type).inAnyNamespace().withLabel(Maker.CONTROLLER, label),
                    Trims::whole,
                    object -> List.of(Owned.content(object, content), more.apply(object)),
                    changed);
            return new OfKind<>(type, watch, content);
        }
    }

    private static <T extends HasMetadata> Object content(T object, Function<T, @Nullable Object> content) {
        ObjectMeta meta = object.getMetadata();
        return Arrays.asList(
                Declared.map(meta.getLabels()),
                annotations(meta),
                meta.getOwnerReferences(),
                meta.getDeletionTimestamp() != null,
                content.apply(object));
    }

    /** But the one in which Kubernetes counts. */
    private static Map<String, String> annotations(ObjectMeta meta) {
        Map<String, String> rest = new java.util.HashMap<>(Declared.map(meta.getAnnotations()));
        rest.remove("deployment.kubernetes.io/revision");
        return rest;
    }
}
