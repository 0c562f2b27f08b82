package io.kongruent.graph;

import io.kongruent.capability.Capabilities.Listen.Transport;
import io.kongruent.model.Condition;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A listener while it is being judged; one concern after the other adds to it. */
final class ListenerDraft {

    final LoweredListener lowered;
    final ListenerKey key;
    final int listenPort;
    List<ListenerNode.RouteKind> supportedKinds = List.of();
    List<CertificateNode> certificates = List.of();
    /** Why it isn't accepted; the first reason found counts. */
    Optional<Refusal> refusal;

    Optional<Refusal> conflict = Optional.empty();
    /** Whether it conflicts with one that comes before it: then what it claims is the other's. */
    boolean outranked;

    /** What of its TLS settings overlaps with another listener's, and how. */
    Optional<Refusal> overlap = Optional.empty();

    final List<Refusal> unresolved = new ArrayList<>();
    /** Secrets that haven't been read yet. */
    final List<Ref> pending = new ArrayList<>();

    private int attachedRoutes;
    private @Nullable Ref lastAttached;

    ListenerDraft(LoweredListener lowered, ListenerKey key, int listenPort) {
        this.lowered = lowered;
        this.key = key;
        this.listenPort = listenPort;
        this.refusal = lowered.refusal();
    }

    String name() {
        return lowered.name();
    }

    /** Whether a ListenerSet declares it, and not the Gateway. */
    boolean isOfListenerSet() {
        return !key.source().equals(key.gateway());
    }

    String protocol() {
        return lowered.protocol();
    }

    /** What its port has to be for. */
    Transport transport() {
        return switch (lowered.protocol()) {
            case "HTTP", "HTTPS" -> Transport.HTTP;
            case "UDP" -> Transport.UDP;
            default -> Transport.TCP;
        };
    }

    /** Whether Kong has to know TLS there: to terminate it, or to read the server name. */
    boolean needsTls() {
        return terminatesTls() || lowered.protocol().equals("TLS");
    }

    boolean terminatesTls() {
        return switch (lowered.protocol()) {
            case "HTTPS" -> true;
            case "TLS" ->
                lowered.tls().filter(t -> t.mode().equals("Passthrough")).isEmpty();
            default -> false;
        };
    }

    void refuse(Reason reason, String message) {
        if (refusal.isEmpty()) {
            refusal = Optional.of(new Refusal(reason, message));
        }
    }

    boolean accepted() {
        return refusal.isEmpty();
    }

    /** Whether it can take traffic, as far as the listener goes. */
    boolean serves() {
        return accepted() && (!terminatesTls() || !certificates.isEmpty());
    }

    /** Counts a route once, however many of its parentRefs lead here. Routes come one after the other. */
    void attach(Ref route) {
        if (!route.equals(lastAttached)) {
            lastAttached = route;
            attachedRoutes++;
        }
    }

    ListenerNode node(boolean gatewayServes) {
        boolean portServed = !outranked
                && refusal.filter(r -> r.reason() == Reason.PortUnavailable).isEmpty();
        return new ListenerNode(
                key,
                lowered.port(),
                portServed ? OptionalInt.of(listenPort) : OptionalInt.empty(),
                lowered.protocol(),
                terminatesTls(),
                lowered.hostname(),
                certificates,
                supportedKinds,
                attachedRoutes,
                gatewayServes && serves(),
                conditions());
    }

    private List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(refusal.map(Refusal::unaccepted)
                .orElseGet(() -> Condition.yes(
                        Condition.Type.Accepted, Reason.Accepted, "The listener is valid and can be served.")));
        conditions.add(ResolvedRefs.of(unresolved, pending));
        conditions.add(conflict.map(c -> Condition.yes(Condition.Type.Conflicted, c.reason(), c.message()))
                .orElseGet(() -> Condition.no(
                        Condition.Type.Conflicted,
                        Reason.NoConflicts,
                        "No other listener claims the same port, protocol and hostname.")));
        overlap.ifPresent(
                o -> conditions.add(Condition.yes(Condition.Type.OverlappingTLSConfig, o.reason(), o.message())));
        return conditions;
    }
}
