package io.kongruent.graph;

import io.kongruent.model.Condition;
import io.kongruent.model.Meta;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Gateway while it is being judged. */
final class GatewayDraft {

    final LoweredGateway lowered;
    final DataPlane dataPlane;
    final List<ListenerDraft> listeners = new ArrayList<>();
    /** Why it isn't accepted as a whole; the first reason found counts. */
    Optional<Refusal> refusal = Optional.empty();

    final List<Refusal> unresolved = new ArrayList<>();
    final List<Ref> pending = new ArrayList<>();
    List<GatewayNode.Address> addresses = List.of();
    Optional<Refusal> addressProblem = Optional.empty();

    GatewayDraft(LoweredGateway lowered, DataPlane dataPlane) {
        this.lowered = lowered;
        this.dataPlane = dataPlane;
        for (LoweredListener listener : lowered.listeners()) {
            listeners.add(new ListenerDraft(
                    listener,
                    new ListenerKey(meta().ref(), meta().ref(), listener.name()),
                    dataPlane.listenPort(listener.port())));
        }
    }

    Meta meta() {
        return lowered.meta();
    }

    Ref ref() {
        return lowered.meta().ref();
    }

    void refuse(Reason reason, String message) {
        if (refusal.isEmpty()) {
            refusal = Optional.of(new Refusal(reason, message));
        }
    }

    boolean accepted() {
        return refusal.isEmpty();
    }

    GatewayNode node() {
        return new GatewayNode(
                meta(),
                lowered.className(),
                dataPlane.name(),
                listeners.stream().map(l -> l.node(accepted())).toList(),
                addresses,
                addressProblem,
                List.of(acceptedCondition(), resolvedRefs()));
    }

    private Condition acceptedCondition() {
        if (refusal.isPresent()) {
            return Condition.no(
                    Condition.Type.Accepted,
                    refusal.get().reason(),
                    refusal.get().message());
        }
        List<String> invalid = listeners.stream()
                .filter(l -> !l.accepted())
                .map(ListenerDraft::name)
                .toList();
        if (invalid.isEmpty()) {
            return Condition.yes(
                    Condition.Type.Accepted,
                    Reason.Accepted,
                    "The Gateway is served by data plane " + dataPlane.name() + ".");
        }
        List<String> valid = listeners.stream()
                .filter(ListenerDraft::accepted)
                .map(ListenerDraft::name)
                .toList();
        return Condition.yes(
                Condition.Type.Accepted,
                Reason.ListenersNotValid,
                "Not accepted: " + listenerNames(invalid) + "; accepted: " + listenerNames(valid)
                        + ". See the listeners' conditions.");
    }

    /** "Provides a positive-polarity summary of Listener's ResolvedRefs condition." */
    private Condition resolvedRefs() {
        if (!unresolved.isEmpty()) {
            return Condition.no(
                    Condition.Type.ResolvedRefs,
                    unresolved.getFirst().reason(),
                    String.join("; ", unresolved.stream().map(Refusal::message).toList()));
        }
        List<String> listenersUnresolved = listeners.stream()
                .filter(l -> !l.unresolved.isEmpty())
                .map(ListenerDraft::name)
                .toList();
        if (!listenersUnresolved.isEmpty()) {
            return Condition.no(
                    Condition.Type.ResolvedRefs,
                    Reason.ListenersNotResolved,
                    "References of " + listenerNames(listenersUnresolved) + " don't resolve; see their conditions.");
        }
        if (!pending.isEmpty() || listeners.stream().anyMatch(l -> !l.pending.isEmpty())) {
            return Condition.unknown(
                    Condition.Type.ResolvedRefs, Reason.Pending, "Waiting until every Secret has been read.");
        }
        return Condition.yes(Condition.Type.ResolvedRefs, Reason.ResolvedRefs, "Every reference resolves.");
    }

    static String listenerNames(List<String> names) {
        return (names.size() == 1 ? "listener " : "listeners ") + String.join(", ", names);
    }
}
