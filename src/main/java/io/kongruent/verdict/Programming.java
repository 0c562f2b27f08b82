package io.kongruent.verdict;

import io.kongruent.graph.GatewayNode;
import io.kongruent.graph.ListenerNode;
import io.kongruent.graph.Refusal;
import io.kongruent.model.Condition;
import io.kongruent.model.Condition.Type;
import io.kongruent.model.Reason;
import java.util.List;
import java.util.Optional;

/** The condition Programmed of Gateways and listeners. */
final class Programming {

    private Programming() {}

    /** Whether the data plane has a listener. */
    static Condition of(ListenerNode listener, GatewayNode gateway, DataPlaneVerdict dataPlane, boolean live) {
        if (!is(listener.conditions(), Type.Accepted)) {
            return Condition.no(Type.Programmed, Reason.Invalid, "The listener isn't accepted; see Accepted.");
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
                                    ? " No address is known; set kongruent.data-planes." + dataPlane.name()
                                            + ".addresses."
                                    : ""));
        }
        return listeners.stream()
                .filter(c -> c.equals(dataPlane.waiting()) || c.reason() == Reason.Pending)
                .findFirst()
                .orElseGet(() -> Condition.no(
                        Type.Programmed, Reason.Invalid, "No listener can be served; see the listeners' conditions."));
    }

    private static boolean is(List<Condition> conditions, Type type) {
        return conditions.stream().anyMatch(c -> c.type() == type && c.isTrue());
    }
}
