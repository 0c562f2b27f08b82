package io.kongruent.provision;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.graph.GatewayNode;
import io.kongruent.graph.Graph;
import io.kongruent.model.Ref;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What is to be made, and what of what there is may stay: decided from a graph alone. Pure.
 *
 * @param gateways those whose data plane has to be as described, by their names
 * @param untouched those whose data plane stays as it is, because it isn't clear what it should be like
 * @param others those of ours that get none
 */
public record Keeping(Map<Ref, Wanted> gateways, Map<Ref, String> untouched, Map<Ref, String> others) {

    public Keeping {
        gateways = new TreeMap<>(gateways);
        untouched = new TreeMap<>(untouched);
        others = new TreeMap<>(others);
    }

    /** Nothing is known yet. */
    public static Keeping nothing() {
        return new Keeping(Map.of(), Map.of(), Map.of());
    }

    public static Keeping of(Graph graph) {
        Map<Ref, Wanted> made = new TreeMap<>();
        Map<Ref, String> untouched = new TreeMap<>();
        Map<Ref, String> others = new TreeMap<>();
        for (GatewayNode gateway : graph.gateways()) {
            Ref ref = gateway.meta().ref();
            if (gateway.meta().uid().isEmpty()) {
                continue;
            }
            if (!Wanted.isAccepted(gateway.conditions())) {
                untouched.put(ref, gateway.meta().uid());
            } else if (gateway.infrastructure().managed()) {
                made.put(ref, Wanted.of(gateway));
            } else {
                others.put(ref, gateway.meta().uid());
            }
        }
        return new Keeping(made, untouched, others);
    }

    /**
     * Whether an object that carries our label is too much: its Gateway is there and doesn't want it. What belongs to a Gateway that is gone goes with it, without us.
     *
     * @param wanted whether it is among the objects of a Gateway in {@link #gateways}
     * @param exists whether there is a Gateway of this uid
     */
    public boolean isTooMuch(HasMetadata object, boolean wanted, Predicate<String> exists) {
        if (wanted) {
            return false;
        }
        Optional<String> owner = owner(object);
        if (owner.isEmpty() || untouched.containsValue(owner.get())) {
            return false;
        }
        return others.containsValue(owner.get())
                || gateways.values().stream().anyMatch(g -> g.meta().uid().equals(owner.get()))
                || exists.test(owner.get());
    }

    /** The uid of the Gateway to which an object belongs. */
    public static Optional<String> owner(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(o -> o.getKind().equals("Gateway") && o.getApiVersion().startsWith(Ref.GATEWAY_API + "/"))
                .map(o -> o.getUid())
                .findFirst();
    }
}
