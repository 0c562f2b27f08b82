package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.kongruent.model.Declared;
import io.kongruent.snapshot.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The snapshot as resolve looks at it: what several concerns ask for is indexed once. */
final class Cluster {

    final Snapshot snapshot;
    final ResolveInput input;
    final Grants grants;
    private final Map<String, Map<String, String>> namespaceLabels = new HashMap<>();

    Cluster(Snapshot snapshot, ResolveInput input) {
        this.snapshot = snapshot;
        this.input = input;
        this.grants = new Grants(lowered(input.lowerers().grants()));
        for (Namespace namespace : snapshot.all(Namespace.class)) {
            namespaceLabels.put(
                    namespace.getMetadata().getName(),
                    withName(
                            namespace.getMetadata().getName(),
                            Declared.map(namespace.getMetadata().getLabels())));
        }
    }

    /** The labels of a namespace; every namespace has that of its name, also one that isn't in the snapshot. */
    Map<String, String> labelsOf(String namespace) {
        return namespaceLabels.computeIfAbsent(namespace, n -> withName(n, Map.of()));
    }

    /** What became of every object of a kind, by namespace and name. */
    <T extends HasMetadata, R> List<R> lowered(Lowerer<T, R> lowerer) {
        return snapshot.all(lowerer.kind()).stream().map(lowerer::lower).toList();
    }

    private static Map<String, String> withName(String namespace, Map<String, String> labels) {
        Map<String, String> all = new HashMap<>(labels);
        all.put("kubernetes.io/metadata.name", namespace);
        return all;
    }
}
