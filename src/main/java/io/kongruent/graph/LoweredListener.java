package io.kongruent.graph;

import io.kongruent.model.Hostname;
import io.kongruent.model.Ref;
import java.util.List;
import java.util.Optional;

/**
 * A listener as declared by a Gateway or a ListenerSet, defaults filled in.
 *
 * @param index its place in the list, 0-based
 * @param protocol as declared
 * @param kinds kinds of routes that it asks for; empty when it leaves them to the protocol
 * @param namespaces whose routes it takes
 * @param refusal why it can't be accepted, judged by the one object alone
 */
public record LoweredListener(
        int index,
        String name,
        int port,
        String protocol,
        Hostname hostname,
        Optional<Tls> tls,
        List<ListenerNode.RouteKind> kinds,
        AllowedNamespaces namespaces,
        Optional<Refusal> refusal) {

    /**
     * The TLS settings of a listener.
     *
     * @param mode {@code Terminate} unless declared otherwise
     * @param certificates in declared order
     */
    public record Tls(String mode, List<Ref> certificates) {
        public Tls {
            certificates = List.copyOf(certificates);
        }
    }

    public LoweredListener {
        kinds = List.copyOf(kinds);
    }
}
