package io.kongruent.translate;

import io.kongruent.graph.GatewayNode;
import io.kongruent.graph.Graph;
import io.kongruent.graph.ListenerNode;
import io.kongruent.model.Condition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The listeners that a Kong has to tell apart: those for requests, or those for connections and datagrams.
 *
 * @param serving those that requests are routed through
 * @param closed those that can't serve, such as for a missing certificate or a conflict, on ports where others do: their hosts must not fall to a wider
 *     listener, since refusing never opens
 */
record Listeners(List<ListenerNode> serving, List<ListenerNode> closed) {

    static Listeners ofRequests(Graph graph, String dataPlane) {
        return of(graph, dataPlane, ListenerNode::takesRequests);
    }

    static Listeners ofFlows(Graph graph, String dataPlane) {
        return of(graph, dataPlane, listener -> !listener.takesRequests());
    }

    private static Listeners of(Graph graph, String dataPlane, Predicate<ListenerNode> meant) {
        List<ListenerNode> serving =
                graph.listenersOf(dataPlane).stream().filter(meant).toList();
        Set<Integer> ports = new HashSet<>();
        serving.forEach(l -> l.listenPort().ifPresent(ports::add));
        List<ListenerNode> closed = graph.gateways().stream()
                .filter(g -> g.dataPlane().equals(dataPlane) && isAccepted(g))
                .flatMap(g -> g.listeners().stream())
                .filter(l -> !l.serves()
                        && l.listenPort().isPresent()
                        && ports.contains(l.listenPort().getAsInt())
                        && meant.test(l))
                .sorted(Comparator.comparing(ListenerNode::key))
                .toList();
        return new Listeners(serving, closed);
    }

    /** A Gateway that isn't accepted as a whole has no ports. */
    private static boolean isAccepted(GatewayNode gateway) {
        return gateway.conditions().stream().noneMatch(c -> c.type() == Condition.Type.Accepted && c.isFalse());
    }

    /** Both, those that serve first: where two share a hostname, the one that serves has it. */
    List<ListenerNode> all() {
        List<ListenerNode> all = new ArrayList<>(serving);
        all.addAll(closed);
        return all;
    }

    Stream<ListenerNode> terminatingTls() {
        return all().stream().filter(ListenerNode::terminatesTls);
    }
}
