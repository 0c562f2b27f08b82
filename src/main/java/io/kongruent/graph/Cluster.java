package io.kongruent.graph;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.snapshot.Snapshot;
import java.util.List;

/** The snapshot as resolve looks at it: what several concerns ask for is indexed once. */
final class Cluster {

    final Snapshot snapshot;
    final ResolveInput input;
    final Grants grants;
    final NamespaceLabels namespaces;

    Cluster(Snapshot snapshot, ResolveInput input) {
        this.snapshot = snapshot;
        this.input = input;
        this.grants = new Grants(lowered(input.lowerers().grants()));
        this.namespaces = new NamespaceLabels(snapshot);
    }

    /** What became of every object of a kind, by namespace and name. */
    <T extends HasMetadata, R> List<R> lowered(Lowerer<T, R> lowerer) {
        return snapshot.all(lowerer.kind()).stream().map(lowerer::lower).toList();
    }
}
