package io.kongruent.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.kongruent.model.Declared;
import io.kongruent.snapshot.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The kinds of Kubernetes itself that routes and listeners speak of, all of each kind: Services, EndpointSlices, Namespaces. Thread-safe. */
final class CoreWatch implements AutoCloseable {

    private final List<Watches<?>> watches;

    CoreWatch(KubernetesClient client, Runnable changed) {
        watches = List.of(
                new Watches<>(
                        client.services().inAnyNamespace(),
                        Trims::service,
                        s -> Content.of(s.getSpec(), s.getStatus()),
                        changed),
                new Watches<>(
                        client.discovery().v1().endpointSlices().inAnyNamespace(),
                        Trims::slice,
                        s -> Content.of(
                                s.getMetadata().getLabels(), s.getAddressType(), s.getEndpoints(), s.getPorts()),
                        changed),
                new Watches<>(
                        client.namespaces(),
                        Trims::namespace,
                        n -> Declared.map(n.getMetadata().getLabels()),
                        changed));
    }

    CompletableFuture<Void> synced() {
        return CompletableFuture.allOf(watches.stream().map(Watches::synced).toArray(CompletableFuture<?>[]::new));
    }

    void addTo(Snapshot.Builder builder) {
        for (Watches<? extends HasMetadata> watch : watches) {
            watch.objects().forEach(builder::add);
        }
    }

    @Override
    public void close() {
        watches.forEach(Watches::close);
    }

    /** What counts of an object; parts may be missing. */
    private record Content(List<Object> parts) {
        static Content of(Object... parts) {
            return new Content(Arrays.asList(parts));
        }
    }
}
