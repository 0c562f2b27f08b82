package io.kongruent.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.capability.Capabilities.Listen;
import io.kongruent.model.Condition;
import io.kongruent.model.Meta;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A Gateway while it is being judged. */
final class GatewayDraft {

    final LoweredGateway lowered;
    final DataPlane dataPlane;
    /** Its own in declared order, then those of its ListenerSets. */
    final List<ListenerDraft> listeners = new ArrayList<>();
    /** Those that name it, merged or not: the oldest first, then by name. */
    final List<ListenerSetDraft> sets = new ArrayList<>();
    /** Why it isn't accepted as a whole; the first reason found counts. */
    Optional<Refusal> refusal = Optional.empty();

    final List<Refusal> unresolved = new ArrayList<>();
    final List<Ref> pending = new ArrayList<>();
    List<GatewayNode.Address> addresses = List.of();
    Optional<Refusal> addressProblem = Optional.empty();
    ObjectNode parameters = JsonNodeFactory.instance.objectNode();
    Optional<CertificateNode> backendCertificate = Optional.empty();

    GatewayDraft(LoweredGateway lowered, DataPlane dataPlane) {
        this.lowered = lowered;
        this.dataPlane = dataPlane;
        for (LoweredListener listener : lowered.listeners()) {
            listeners.add(draft(listener, ref()));
        }
    }

    /** A listener of this Gateway. @param source the object that declares it */
    ListenerDraft draft(LoweredListener listener, Ref source) {
        return new ListenerDraft(
                listener, new ListenerKey(ref(), source, listener.name()), dataPlane.listenPort(listener.port()));
    }

    /** Adds a ListenerSet's listeners behind those that are there. */
    void merge(ListenerSetDraft set) {
        sets.add(set);
        listeners.addAll(set.listeners);
    }

    /** The listeners that it declares itself. */
    List<ListenerDraft> own() {
        return listeners.stream().filter(l -> l.key.source().equals(ref())).toList();
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
                sets.stream().map(ListenerSetDraft::node).toList(),
                addresses,
                addressProblem,
                infrastructure(),
                backendCertificate,
                conditions());
    }

    private List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(acceptedCondition());
        conditions.add(resolvedRefs());
        lowered.frontend()
                .insecure()
                .ifPresent(
                        field -> conditions.add(
                                Condition.yes(
                                        Condition.Type.InsecureFrontendValidationMode,
                                        Reason.ConfigurationChanged,
                                        field
                                                + ".mode: AllowInsecureFallback takes clients without a valid certificate too; use AllowValidOnly to keep them out")));
        if (lowered.isDefault()) {
            conditions.add(
                    Condition.yes(
                            Condition.Type.DefaultGateway,
                            Reason.DefaultGateway,
                            "The Gateway has the default scope All: it takes routes with useDefaultGateways: All as far as its listeners allow them."));
        }
        return conditions;
    }

    private Infrastructure infrastructure() {
        Set<Integer> awaited = new TreeSet<>();
        Optional<List<Listen>> there = dataPlane.made().flatMap(DataPlane.Made::listens);
        there.ifPresent(listens -> listeners.stream()
                .filter(l -> l.accepted() && !has(listens, l))
                .forEach(l -> awaited.add(l.listenPort)));
        return new Infrastructure(
                dataPlane.made().isPresent(),
                lowered.infrastructure().labels(),
                lowered.infrastructure().annotations(),
                parameters,
                lowered.addresses(),
                awaited);
    }

    private static boolean has(List<Listen> listens, ListenerDraft listener) {
        return listens.stream()
                .anyMatch(l -> l.port() == listener.listenPort
                        && l.transport() == listener.transport()
                        && l.tls() == listener.needsTls());
    }

    private Condition acceptedCondition() {
        if (refusal.isPresent()) {
            return refusal.get().unaccepted();
        }
        List<String> invalid = own().stream()
                .filter(l -> !l.accepted())
                .map(ListenerDraft::name)
                .toList();
        if (invalid.isEmpty()) {
            return Condition.yes(
                    Condition.Type.Accepted,
                    Reason.Accepted,
                    "The Gateway is served by data plane " + dataPlane.name() + ".");
        }
        List<String> valid = own().stream()
                .filter(ListenerDraft::accepted)
                .map(ListenerDraft::name)
                .toList();
        return Condition.yes(
                Condition.Type.Accepted,
                Reason.ListenersNotValid,
                "Not accepted: " + listenerNames(invalid)
                        + (valid.isEmpty() ? "" : "; accepted: " + listenerNames(valid))
                        + ". See the listeners' conditions.");
    }

    /** "Provides a positive-polarity summary of Listener's ResolvedRefs condition." */
    private Condition resolvedRefs() {
        if (!unresolved.isEmpty()) {
            return ResolvedRefs.of(unresolved, pending);
        }
        List<String> listenersUnresolved = own().stream()
                .filter(l -> !l.unresolved.isEmpty())
                .map(ListenerDraft::name)
                .toList();
        if (!listenersUnresolved.isEmpty()) {
            return Condition.no(
                    Condition.Type.ResolvedRefs,
                    Reason.ListenersNotResolved,
                    "References of " + listenerNames(listenersUnresolved) + " don't resolve; see their conditions.");
        }
        if (!pending.isEmpty() || own().stream().anyMatch(l -> !l.pending.isEmpty())) {
            return Condition.unknown(
                    Condition.Type.ResolvedRefs, Reason.Pending, "Waiting until every Secret has been read.");
        }
        return ResolvedRefs.of(List.of(), List.of());
    }

    static String listenerNames(List<String> names) {
        return (names.size() == 1 ? "listener " : "listeners ") + String.join(", ", names);
    }
}
