package io.kongruent.cli.offline;

import io.kongruent.graph.DataPlane;
import io.kongruent.graph.Graph;
import io.kongruent.kong.KongState;
import io.kongruent.snapshot.Manifests;
import io.kongruent.verdict.Verdicts;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What manifests come to.
 *
 * @param dataPlanes by name
 * @param states what each data plane's Kong gets, by its name
 * @param verdicts the statuses that they would show once every data plane has applied its state
 */
public record Evaluation(
        Manifests manifests,
        Graph graph,
        SortedMap<String, DataPlane> dataPlanes,
        SortedMap<String, KongState> states,
        Verdicts verdicts) {

    public Evaluation {
        dataPlanes = Collections.unmodifiableSortedMap(new TreeMap<>(dataPlanes));
        states = Collections.unmodifiableSortedMap(new TreeMap<>(states));
    }
}
