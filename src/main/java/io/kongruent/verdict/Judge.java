package io.kongruent.verdict;

import io.kongruent.graph.GatewayNode;
import io.kongruent.graph.Graph;
import io.kongruent.graph.ListenerKey;
import io.kongruent.graph.ListenerNode;
import io.kongruent.graph.ListenerSetNode;
import io.kongruent.graph.ParentNode;
import io.kongruent.graph.PolicyNode;
import io.kongruent.graph.RouteNode;
import io.kongruent.model.Condition;
import io.kongruent.model.Ref;
import io.kongruent.push.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The statuses that follow from a graph and from what became of it on the data planes. Pure: an outcome costs a judgement, never a new resolve. */
public final class Judge {

    private final Graph graph;
    private final Set<ListenerKey> live;
    private final Map<String, DataPlaneVerdict> dataPlanes = new TreeMap<>();
    /** Routes that a listener loses because Kong refused all of their rules. */
    private final Map<ListenerKey, Integer> lost = new HashMap<>();

    private Judge(Graph graph, List<Outcome> outcomes, Set<ListenerKey> live) {
        this.graph = graph;
        this.live = live;
        for (GatewayNode gateway : graph.gateways()) {
            dataPlanes.computeIfAbsent(gateway.dataPlane(), name -> DataPlaneVerdict.of(name, outcomes));
        }
    }

    /** The verdicts where nothing is known of earlier states. */
    public static Verdicts judge(Graph graph, List<Outcome> outcomes) {
        return judge(graph, outcomes, Set.of());
    }

    /**
     * The verdicts.
     *
     * @param outcomes the newest of every instance; a data plane without one is not known yet
     * @param live listeners that the instances have applied in an earlier state: they stay programmed while a newer one is under way or an instance is away
     */
    public static Verdicts judge(Graph graph, List<Outcome> outcomes, Set<ListenerKey> live) {
        return new Judge(graph, outcomes, live).verdicts();
    }

    private Verdicts verdicts() {
        SortedMap<Ref, Verdicts.Verdict> verdicts = new TreeMap<>();
        Stream.concat(graph.classes().stream(), graph.meshes().stream())
                .forEach(node -> verdicts.put(
                        node.meta().ref(),
                        new Verdicts.OfClass(node.meta(), node.conditions(), node.supportedFeatures())));
        for (RouteNode node : graph.routes()) {
            verdicts.put(node.route().meta().ref(), route(node));
        }
        for (PolicyNode node : graph.policies()) {
            verdicts.put(node.meta().ref(), policy(node));
        }
        for (GatewayNode node : graph.gateways()) {
            gateway(node, verdicts);
        }
        return new Verdicts(verdicts);
    }

    private Verdicts.OfPolicy policy(PolicyNode node) {
        Map<Ref, String> serving = new HashMap<>();
        graph.gateways().forEach(g -> serving.put(g.meta().ref(), g.dataPlane()));
        return new Verdicts.OfPolicy(
                node.meta(),
                node.ancestors().stream()
                        .map(a -> Policies.judge(node, a, dataPlane(serving.getOrDefault(a.gateway(), ""))))
                        .toList());
    }

    private void gateway(GatewayNode node, SortedMap<Ref, Verdicts.Verdict> verdicts) {
        DataPlaneVerdict dataPlane = dataPlane(node.dataPlane());
        Map<ListenerKey, Condition> programmed = new HashMap<>();
        for (ListenerNode listener : node.listeners()) {
            programmed.put(listener.key(), Programming.of(listener, node, dataPlane, live.contains(listener.key())));
        }
        List<Condition> conditions = new ArrayList<>(node.conditions());
        conditions.add(Programming.of(
                node,
                node.listeners().stream().map(l -> programmed.get(l.key())).toList(),
                dataPlane));
        int attached = (int) node.listenerSets().stream()
                .filter(set -> set.accepted().isTrue())
                .count();
        verdicts.put(
                node.meta().ref(),
                new Verdicts.OfGateway(
                        node.meta(),
                        ordered(conditions),
                        node.addresses(),
                        attached,
                        listeners(node.listenersOf(node.meta().ref()), programmed)));
        for (ListenerSetNode set : node.listenerSets()) {
            List<ListenerNode> own = node.listenersOf(set.meta().ref());
            verdicts.put(
                    set.meta().ref(),
                    new Verdicts.OfListenerSet(
                            set.meta(),
                            List.of(
                                    set.accepted(),
                                    Programming.of(
                                            set,
                                            node,
                                            own.stream()
                                                    .map(l -> programmed.get(l.key()))
                                                    .toList())),
                            listeners(own, programmed)));
        }
    }

    private List<Verdicts.OfListener> listeners(List<ListenerNode> nodes, Map<ListenerKey, Condition> programmed) {
        List<Verdicts.OfListener> listeners = new ArrayList<>();
        for (ListenerNode listener : nodes) {
            List<Condition> conditions = new ArrayList<>(listener.conditions());
            conditions.add(programmed.get(listener.key()));
            listeners.add(new Verdicts.OfListener(
                    listener.key().name(),
                    listener.supportedKinds(),
                    listener.attachedRoutes() - lost.getOrDefault(listener.key(), 0),
                    ordered(conditions)));
        }
        return listeners;
    }

    private Verdicts.OfRoute route(RouteNode node) {
        List<Verdicts.OfParent> parents = new ArrayList<>();
        Map<ListenerKey, Boolean> counted = new HashMap<>();
        for (ParentNode parent : node.parents()) {
            List<Condition> conditions = Refusals.add(node, parent, dataPlane(parent.dataPlane()))
                    .map(parent::conditionsFor)
                    .orElse(parent.conditions());
            boolean before = parent.conditions().getFirst().isTrue();
            boolean after = conditions.getFirst().isTrue();
            if (before) {
                parent.taken().forEach(listener -> counted.merge(listener, after, Boolean::logicalOr));
            }
            parents.add(new Verdicts.OfParent(parent.ref(), conditions));
        }
        counted.forEach((listener, stays) -> {
            if (!stays) {
                lost.merge(listener, 1, Integer::sum);
            }
        });
        return new Verdicts.OfRoute(node.route().meta(), parents);
    }

    private DataPlaneVerdict dataPlane(String name) {
        return dataPlanes.computeIfAbsent(name, n -> DataPlaneVerdict.of(n, List.of()));
    }

    private static List<Condition> ordered(List<Condition> conditions) {
        return conditions.stream()
                .sorted((a, b) -> a.type().compareTo(b.type()))
                .toList();
    }
}
