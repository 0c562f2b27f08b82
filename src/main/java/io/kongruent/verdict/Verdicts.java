package io.kongruent.verdict;

import io.kongruent.graph.GatewayNode;
import io.kongruent.graph.ListenerNode;
import io.kongruent.graph.ParentRef;
import io.kongruent.graph.PolicyNode;
import io.kongruent.model.Condition;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The status of every object that is ours, without times: conditions carry the object's generation where they are written. */
public record Verdicts(SortedMap<Ref, Verdict> byObject) {

    public Verdicts {
        byObject = Collections.unmodifiableSortedMap(new TreeMap<>(byObject));
    }

    /** The verdict on an object; empty for one that isn't ours. */
    public Optional<Verdict> of(Ref object) {
        return Optional.ofNullable(byObject.get(object));
    }

    public sealed interface Verdict {
        Meta meta();

        /** The conditions of the object and of all its parts. */
        default Stream<Condition> everyCondition() {
            return switch (this) {
                case OfClass of -> of.conditions().stream();
                case OfGateway of ->
                    Stream.concat(
                            of.conditions().stream(), of.listeners().stream().flatMap(l -> l.conditions().stream()));
                case OfListenerSet of ->
                    Stream.concat(
                            of.conditions().stream(), of.listeners().stream().flatMap(l -> l.conditions().stream()));
                case OfPolicy of -> of.ancestors().stream().flatMap(a -> a.conditions().stream());
                case OfRoute of -> of.parents().stream().flatMap(p -> p.conditions().stream());
            };
        }
    }

    /** On a GatewayClass or an XMesh. */
    public record OfClass(Meta meta, List<Condition> conditions, List<String> supportedFeatures) implements Verdict {
        public OfClass {
            conditions = List.copyOf(conditions);
            supportedFeatures = List.copyOf(supportedFeatures);
        }
    }

    /** @param listeners the Gateway's own; those of ListenerSets are told in these */
    public record OfGateway(
            Meta meta,
            List<Condition> conditions,
            List<GatewayNode.Address> addresses,
            int attachedListenerSets,
            List<OfListener> listeners)
            implements Verdict {
        public OfGateway {
            conditions = List.copyOf(conditions);
            addresses = List.copyOf(addresses);
            listeners = List.copyOf(listeners);
        }
    }

    public record OfListenerSet(Meta meta, List<Condition> conditions, List<OfListener> listeners) implements Verdict {
        public OfListenerSet {
            conditions = List.copyOf(conditions);
            listeners = List.copyOf(listeners);
        }
    }

    public record OfListener(
            String name, List<ListenerNode.RouteKind> supportedKinds, int attachedRoutes, List<Condition> conditions) {
        public OfListener {
            supportedKinds = List.copyOf(supportedKinds);
            conditions = List.copyOf(conditions);
        }
    }

    /** Our entries of a route's {@code status.parents}; entries of other controllers are left alone where this is written. */
    public record OfRoute(Meta meta, List<OfParent> parents) implements Verdict {
        public OfRoute {
            parents = List.copyOf(parents);
        }
    }

    /** Our entries of a policy's {@code status.ancestors}; likewise. */
    public record OfPolicy(Meta meta, List<PolicyNode.Ancestor> ancestors) implements Verdict {
        public OfPolicy {
            ancestors = List.copyOf(ancestors);
        }
    }

    public record OfParent(ParentRef ref, List<Condition> conditions) {
        public OfParent {
            conditions = List.copyOf(conditions);
        }
    }
}
