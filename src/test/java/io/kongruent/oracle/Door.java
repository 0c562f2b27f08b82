package io.kongruent.oracle;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerEntry;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A listener that is in force.
 *
 * @param source the Gateway, or the ListenerSet that adds it: who refers to the one doesn't refer to the other's listeners
 */
record Door(Gateway gateway, Listener listener, HasMetadata source) {

    /**
     * The listeners of all Gateways, the oldest Gateway first. "Merged" with those of ListenerSets: "the parent Gateway" first, then "ListenerSet ordered by creation
     * time", then "alphabetically by namespace/name"; one that claims what an earlier one has is conflicted.
     */
    static List<Door> of(Collection<? extends HasMetadata> objects) {
        List<Gateway> gateways = new ArrayList<>();
        List<ListenerSet> sets = new ArrayList<>();
        for (HasMetadata object : objects) {
            if (object instanceof Gateway g) {
                gateways.add(g);
            } else if (object instanceof ListenerSet s) {
                sets.add(s);
            }
        }
        gateways.sort(Comparator.comparing(Oracle::created).thenComparing(Oracle::path));
        sets.sort(Comparator.comparing(Oracle::created).thenComparing(Oracle::path));
        List<Door> doors = new ArrayList<>();
        for (Gateway gateway : gateways) {
            Set<String> taken = new HashSet<>();
            gateway.getSpec().getListeners().forEach(l -> add(doors, taken, new Door(gateway, l, gateway)));
            sets.stream()
                    .filter(set -> belongs(set, gateway))
                    .forEach(set -> set.getSpec()
                            .getListeners()
                            .forEach(l -> add(doors, taken, new Door(gateway, listener(l), set))));
        }
        return doors;
    }

    private static void add(List<Door> doors, Set<String> taken, Door door) {
        Listener listener = door.listener;
        boolean udp = listener.getProtocol().equals("UDP");
        if (taken.add((udp ? "udp/" : "") + listener.getPort() + "/" + Oracle.text(listener.getHostname()))) {
            doors.add(door);
        }
    }

    /** ListenerSets "in the same namespace" or "in all namespaces", as the Gateway allows; none when it doesn't say. */
    private static boolean belongs(ListenerSet set, Gateway gateway) {
        var allowed = gateway.getSpec().getAllowedListeners();
        String from = allowed == null || allowed.getNamespaces() == null
                ? "None"
                : allowed.getNamespaces().getFrom();
        var parent = set.getSpec().getParentRef();
        String namespace = parent.getNamespace() == null ? set.getMetadata().getNamespace() : parent.getNamespace();
        boolean near =
                set.getMetadata().getNamespace().equals(gateway.getMetadata().getNamespace());
        return parent.getName().equals(gateway.getMetadata().getName())
                && namespace.equals(gateway.getMetadata().getNamespace())
                && (from.equals("All") || from.equals("Same") && near);
    }

    private static Listener listener(ListenerEntry entry) {
        return new ListenerBuilder()
                .withName(entry.getName())
                .withPort(entry.getPort())
                .withProtocol(entry.getProtocol())
                .withHostname(entry.getHostname())
                .withAllowedRoutes(entry.getAllowedRoutes())
                .withTls(entry.getTls())
                .build();
    }

    /** Whether a route is attached here by one of its references. */
    boolean takes(HasMetadata route, List<ParentReference> parentRefs) {
        return parentRefs.stream().anyMatch(ref -> isMeant(ref, route)) && allows(route);
    }

    private boolean isMeant(ParentReference ref, HasMetadata route) {
        String kind = ref.getKind() == null ? "Gateway" : ref.getKind();
        String namespace = ref.getNamespace() == null ? route.getMetadata().getNamespace() : ref.getNamespace();
        return kind.equals(source.getKind())
                && ref.getName().equals(source.getMetadata().getName())
                && namespace.equals(source.getMetadata().getNamespace())
                && (ref.getSectionName() == null || ref.getSectionName().equals(listener.getName()))
                && (ref.getPort() == null || ref.getPort().equals(listener.getPort()));
    }

    private boolean allows(HasMetadata route) {
        String from = listener.getAllowedRoutes() == null
                        || listener.getAllowedRoutes().getNamespaces() == null
                        || listener.getAllowedRoutes().getNamespaces().getFrom() == null
                ? "Same"
                : listener.getAllowedRoutes().getNamespaces().getFrom();
        return from.equals("All")
                || route.getMetadata()
                        .getNamespace()
                        .equals(source.getMetadata().getNamespace());
    }

    String hostname() {
        return Oracle.text(listener.getHostname());
    }

    boolean isOn(int port) {
        return listener.getPort() == port;
    }

    /** "the most specific match": exact, then the longest wildcard, then none. */
    int specificity() {
        return hostname().isEmpty()
                ? 0
                : hostname().startsWith("*") ? hostname().length() : 1000;
    }
}
