package io.kongruent.graph;

import io.kongruent.model.Condition;
import io.kongruent.model.Meta;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A ListenerSet that names a Gateway of ours, while it is being judged. */
final class ListenerSetDraft {

    final LoweredListenerSet lowered;
    final GatewayDraft gateway;
    /** Its part of the Gateway's listeners; none where it isn't merged. */
    final List<ListenerDraft> listeners = new ArrayList<>();
    /** Why it isn't merged into its Gateway. */
    final Optional<Refusal> refusal;

    ListenerSetDraft(LoweredListenerSet lowered, GatewayDraft gateway, Cluster cluster) {
        this.lowered = lowered;
        this.gateway = gateway;
        this.refusal = refusal(cluster);
        if (refusal.isEmpty()) {
            for (LoweredListener listener : lowered.listeners()) {
                listeners.add(gateway.draft(listener, ref()));
            }
        }
    }

    Meta meta() {
        return lowered.meta();
    }

    Ref ref() {
        return lowered.meta().ref();
    }

    private Optional<Refusal> refusal(Cluster cluster) {
        if (!isAllowed(gateway.lowered, ref(), cluster.namespaces)) {
            return Optional.of(new Refusal(
                    Reason.NotAllowed,
                    gateway.ref() + " takes no ListenerSets from namespace " + ref().namespace()
                            + "; have spec.allowedListeners changed there"));
        }
        return lowered.problems().isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(Reason.Invalid, String.join("; ", lowered.problems())));
    }

    /** "The parent Gateway must explicitly allow ListenerSet attachment through its AllowedListeners configuration." */
    static boolean isAllowed(LoweredGateway gateway, Ref set, NamespaceLabels namespaces) {
        return gateway.listenerSets()
                .admits(gateway.meta().ref().namespace(), set.namespace(), namespaces.of(set.namespace()));
    }

    ListenerSetNode node() {
        return new ListenerSetNode(lowered.meta(), gateway.ref(), accepted());
    }

    private Condition accepted() {
        if (refusal.isPresent()) {
            return refusal.get().unaccepted();
        }
        List<String> valid = names(true);
        List<String> invalid = names(false);
        if (valid.isEmpty()) {
            boolean waiting = listeners.stream().anyMatch(l -> l.accepted() && !l.pending.isEmpty());
            return waiting
                    ? Condition.unknown(
                            Condition.Type.Accepted,
                            Reason.Pending,
                            "Waiting for certificates; see the listeners' conditions.")
                    : Condition.no(
                            Condition.Type.Accepted,
                            Reason.ListenersNotValid,
                            "No listener can be served: " + GatewayDraft.listenerNames(invalid)
                                    + "; see their conditions.");
        }
        if (!gateway.accepted()) {
            return Condition.no(
                    Condition.Type.Accepted,
                    Reason.ParentNotAccepted,
                    gateway.ref() + " isn't accepted; see its conditions.");
        }
        return invalid.isEmpty()
                ? Condition.yes(
                        Condition.Type.Accepted,
                        Reason.Accepted,
                        "The listeners are those of " + gateway.ref() + " too.")
                : Condition.yes(
                        Condition.Type.Accepted,
                        Reason.ListenersNotValid,
                        "Not served: " + GatewayDraft.listenerNames(invalid) + "; served: "
                                + GatewayDraft.listenerNames(valid) + ". See the listeners' conditions.");
    }

    private List<String> names(boolean serving) {
        return listeners.stream()
                .filter(l -> l.serves() == serving)
                .map(ListenerDraft::name)
                .toList();
    }
}
