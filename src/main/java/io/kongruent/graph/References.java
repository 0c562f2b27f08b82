package io.kongruent.graph;

import io.kongruent.model.Ref;
import io.kongruent.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The Secrets and ConfigMaps that the graph of a snapshot rests on, so that nothing else need be read. */
public final class References {

    private static final Set<String> KINDS = Set.of("Secret", "ConfigMap");

    private References() {}

    /** What BackendTLSPolicies refer to, and what Gateways of our classes refer to and may refer to: a reference that no grant allows isn't followed. */
    public static SortedSet<Ref> onDemand(Snapshot snapshot, String controllerName, Lowerers lowerers) {
        Set<String> classes = lowered(snapshot, lowerers.classes()).stream()
                .filter(c -> c.controllerName().equals(controllerName))
                .map(c -> c.meta().ref().name())
                .collect(Collectors.toSet());
        Grants grants = new Grants(lowered(snapshot, lowerers.grants()));
        SortedSet<Ref> references = new TreeSet<>();
        for (LoweredGateway gateway : lowered(snapshot, lowerers.gateways())) {
            if (classes.contains(gateway.className())) {
                of(gateway).stream()
                        .filter(References::isOnDemand)
                        .filter(ref -> grants.allow(gateway.meta().ref(), ref))
                        .forEach(references::add);
            }
        }
        ofListenerSets(snapshot, classes, lowerers, grants, references);
        if (!classes.isEmpty()) {
            lowered(snapshot, lowerers.backendTls()).stream()
                    .flatMap(policy -> policy.authorities().stream())
                    .filter(References::isOnDemand)
                    .forEach(references::add);
        }
        return references;
    }

    /** "ReferenceGrants applied to a Gateway are not inherited by child ListenerSets": theirs are granted to themselves. */
    private static void ofListenerSets(
            Snapshot snapshot, Set<String> classes, Lowerers lowerers, Grants grants, SortedSet<Ref> references) {
        List<LoweredListenerSet> sets = lowered(snapshot, lowerers.listenerSets());
        if (sets.isEmpty()) {
            return;
        }
        NamespaceLabels namespaces = new NamespaceLabels(snapshot);
        Map<Ref, LoweredGateway> gateways = new HashMap<>();
        lowered(snapshot, lowerers.gateways())
                .forEach(g -> gateways.put(g.meta().ref(), g));
        for (LoweredListenerSet set : sets) {
            LoweredGateway gateway = gateways.get(set.parent());
            if (gateway == null || !classes.contains(gateway.className())) {
                continue;
            }
            Ref from = set.meta().ref();
            if (ListenerSetDraft.isAllowed(gateway, from, namespaces)) {
                set.listeners().stream()
                        .flatMap(l -> l.tls().stream())
                        .flatMap(tls -> tls.certificates().stream())
                        .filter(References::isOnDemand)
                        .filter(ref -> grants.allow(from, ref))
                        .forEach(references::add);
                set.listeners().stream()
                        .flatMap(l -> gateway.frontend().on(l.port()).stream())
                        .flatMap(validation -> validation.authorities().stream())
                        .filter(References::isOnDemand)
                        .filter(ref -> grants.allow(set.parent(), ref))
                        .forEach(references::add);
            }
        }
    }

    private static boolean isOnDemand(Ref ref) {
        return ref.group().isEmpty() && KINDS.contains(ref.kind());
    }

    private static List<Ref> of(LoweredGateway gateway) {
        List<Ref> refs = new ArrayList<>();
        for (LoweredListener listener : gateway.listeners()) {
            listener.tls().ifPresent(tls -> refs.addAll(tls.certificates()));
            gateway.frontend().on(listener.port()).ifPresent(validation -> refs.addAll(validation.authorities()));
        }
        gateway.backendClientCertificate().ifPresent(refs::add);
        return refs;
    }

    private static <T extends io.fabric8.kubernetes.api.model.HasMetadata, R> List<R> lowered(
            Snapshot snapshot, Lowerer<T, R> lowerer) {
        return snapshot.all(lowerer.kind()).stream().map(lowerer::lower).toList();
    }
}
