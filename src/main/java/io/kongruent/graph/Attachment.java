package io.kongruent.graph;

import io.kongruent.model.Hostname;
import io.kongruent.model.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which listeners of a Gateway take a route by one of its parentRefs, and on which hostnames. */
final class Attachment {

    private Attachment() {}

    /** A listener that takes the route. */
    record Taken(ListenerDraft listener, List<ParentNode.RouteHostname> hostnames) {}

    /**
     * What came of one parentRef.
     *
     * @param refusal why no listener takes it; empty when one does
     */
    record Result(List<Taken> taken, Optional<Refusal> refusal) {
        static Result refused(Reason reason, String message) {
            return new Result(List.of(), Optional.of(new Refusal(reason, message)));
        }
    }

    /**
     * "A Route is successfully attached to a Listener when it is selected by the Listener's AllowedRoutes field AND the Route has a valid ParentRef selecting the
     * whole Gateway resource or a specific Listener"; "Listener or Route status does not impact successful attachment".
     */
    static Result attach(
            LoweredRoute route, ListenerNode.RouteKind kind, ParentRef ref, Parent parent, Cluster cluster) {
        if (parent.refusal().isPresent()) {
            return Result.refused(
                    Reason.NoMatchingParent,
                    parent.ref() + " has no listeners, since it isn't accepted: "
                            + parent.refusal().get().message());
        }
        List<ListenerDraft> named = parent.listeners().stream()
                .filter(l ->
                        ref.sectionName().isEmpty() || ref.sectionName().get().equals(l.name()))
                .filter(l -> ref.port().isEmpty() || ref.port().getAsInt() == l.lowered.port())
                .toList();
        if (named.isEmpty()) {
            return Result.refused(
                    Reason.NoMatchingParent,
                    parent.ref() + " has no listener" + wanted(ref) + "; it has "
                            + (parent.listeners().isEmpty() ? "none" : listed(parent.listeners())));
        }
        String namespace = route.meta().ref().namespace();
        List<ListenerDraft> allowed = named.stream()
                .filter(l -> l.supportedKinds.contains(kind))
                .filter(l -> l.lowered
                        .namespaces()
                        .admits(l.key.source().namespace(), namespace, cluster.namespaces.of(namespace)))
                .toList();
        if (allowed.isEmpty()) {
            boolean byKind = named.stream().noneMatch(l -> l.supportedKinds.contains(kind));
            return Result.refused(
                    Reason.NotAllowedByListeners,
                    listed(named) + " of " + parent.ref() + (named.size() == 1 ? " takes" : " take") + " no "
                            + kind.kind() + "s"
                            + (byKind
                                    ? "; change allowedRoutes.kinds or the protocol there"
                                    : " from namespace " + namespace + "; change allowedRoutes.namespaces there"));
        }
        List<Taken> taken = new ArrayList<>();
        for (ListenerDraft listener : allowed) {
            List<ParentNode.RouteHostname> hostnames = intersect(route.hostnames(), listener.lowered.hostname());
            if (!hostnames.isEmpty()) {
                taken.add(new Taken(listener, hostnames));
            }
        }
        return taken.isEmpty()
                ? Result.refused(
                        Reason.NoMatchingListenerHostname,
                        "No hostname of the route (" + hostnames(route.hostnames()) + ") is one of " + listed(allowed)
                                + " of " + parent.ref() + " ("
                                + hostnames(allowed.stream()
                                        .map(l -> l.lowered.hostname())
                                        .toList())
                                + "); change one of them")
                : new Result(List.copyOf(taken), Optional.empty());
    }

    /**
     * What the hostnames of a route and a listener have in common. "Any HTTPRoute hostnames that do not match the Listener hostname MUST be ignored." Of several
     * that come to the same, the one that the route declares most precisely counts.
     */
    static List<ParentNode.RouteHostname> intersect(List<Hostname> route, Hostname listener) {
        if (route.isEmpty()) {
            return List.of(new ParentNode.RouteHostname(Hostname.ANY, listener));
        }
        Map<Hostname, ParentNode.RouteHostname> byEffective = new LinkedHashMap<>();
        for (Hostname declared : route) {
            listener.intersect(declared)
                    .ifPresent(effective -> byEffective.merge(
                            effective,
                            new ParentNode.RouteHostname(declared, effective),
                            (a, b) -> isMorePrecise(b.declared(), a.declared()) ? b : a));
        }
        return List.copyOf(byEffective.values());
    }

    private static boolean isMorePrecise(Hostname a, Hostname b) {
        return a.isExact() == b.isExact() ? a.value().length() > b.value().length() : a.isExact();
    }

    private static String wanted(ParentRef ref) {
        return ref.sectionName().map(s -> " named " + s).orElse("")
                + (ref.sectionName().isPresent() && ref.port().isPresent() ? " and" : "")
                + (ref.port().isPresent() ? " on port " + ref.port().getAsInt() : "");
    }

    private static String listed(List<ListenerDraft> listeners) {
        return GatewayDraft.listenerNames(
                listeners.stream().map(ListenerDraft::name).toList());
    }

    private static String hostnames(List<Hostname> hostnames) {
        return String.join(
                ", ", hostnames.stream().map(Hostname::toString).distinct().toList());
    }
}
