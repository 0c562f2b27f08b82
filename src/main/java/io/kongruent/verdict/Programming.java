package io.kongruent.verdict;

import io.kongruent.graph.GatewayNode;
import io.kongruent.graph.ListenerNode;
import io.kongruent.graph.ListenerSetNode;
import io.kongruent.graph.Parameters;
import io.kongruent.graph.Refusal;
import io.kongruent.model.Condition;
import io.kongruent.model.Condition.Type;
import io.kongruent.model.Reason;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The condition Programmed of Gateways and listeners. */
final class Programming {

    private static final Set<Reason> SAID_AGAIN =
            Set.of(Reason.HostnameConflict, Reason.ProtocolConflict, Reason.ListenerConflict, Reason.PortUnavailable);

    private Programming() {}

    /** Whether the data plane has a listener. */
    static Condition of(ListenerNode listener, GatewayNode gateway, DataPlaneVerdict dataPlane, boolean live) {
        if (!is(listener.conditions(), Type.Accepted)) {
            return Condition.no(Type.Programmed, notAccepted(listener), "The listener isn't accepted; see Accepted.");
        }
        if (!is(gateway.conditions(), Type.Accepted)) {
            return Condition.no(Type.Programmed, Reason.Invalid, "The Gateway isn't accepted; see its conditions.");
        }
        if (!listener.serves()) {
            boolean pending = listener.conditions().stream()
                    .anyMatch(c -> c.type() == Type.ResolvedRefs && c.status() == Condition.Status.UNKNOWN);
            return pending
                    ? Condition.unknown(
                            Type.Programmed, Reason.Pending, "Waiting for its certificates; see ResolvedRefs.")
                    : Condition.no(Type.Programmed, Reason.Invalid, "No certificate can be used; see ResolvedRefs.");
        }
        Optional<String> refused = Refusals.ofEveryCertificate(listener, dataPlane);
        if (refused.isPresent()) {
            return Condition.no(
                    Type.Programmed,
                    Reason.Invalid,
                    "Kong refused every certificate of the listener: " + refused.get());
        }
        if (gateway.infrastructure().awaits(listener.listenPort())) {
            return Condition.no(
                    Type.Programmed,
                    Reason.Pending,
                    "Waiting until every pod of data plane " + dataPlane.name() + " listens on the port.");
        }
        return dataPlane.applied() || live
                ? Condition.yes(
                        Type.Programmed, Reason.Programmed, "Data plane " + dataPlane.name() + " serves the listener.")
                : dataPlane.waiting();
    }

    /** Whether the data plane has a Gateway: at least one of its listeners. */
    static Condition of(GatewayNode gateway, List<Condition> listeners, DataPlaneVerdict dataPlane) {
        if (!is(gateway.conditions(), Type.Accepted)) {
            return Condition.no(Type.Programmed, Reason.Invalid, "The Gateway isn't accepted; see Accepted.");
        }
        if (gateway.addressProblem().isPresent()) {
            Refusal problem = gateway.addressProblem().get();
            return Condition.no(Type.Programmed, problem.reason(), problem.message());
        }
        if (listeners.stream().anyMatch(Condition::isTrue)) {
            return Condition.yes(
                    Type.Programmed,
                    Reason.Programmed,
                    "Data plane " + dataPlane.name() + " serves the Gateway."
                            + dataPlane
                                    .note()
                                    .map(note -> " Amiss: " + note + ".")
                                    .orElse("")
                            + (gateway.addresses().isEmpty()
                                    ? " No address is known; set "
                                            + Parameters.placeOfAddresses(
                                                    gateway.infrastructure().parameters(), dataPlane.name())
                                            + "."
                                    : ""));
        }
        return listeners.stream()
                .filter(c -> c.equals(dataPlane.waiting()) || c.reason() == Reason.Pending)
                .findFirst()
                .orElseGet(() -> Condition.no(
                        Type.Programmed, Reason.Invalid, "No listener can be served; see the listeners' conditions."));
    }

    /** Whether the data plane has something of a ListenerSet: at least one of its listeners. */
    static Condition of(ListenerSetNode set, GatewayNode gateway, List<Condition> listeners) {
        Condition accepted = set.accepted();
        if (accepted.isFalse()) {
            boolean ports = accepted.reason() == Reason.ListenersNotValid
                    && listeners.stream().allMatch(c -> c.reason() == Reason.PortUnavailable);
            Reason reason = ports ? Reason.PortUnavailable : accepted.reason();
            return Condition.no(
                    Type.Programmed,
                    reason == Reason.ParentNotAccepted ? Reason.ParentNotProgrammed : reason,
                    "The ListenerSet isn't accepted; see Accepted.");
        }
        if (gateway.addressProblem().isPresent()) {
            return Condition.no(
                    Type.Programmed,
                    Reason.ParentNotProgrammed,
                    gateway.meta().ref() + " isn't programmed; see its conditions.");
        }
        if (listeners.stream().anyMatch(Condition::isTrue)) {
            return Condition.yes(
                    Type.Programmed,
                    Reason.Programmed,
                    "Data plane " + gateway.dataPlane() + " serves the ListenerSet.");
        }
        return listeners.stream()
                .filter(c -> c.reason() == Reason.Pending)
                .findFirst()
                .orElseGet(() -> Condition.no(
                        Type.Programmed, Reason.Invalid, "No listener can be served; see the listeners' conditions."));
    }

    /** An entry of a ListenerSet repeats why it isn't accepted, as the conformance suite asks; a listener of a Gateway knows only Invalid. */
    private static Reason notAccepted(ListenerNode listener) {
        boolean ofGateway = listener.key().source().equals(listener.key().gateway());
        return ofGateway
                ? Reason.Invalid
                : listener.conditions().stream()
                        .filter(c -> c.type() == Type.Accepted)
                        .map(Condition::reason)
                        .filter(SAID_AGAIN::contains)
                        .findFirst()
                        .orElse(Reason.Invalid);
    }

    private static boolean is(List<Condition> conditions, Type type) {
        return conditions.stream().anyMatch(c -> c.type() == type && c.isTrue());
    }
}
