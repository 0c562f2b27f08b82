package io.kongruent.graph;

import io.kongruent.snapshot.Snapshot;

/** The snapshot as resolve looks at it: what several concerns ask for is indexed once. */
final class Cluster {

    final Snapshot snapshot;
    final ResolveInput input;
    final Grants grants;
    final NamespaceLabels namespaces;

    Cluster(Snapshot snapshot, ResolveInput input) {
        this.snapshot = snapshot;
        this.input = input;
        this.grants = new Grants(input.lowerers().grants().all(snapshot));
        this.namespaces = new NamespaceLabels(snapshot);
    }
}
