package io.kongruent.engine;

import io.kongruent.graph.DataPlane;
import io.kongruent.graph.Graph;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.KongState;
import io.kongruent.translate.TranslateOptions;
import io.kongruent.translate.Translator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The states of one data plane's Kongs as a function of what each has refused; made once for instances that refuse the same. Thread-safe. */
final class Translations implements Function<Exclusions, KongState> {

    private final Graph graph;
    private final DataPlane dataPlane;
    private final TranslateOptions options;
    private final Map<Exclusions, KongState> made = new ConcurrentHashMap<>();

    Translations(Graph graph, DataPlane dataPlane, TranslateOptions options) {
        this.graph = graph;
        this.dataPlane = dataPlane;
        this.options = options;
    }

    @Override
    public KongState apply(Exclusions exclusions) {
        return made.computeIfAbsent(exclusions, e -> Translator.translate(graph, dataPlane, e, options));
    }
}
