package io.kongruent.graph;

import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capabilities.Listen.Transport;
import io.kongruent.capability.Capability;
import io.kongruent.model.Hostname;
import io.kongruent.model.Meta;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * Which listener gets which port of which Kong. Gateways that share a Kong are kept apart by its listen ports; where two would need the same one, the older
 * Gateway keeps it. Nothing is merged.
 */
final class ListenPorts {

    /** Who has a listen port: one port of one Gateway. */
    private record Owner(Ref gateway, int port) {}

    /** TCP and UDP have ports of their own. */
    private record Place(boolean udp, int port) {}

    private record StreamPort(Transport transport, int port) {
        @Override
        public String toString() {
            return transport + " port " + port;
        }
    }

    private record SniUse(Ref gateway, int listenPort) {}

    private record StreamUse(Ref gateway, ListenerDraft listener) {}

    private final DataPlane dataPlane;
    private final Map<Place, Owner> owners = new HashMap<>();
    /** Which of Kong's stream ports its router knows by a number. */
    private final Map<Place, StreamPort> known = new HashMap<>();
    /** Without the plugin: the one plain and the one TLS port of this Kong. */
    private final Map<Boolean, Integer> only = new HashMap<>();
    /** Without the plugin's certificates: where a hostname's certificate is bound. */
    private final Map<Hostname, SniUse> names = new HashMap<>();

    /** Who terminates connections of the protocol TLS. */
    private final List<StreamUse> streams = new ArrayList<>();

    private ListenPorts(DataPlane dataPlane) {
        this.dataPlane = dataPlane;
    }

    /** Judges the listeners of every Gateway, the oldest Gateway first. */
    static void judge(List<GatewayDraft> gateways) {
        Map<String, List<GatewayDraft>> byDataPlane = gateways.stream()
                .filter(GatewayDraft::accepted)
                .collect(Collectors.groupingBy(g -> g.dataPlane.name()));
        byDataPlane.values().forEach(sharing -> {
            ListenPorts ports = new ListenPorts(sharing.getFirst().dataPlane);
            sharing.stream()
                    .sorted((a, b) -> Meta.byAge(a.meta(), b.meta()))
                    .forEach(gateway -> gateway.listeners.stream()
                            .filter(ListenerDraft::accepted)
                            .forEach(listener -> ports.problem(gateway.ref(), listener)
                                    .ifPresent(message -> listener.refuse(Reason.PortUnavailable, message))));
        });
    }

    private Optional<String> problem(Ref gateway, ListenerDraft listener) {
        return unserved(listener)
                .or(() -> taken(gateway, listener))
                .or(() -> indistinct(listener))
                .or(() -> mistaken(listener))
                .or(() -> reusesName(gateway, listener))
                .or(() -> confuses(gateway, listener));
    }

    private Optional<String> unserved(ListenerDraft listener) {
        List<Capabilities.Listen> listens = dataPlane.capabilities().listens();
        if (listens.isEmpty() || dataPlane.made().isPresent()) {
            return Optional.empty();
        }
        Transport transport = listener.transport();
        List<Capabilities.Listen> there = listens.stream()
                .filter(l -> l.port() == listener.listenPort && l.transport() == transport)
                .toList();
        String setting = "; set kongruent.data-planes." + dataPlane.name() + ".port-map or change "
                + (transport == Transport.HTTP ? "KONG_PROXY_LISTEN" : "KONG_STREAM_LISTEN");
        if (there.isEmpty()) {
            return Optional.of("port: no Kong of data plane " + dataPlane.name() + " listens on port "
                    + listener.listenPort + mapped(listener)
                    + (transport == Transport.HTTP ? "" : " for " + transport) + setting);
        }
        if (there.stream().noneMatch(l -> l.tls() == listener.needsTls())) {
            return Optional.of("port: Kong's port " + listener.listenPort + mapped(listener) + " of data plane "
                    + dataPlane.name() + (listener.needsTls() ? " is without TLS" : " is for TLS")
                    + " and can't serve the protocol " + listener.protocol() + setting);
        }
        return Optional.empty();
    }

    private Optional<String> taken(Ref gateway, ListenerDraft listener) {
        Owner wants = new Owner(gateway, listener.lowered.port());
        Owner has = owners.putIfAbsent(new Place(listener.transport() == Transport.UDP, listener.listenPort), wants);
        if (has == null || has.equals(wants)) {
            return Optional.empty();
        }
        String place =
                "port: Kong's port " + listener.listenPort + mapped(listener) + " of data plane " + dataPlane.name();
        return Optional.of(
                has.gateway.equals(gateway)
                        ? place + " already serves port " + has.port
                                + " of this Gateway; map one of them to another port" + " in kongruent.data-planes."
                                + dataPlane.name() + ".port-map"
                        : place + " already serves " + has.gateway
                                + "; it comes first, being older or first by name; use another port or give this Gateway a data plane of its own");
    }

    /** Without the listener fact Kong can tell plain requests from TLS ones, but not one port from another. */
    private Optional<String> indistinct(ListenerDraft listener) {
        if (listener.transport() != Transport.HTTP || dataPlane.capabilities().can(Capability.LISTENER_FACT)) {
            return Optional.empty();
        }
        int first = only.computeIfAbsent(listener.terminatesTls(), tls -> listener.listenPort);
        return first == listener.listenPort
                ? Optional.empty()
                : Optional.of("port: Kong can't tell requests on port " + listener.listenPort + " from those on port "
                        + first + ": " + dataPlane.capabilities().why(Capability.LISTENER_FACT));
    }

    /** With port maps two of Kong's stream ports may be one to its router; and without the plugin its cache takes TCP and UDP of one number for the same. */
    private Optional<String> mistaken(ListenerDraft listener) {
        if (listener.transport() == Transport.HTTP) {
            return Optional.empty();
        }
        boolean apart = dataPlane.capabilities().can(Capability.ROUTER_CACHE_KEY);
        StreamPort own = new StreamPort(listener.transport(), listener.listenPort);
        SortedSet<Integer> numbers = dataPlane.capabilities().shown(listener.listenPort, listener.transport());
        for (int number : numbers) {
            StreamPort other = known.putIfAbsent(new Place(apart && own.transport == Transport.UDP, number), own);
            if (other != null && !other.equals(own)) {
                return Optional.of("port: Kong can't tell " + own + mapped(listener) + " from " + other
                        + ", which another listener has: "
                        + (other.transport == own.transport
                                ? "with its KONG_PORT_MAPS it shows both as " + number + "; change them, or set"
                                        + " kongruent.data-planes." + dataPlane.name() + ".port-map to another port"
                                : dataPlane.capabilities().why(Capability.ROUTER_CACHE_KEY)));
            }
        }
        return Optional.empty();
    }

    /** Without the plugin a certificate belongs to a server name on every port. */
    private Optional<String> reusesName(Ref gateway, ListenerDraft listener) {
        if (!listener.terminatesTls() || dataPlane.capabilities().can(Capability.CERTIFICATES)) {
            return Optional.empty();
        }
        SniUse wants = new SniUse(gateway, listener.listenPort);
        SniUse has = names.putIfAbsent(listener.lowered.hostname(), wants);
        return has == null || has.equals(wants)
                ? Optional.empty()
                : Optional.of(
                        "hostname: the certificate for " + listener.lowered.hostname() + " is that of Kong's port "
                                + has.listenPort + " (" + has.gateway + "): "
                                + dataPlane.capabilities().why(Capability.CERTIFICATES));
    }

    /** Where connections of the protocol TLS are terminated, the server name alone decides on the certificate, whatever the port. */
    private Optional<String> confuses(Ref gateway, ListenerDraft listener) {
        if (!listener.protocol().equals("TLS") || !listener.serves() || !listener.terminatesTls()) {
            return Optional.empty();
        }
        Optional<StreamUse> other = streams.stream()
                .filter(o -> o.listener.listenPort != listener.listenPort
                        && o.listener
                                .lowered
                                .hostname()
                                .intersect(listener.lowered.hostname())
                                .isPresent()
                        && !o.listener.certificates.equals(listener.certificates))
                .findFirst();
        if (other.isEmpty()) {
            streams.add(new StreamUse(gateway, listener));
        }
        return other.map(o ->
                "tls.certificateRefs: Kong knows the server name but not the port where it terminates connections of the"
                        + " protocol TLS, and listener " + o.listener.name() + " of " + o.gateway
                        + " shows other certificates for "
                        + o.listener.lowered.hostname() + " on its port " + o.listener.listenPort
                        + "; use the same certificates, another hostname or a data plane of its own");
    }

    private static String mapped(ListenerDraft listener) {
        return listener.listenPort == listener.lowered.port()
                ? ""
                : " (for the listener's port " + listener.lowered.port() + ")";
    }
}
