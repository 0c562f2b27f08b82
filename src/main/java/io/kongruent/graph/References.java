package io.kongruent.graph;

import io.kongruent.model.Ref;
import io.kongruent.snapshot.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The Secrets and ConfigMaps that the graph of a snapshot rests on, so that nothing else need be read. */
public final class References {

    private final Grants grants;
    private final SortedSet<Ref> found = new TreeSet<>();

    private References(Grants grants) {
        this.grants = grants;
    }

    /**
     * What Gateways of our classes refer to and may refer to (a reference that no grant allows isn't followed) and, where there are such Gateways, what
     * BackendTLSPolicies and XBackends refer to.
     */
    public static SortedSet<Ref> onDemand(Snapshot snapshot, String controllerName, Lowerers lowerers) {
        References references = new References(new Grants(lowerers.grants().all(snapshot)));
        OwnGateways own = new OwnGateways(snapshot, controllerName, lowerers);
        Map<Ref, LoweredGateway> gateways = new HashMap<>();
        for (LoweredGateway gateway : own.all()) {
            Ref ref = gateway.meta().ref();
            gateways.put(ref, gateway);
            references.ofListeners(ref, gateway.listeners(), gateway);
            gateway.backendClientCertificate().ifPresent(to -> references.add(ref, to));
            references.ofParameters(own.of(gateway));
        }
        NamespaceLabels namespaces = new NamespaceLabels(snapshot);
        for (LoweredListenerSet set : lowerers.listenerSets().all(snapshot)) {
            LoweredGateway gateway = gateways.get(set.parent());
            Ref ref = set.meta().ref();
            if (gateway != null && ListenerSetDraft.isAllowed(gateway, ref, namespaces)) {
                references.ofListeners(ref, set.listeners(), gateway);
            }
        }
        if (!gateways.isEmpty()) {
            Stream.concat(
                            lowerers.backendTls().all(snapshot).stream(),
                            lowerers.backends().all(snapshot).stream().flatMap(backend -> backend.tls().stream()))
                    .forEach(policy -> policy.authorities()
                            .forEach(to -> references.add(policy.meta().ref(), to)));
        }
        return references.found;
    }

    /** Of all that only what leads to Kongs that somebody else runs. */
    public static SortedSet<Ref> ofParameters(Snapshot snapshot, String controllerName, Lowerers lowerers) {
        References references = new References(new Grants(List.of()));
        OwnGateways own = new OwnGateways(snapshot, controllerName, lowerers);
        own.all().forEach(gateway -> references.ofParameters(own.of(gateway)));
        return references.found;
    }

    /** What leads to Kongs that somebody else runs. It is next to the parameters that name it, so nobody has to grant it. */
    private void ofParameters(Parameters parameters) {
        if (parameters.isUnmanaged()) {
            found.addAll(Access.references(parameters.spec().path("unmanaged")));
        }
    }

    /**
     * "ReferenceGrants applied to a Gateway are not inherited by child ListenerSets": a ListenerSet's are granted to itself, what the Gateway asks of clients is the
     * Gateway's.
     */
    private void ofListeners(Ref source, List<LoweredListener> listeners, LoweredGateway gateway) {
        for (LoweredListener listener : listeners) {
            listener.tls().stream().flatMap(tls -> tls.certificates().stream()).forEach(to -> add(source, to));
            gateway.frontend().on(listener.port()).stream()
                    .flatMap(validation -> validation.authorities().stream())
                    .forEach(to -> add(gateway.meta().ref(), to));
        }
    }

    private void add(Ref from, Ref to) {
        if (Held.isHolder(to) && grants.allow(from, to)) {
            found.add(to);
        }
    }
}
