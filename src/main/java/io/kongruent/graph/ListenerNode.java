package io.kongruent.graph;

import io.kongruent.model.Condition;
import io.kongruent.model.Hostname;
import java.util.List;
import java.util.OptionalInt;

/**
 * A listener with everything decided about it except whether the data plane has it (Programmed).
 *
 * @param port as declared
 * @param listenPort the port on which its Kong listens for it; empty when none does
 * @param protocol as declared: HTTP, HTTPS, TLS, TCP, UDP or anything else
 * @param terminatesTls whether connections to it begin with a TLS handshake that Kong terminates
 * @param certificates for one that does, in the order of certificateRefs; only usable ones
 * @param supportedKinds exactly what the status shows
 * @param attachedRoutes routes accepted on it, whether or not their references resolve
 * @param serves whether requests may be routed through it
 * @param conditions Accepted, Conflicted, ResolvedRefs …; never Programmed
 */
public record ListenerNode(
        ListenerKey key,
        int port,
        OptionalInt listenPort,
        String protocol,
        boolean terminatesTls,
        Hostname hostname,
        List<CertificateNode> certificates,
        List<RouteKind> supportedKinds,
        int attachedRoutes,
        boolean serves,
        List<Condition> conditions) {

    /** A kind of route that a listener takes. */
    public record RouteKind(String group, String kind) {}

    public ListenerNode {
        certificates = List.copyOf(certificates);
        supportedKinds = List.copyOf(supportedKinds);
        conditions = List.copyOf(conditions);
    }

    /** Whether requests come in through it; else connections or datagrams. */
    public boolean takesRequests() {
        return protocol.equals("HTTP") || protocol.equals("HTTPS");
    }
}
