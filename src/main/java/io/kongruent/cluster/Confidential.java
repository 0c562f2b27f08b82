package io.kongruent.cluster;

import io.kongruent.model.Ref;
import io.kongruent.snapshot.Snapshot;
import java.util.Set;

/** How Secrets and ConfigMaps are seen. Thread-safe. */
sealed interface Confidential extends AutoCloseable permits OnDemand, Labelled {

    /**
     * Adds these objects, where they exist, and marks those that haven't been read yet as pending.
     *
     * @param refs Secrets and ConfigMaps that something refers to; others aren't added
     */
    void addTo(Snapshot.Builder builder, Set<Ref> refs);

    @Override
    void close();
}
