package io.kongruent.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.kongruent.model.Declared;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Secrets and ConfigMaps that carry a label, all of them, in two watches however many there are. What has no such label doesn't exist for us. Thread-safe. */
final class Labelled implements Confidential {

    private final Watches<?> secrets;
    private final Watches<?> maps;
    private final String selector;

    /** @param selector as kubectl takes it */
    Labelled(KubernetesClient client, String selector, Runnable changed) {
        this.selector = selector;
        secrets = new Watches<>(
                client.secrets().inAnyNamespace().withLabelSelector(selector),
                Trims::secret,
                s -> List.of(Declared.map(s.getData()), Declared.text(s.getType())),
                changed);
        maps = new Watches<>(
                client.configMaps().inAnyNamespace().withLabelSelector(selector),
                Trims::map,
                m -> Declared.map(m.getData()),
                changed);
    }

    @Override
    public void addTo(Snapshot.Builder builder, Set<Ref> refs) {
        builder.selector(selector);
        for (Ref ref : refs) {
            Watches<?> watch = ref.kind().equals("Secret") ? secrets : maps;
            if (watch.synced().isDone()) {
                find(watch, ref).ifPresent(builder::add);
            } else {
                builder.pending(ref);
            }
        }
    }

    private static Optional<HasMetadata> find(Watches<?> watch, Ref ref) {
        return watch.object(ref.namespace() + "/" + ref.name());
    }

    @Override
    public void close() {
        secrets.close();
        maps.close();
    }
}
