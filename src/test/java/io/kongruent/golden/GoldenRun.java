package io.kongruent.golden;

import io.kongruent.graph.DataPlane;
import io.kongruent.graph.Graph;
import io.kongruent.graph.ListenerKey;
import io.kongruent.graph.ListenerNode;
import io.kongruent.graph.ResolveInput;
import io.kongruent.graph.Resolver;
import io.kongruent.kinds.Kinds;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.KongState;
import io.kongruent.push.Outcome;
import io.kongruent.snapshot.Snapshot;
import io.kongruent.translate.KongDialect;
import io.kongruent.translate.TranslateOptions;
import io.kongruent.translate.Translator;
import io.kongruent.verdict.Judge;
import io.kongruent.verdict.Verdicts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A snapshot through all stages, with a scripted Kong at the end.
 *
 * @param states by data plane: what each Kong has in the end
 */
record GoldenRun(SortedMap<String, KongState> states, Verdicts verdicts) {

    static final String CONTROLLER = "kongruent.io/gateway-controller";

    static GoldenRun of(Snapshot snapshot, GoldenSettings settings, KongSays says) {
        Graph graph = Resolver.resolve(
                snapshot,
                ResolveInput.of(
                                CONTROLLER,
                                Kinds.lowerers(new KongDialect()),
                                new KongDialect(),
                                settings.assignment(),
                                settings.dataPlane(GoldenSettings.DEFAULT).capabilities())
                        .withExternalName(settings.allowExternalName())
                        .withMesh(settings.mesh()));
        TranslateOptions options =
                new TranslateOptions(settings.tags() ? TranslateOptions.Tags.KUBERNETES : TranslateOptions.Tags.NONE);
        SortedMap<String, KongState> states = new TreeMap<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (DataPlane dataPlane : settings.dataPlanes().values()) {
            Function<Exclusions, KongState> translation = e -> Translator.translate(graph, dataPlane, e, options);
            if (!says.refuses().isEmpty()) {
                Outcome outcome = ScriptedAdmin.push(dataPlane, translation, says);
                outcomes.add(outcome);
                states.put(dataPlane.name(), translation.apply(outcome.exclusions()));
                continue;
            }
            states.put(dataPlane.name(), translation.apply(Exclusions.NONE));
            if (!says.knowsNothingYet()) {
                outcomes.add(new Outcome(
                        dataPlane.name(),
                        ScriptedAdmin.url(dataPlane),
                        says.outcome(),
                        says.message(),
                        List.of(),
                        Exclusions.NONE));
            }
        }
        return new GoldenRun(states, Judge.judge(graph, outcomes, says.appliedBefore() ? serving(graph) : Set.of()));
    }

    private static Set<ListenerKey> serving(Graph graph) {
        Set<ListenerKey> serving = new HashSet<>();
        graph.gateways()
                .forEach(
                        g -> g.listeners().stream().filter(ListenerNode::serves).forEach(l -> serving.add(l.key())));
        return serving;
    }
}
