package io.kongruent.graph;

import io.kongruent.model.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which listeners of one Gateway aren't distinct. "The implementation MUST NOT pick one conflicting Listener as the winner. ALL indistinct Listeners must not be
 * accepted for processing."
 */
final class Conflicts {

    private Conflicts() {}

    static void judge(GatewayDraft gateway) {
        Map<Boolean, Map<Integer, List<ListenerDraft>>> byPort = gateway.listeners.stream()
                .filter(ListenerDraft::accepted)
                .collect(Collectors.partitioningBy(
                        l -> l.protocol().equals("UDP"),
                        Collectors.groupingBy(l -> l.lowered.port(), TreeMap::new, Collectors.toList())));
        byPort.values().forEach(ports -> ports.values().forEach(Conflicts::judge));
    }

    private static void judge(List<ListenerDraft> samePort) {
        for (ListenerDraft listener : samePort) {
            List<ListenerDraft> otherProtocol = samePort.stream()
                    .filter(o -> !Protocols.transport(o.protocol()).equals(Protocols.transport(listener.protocol())))
                    .toList();
            List<ListenerDraft> sameHostname = samePort.stream()
                    .filter(o -> o != listener
                            && o.lowered.hostname().equals(listener.lowered.hostname())
                            && Protocols.transport(o.protocol()).equals(Protocols.transport(listener.protocol())))
                    .toList();
            if (!otherProtocol.isEmpty()) {
                conflict(
                        listener,
                        Reason.ProtocolConflict,
                        "port " + listener.lowered.port() + " is also claimed with another protocol by "
                                + names(otherProtocol) + "; use another port");
            } else if (!sameHostname.isEmpty()) {
                conflict(
                        listener,
                        Reason.HostnameConflict,
                        "port " + listener.lowered.port() + " with hostname " + listener.lowered.hostname()
                                + " is also claimed by " + names(sameHostname) + "; use another hostname or port");
            }
        }
        samePort.forEach(l -> l.conflict.ifPresent(c -> l.refuse(c.reason(), c.message())));
        samePort.stream()
                .filter(l -> l.accepted() && l.protocol().equals("HTTPS"))
                .forEach(l -> l.overlap = overlap(l, samePort));
    }

    /** "Controllers MUST detect the presence of overlapping hostnames." */
    private static Optional<String> overlap(ListenerDraft listener, List<ListenerDraft> samePort) {
        List<ListenerDraft> overlapping = samePort.stream()
                .filter(o -> o != listener
                        && o.accepted()
                        && o.lowered
                                .hostname()
                                .intersect(listener.lowered.hostname())
                                .isPresent())
                .toList();
        return overlapping.isEmpty()
                ? Optional.empty()
                : Optional.of("Hostname " + listener.lowered.hostname() + " overlaps with that of " + names(overlapping)
                        + ": a client that reuses a connection may meet the other's certificate.");
    }

    private static void conflict(ListenerDraft listener, Reason reason, String message) {
        listener.conflict = Optional.of(new Refusal(reason, message));
    }

    private static String names(List<ListenerDraft> listeners) {
        return GatewayDraft.listenerNames(
                listeners.stream().map(ListenerDraft::name).toList());
    }
}
