package io.kongruent.graph;

import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which listeners of one Gateway aren't distinct. Of those that one object declares "the implementation MUST NOT pick one conflicting Listener as the winner. ALL
 * indistinct Listeners must not be accepted for processing". Between objects the precedence decides: the Gateway's own come first, then those of its
 * ListenerSets, the older set first; who comes first keeps its place.
 */
final class Conflicts {

    /** What is claimed on one port by those that come first. */
    private final List<ListenerDraft> claims = new ArrayList<>();

    private Conflicts() {}

    static void judge(GatewayDraft gateway) {
        Map<Boolean, Map<Integer, List<ListenerDraft>>> byPort = gateway.listeners.stream()
                .filter(ListenerDraft::accepted)
                .collect(Collectors.partitioningBy(
                        l -> l.protocol().equals("UDP"),
                        Collectors.groupingBy(l -> l.lowered.port(), TreeMap::new, Collectors.toList())));
        byPort.values().forEach(ports -> ports.values().forEach(samePort -> new Conflicts().judge(samePort)));
    }

    private void judge(List<ListenerDraft> samePort) {
        Map<Ref, List<ListenerDraft>> bySource = samePort.stream()
                .collect(Collectors.groupingBy(l -> l.key.source(), LinkedHashMap::new, Collectors.toList()));
        for (List<ListenerDraft> declared : bySource.values()) {
            for (ListenerDraft listener : declared) {
                compare(listener, claims);
                listener.outranked = listener.conflict.isPresent();
            }
            List<ListenerDraft> left =
                    declared.stream().filter(l -> l.conflict.isEmpty()).toList();
            left.forEach(listener -> compare(listener, left));
            claims.addAll(left);
        }
        samePort.forEach(l -> l.conflict.ifPresent(c -> l.refuse(c.reason(), c.message())));
        samePort.stream()
                .filter(l -> l.accepted() && l.protocol().equals("HTTPS"))
                .forEach(l -> l.overlap = overlap(l, samePort));
    }

    private static void compare(ListenerDraft listener, List<ListenerDraft> others) {
        String transport = Protocols.transport(listener.protocol());
        List<ListenerDraft> otherProtocol = others.stream()
                .filter(o -> !Protocols.transport(o.protocol()).equals(transport))
                .toList();
        List<ListenerDraft> sameHostname = others.stream()
                .filter(o -> o != listener
                        && o.lowered.hostname().equals(listener.lowered.hostname())
                        && Protocols.transport(o.protocol()).equals(transport))
                .toList();
        String port = "port " + listener.lowered.port();
        if (!otherProtocol.isEmpty()) {
            String message = port + " is also claimed with another protocol by " + names(listener, otherProtocol);
            // "if a Listener is conflicted because it has the same port as another Listener, and it also has the same
            // hostname as another Listener, the reason should be "ListenerConflict"": only entries know that reason.
            boolean both = !sameHostname.isEmpty() && listener.isOfListenerSet();
            listener.conflict = Optional.of(
                    both
                            ? new Refusal(
                                    Reason.ListenerConflict,
                                    message + ", and with hostname " + listener.lowered.hostname() + " by "
                                            + names(listener, sameHostname) + "; use another port")
                            : new Refusal(Reason.ProtocolConflict, message + "; use another port"));
        } else if (!sameHostname.isEmpty()) {
            listener.conflict = Optional.of(new Refusal(
                    Reason.HostnameConflict,
                    port + " with hostname " + listener.lowered.hostname() + " is also claimed by "
                            + names(listener, sameHostname) + "; use another hostname or port"));
        }
    }

    /**
     * "Controllers MUST detect the presence of overlapping hostnames and MAY detect the presence of overlapping certificates." "If a controller supports checking for
     * both possible reasons and finds that both are true, it SHOULD set the "OverlappingCertificates" Reason."
     */
    private static Optional<Refusal> overlap(ListenerDraft listener, List<ListenerDraft> samePort) {
        List<ListenerDraft> others =
                samePort.stream().filter(o -> o != listener && o.accepted()).toList();
        List<ListenerDraft> byCertificate =
                others.stream().filter(o -> shareNames(listener, o)).toList();
        if (!byCertificate.isEmpty()) {
            return Optional.of(new Refusal(
                    Reason.OverlappingCertificates,
                    "A certificate is for names that one of " + names(listener, byCertificate)
                            + " is for too: a client that reuses a connection may ask for the other's host on it."));
        }
        List<ListenerDraft> byHostname = others.stream()
                .filter(o -> o.lowered
                        .hostname()
                        .intersect(listener.lowered.hostname())
                        .isPresent())
                .toList();
        return byHostname.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        Reason.OverlappingHostnames,
                        "Hostname " + listener.lowered.hostname() + " overlaps with that of "
                                + names(listener, byHostname)
                                + ": a client that reuses a connection may meet the other's certificate."));
    }

    private static boolean shareNames(ListenerDraft a, ListenerDraft b) {
        return a.certificates.stream()
                .flatMap(c -> c.names().stream())
                .anyMatch(name -> b.certificates.stream()
                        .flatMap(c -> c.names().stream())
                        .anyMatch(other -> name.intersect(other).isPresent()));
    }

    /**
     * The others, as the one's owner may know them: "implementations SHOULD be cautious about what information from the parent or siblings are reported".
     */
    private static String names(ListenerDraft listener, List<ListenerDraft> others) {
        Ref source = listener.key.source();
        List<String> names = new ArrayList<>();
        List<ListenerDraft> own =
                others.stream().filter(o -> o.key.source().equals(source)).toList();
        if (!own.isEmpty()) {
            names.add(GatewayDraft.listenerNames(
                    own.stream().map(ListenerDraft::name).toList()));
        }
        others.stream()
                .filter(o -> !own.contains(o))
                .map(o -> {
                    boolean known =
                            !o.isOfListenerSet() || o.key.source().namespace().equals(source.namespace());
                    return known ? o.key.toString() : "another ListenerSet of " + o.key.gateway();
                })
                .distinct()
                .forEach(names::add);
        return String.join(", ", names);
    }
}
