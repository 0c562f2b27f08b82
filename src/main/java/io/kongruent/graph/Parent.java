package io.kongruent.graph;

import io.kongruent.model.Ref;
import java.util.List;
import java.util.Optional;

/**
 * What a parentRef leads to: a Gateway of ours with its own listeners, or a ListenerSet that names one. "A Route attached to a Gateway doesn't attach to the
 * listeners of its ListenerSets": whoever wants them names the set.
 *
 * @param refusal why nothing can attach there, whatever it is
 */
record Parent(Ref ref, GatewayDraft gateway, List<ListenerDraft> listeners, Optional<Refusal> refusal) {

    static Parent of(GatewayDraft gateway) {
        return new Parent(gateway.ref(), gateway, gateway.own(), Optional.empty());
    }

    static Parent of(ListenerSetDraft set) {
        return new Parent(set.ref(), set.gateway, List.copyOf(set.listeners), set.refusal);
    }
}
