package io.kongruent.graph;

import io.kongruent.model.Condition;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.List;
import java.util.Optional;

/**
 * A Gateway of ours.
 *
 * @param className its GatewayClass
 * @param dataPlane name of the data plane that serves it
 * @param listeners in declared order, those of ListenerSets after its own
 * @param listenerSets those that name it, merged or not: the oldest first, then by name
 * @param addresses for its status: those of its data plane, or the ones of them that it asks for
 * @param addressProblem why it can't be programmed whatever its data plane says: AddressNotUsable or AddressNotAssigned
 * @param infrastructure what its data plane is to be like
 * @param backendCertificate what backends are shown that speak TLS
 * @param conditions Accepted and what else needs no data plane; never Programmed
 */
public record GatewayNode(
        Meta meta,
        String className,
        String dataPlane,
        List<ListenerNode> listeners,
        List<ListenerSetNode> listenerSets,
        List<Address> addresses,
        Optional<Refusal> addressProblem,
        Infrastructure infrastructure,
        Optional<CertificateNode> backendCertificate,
        List<Condition> conditions) {

    /** An address as the status shows it; type is {@code IPAddress} or {@code Hostname}. */
    public record Address(String type, String value) {

        /** What people write as an address: no name has a colon, and none consists of digits and dots alone. */
        public static Address of(String value) {
            boolean ip = value.indexOf(':') >= 0 || value.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
            return new Address(ip ? "IPAddress" : "Hostname", value);
        }
    }

    public GatewayNode {
        listeners = List.copyOf(listeners);
        listenerSets = List.copyOf(listenerSets);
        addresses = List.copyOf(addresses);
        conditions = List.copyOf(conditions);
    }

    /** The listeners that an object declares: this Gateway itself, or one of its ListenerSets. */
    public List<ListenerNode> listenersOf(Ref source) {
        return listeners.stream().filter(l -> l.key().source().equals(source)).toList();
    }
}
