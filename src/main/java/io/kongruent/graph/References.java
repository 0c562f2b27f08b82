package io.kongruent.graph;

import io.kongruent.model.Ref;
import io.kongruent.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The Secrets and ConfigMaps that the graph of a snapshot rests on, so that nothing else need be read. */
public final class References {

    private static final Set<String> KINDS = Set.of("Secret", "ConfigMap");

    private References() {}

    /** What Gateways of our classes refer to and may refer to: a reference that no grant allows isn't followed. */
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
                        .filter(ref -> ref.group().isEmpty() && KINDS.contains(ref.kind()))
                        .filter(ref -> grants.allow(gateway.meta().ref(), ref))
                        .forEach(references::add);
            }
        }
        return references;
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
