package io.kongruent.cli.diff;

import java.util.List;

/**
 * What is different between two evaluations.
 *
 * @param entities of Kong
 * @param statuses conditions and counts
 * @param requests that would go elsewhere
 * @param tried how many requests were tried
 */
public record Difference(List<Change> entities, List<Change> statuses, List<Change> requests, int tried) {
    public Difference {
        entities = List.copyOf(entities);
        statuses = List.copyOf(statuses);
        requests = List.copyOf(requests);
    }

    public boolean isEmpty() {
        return entities.isEmpty() && statuses.isEmpty() && requests.isEmpty();
    }
}
