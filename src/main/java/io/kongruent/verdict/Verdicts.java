package io.kongruent.verdict;

import io.kongruent.graph.GatewayNode;
import io.kongruent.graph.ListenerNode;
import io.kongruent.graph.ParentRef;
import io.kongruent.model.Condition;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The status of every object that is ours, without times: conditions carry the object's generation where they are written. */
public record Verdicts(SortedMap<Ref, Verdict> byObject) {

    public Verdicts {
        byObject = Collections.unmodifiableSortedMap(new TreeMap<>(byObject));
    }

    public sealed interface Verdict {
        Meta meta();
    }

    public record OfClass(Meta meta, List<Condition> conditions, List<String> supportedFeatures) implements Verdict {}

    public record OfGateway(
            Meta meta, List<Condition> conditions, List<GatewayNode.Address> addresses, List<OfListener> listeners)
            implements Verdict {}

    public record OfListener(
            String name, List<ListenerNode.RouteKind> supportedKinds, int attachedRoutes, List<Condition> conditions) {}

    /** Our entries of a route's {@code status.parents}; entries of other controllers are left alone where this is written. */
    public record OfRoute(Meta meta, List<OfParent> parents) implements Verdict {}

    public record OfParent(ParentRef ref, List<Condition> conditions) {}
}
