package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.Namespace;
import io.kongruent.model.Declared;
import io.kongruent.snapshot.Snapshot;
import java.util.HashMap;
import java.util.Map;

/** The labels of namespaces. */
final class NamespaceLabels {

    private final Map<String, Map<String, String>> labels = new HashMap<>();

    NamespaceLabels(Snapshot snapshot) {
        for (Namespace namespace : snapshot.all(Namespace.class)) {
            String name = namespace.getMetadata().getName();
            labels.put(name, withName(name, Declared.map(namespace.getMetadata().getLabels())));
        }
    }

    /** Those of one; every namespace has that of its name, also one that isn't in the snapshot. */
    Map<String, String> of(String namespace) {
        return labels.computeIfAbsent(namespace, n -> withName(n, Map.of()));
    }

    private static Map<String, String> withName(String namespace, Map<String, String> labels) {
        Map<String, String> all = new HashMap<>(labels);
        all.put("kubernetes.io/metadata.name", namespace);
        return all;
    }
}
