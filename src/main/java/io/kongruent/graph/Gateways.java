package io.kongruent.graph;

import io.kongruent.model.Meta;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The Gateways of our classes, with everything about them that needs no route. */
final class Gateways {

    private final Map<Ref, GatewayDraft> drafts = new LinkedHashMap<>();
    private final Map<Ref, ListenerSetDraft> sets = new LinkedHashMap<>();

    Gateways(Cluster cluster, Classes classes) {
        for (LoweredGateway lowered : classes.gateways()) {
            Ref ref = lowered.meta().ref();
            drafts.put(ref, new GatewayDraft(lowered, cluster.input.dataPlanes().of(ref, lowered.className())));
        }
        merge(cluster);
        Certificates certificates = new Certificates(cluster);
        for (GatewayDraft gateway : drafts.values()) {
            judge(gateway, cluster, classes, certificates);
        }
        ListenPorts.judge(all());
        for (GatewayDraft gateway : drafts.values()) {
            if (gateway.listeners.stream().noneMatch(ListenerDraft::accepted)) {
                gateway.refuse(
                        Reason.ListenersNotValid,
                        "No listener is accepted: "
                                + GatewayDraft.listenerNames(gateway.own().stream()
                                        .map(ListenerDraft::name)
                                        .toList())
                                + "; see their conditions.");
            }
        }
    }

    List<GatewayDraft> all() {
        return new ArrayList<>(drafts.values());
    }

    /** The Gateway, or the ListenerSet of one, when it is ours. */
    Optional<Parent> parent(Ref ref) {
        return Optional.ofNullable(drafts.get(ref))
                .map(Parent::of)
                .or(() -> Optional.ofNullable(sets.get(ref)).map(Parent::of));
    }

    /** "ListenerSet ordered by creation time (oldest first)", then "alphabetically by "{namespace}/{name}"". */
    private void merge(Cluster cluster) {
        cluster.input.lowerers().listenerSets().all(cluster.snapshot).stream()
                .sorted((a, b) -> Meta.byAge(a.meta(), b.meta()))
                .forEach(lowered -> {
                    GatewayDraft gateway = drafts.get(lowered.parent());
                    if (gateway != null) {
                        ListenerSetDraft set = new ListenerSetDraft(lowered, gateway, cluster);
                        gateway.merge(set);
                        sets.put(set.ref(), set);
                    }
                });
    }

    /** Without what the parameters name nobody can be asked to serve it. */
    private static void getsIn(GatewayDraft gateway, Access access) {
        if (!access.problems().isEmpty()) {
            gateway.addressProblem = Optional.of(new Refusal(
                    Reason.Pending,
                    "Its Kongs can't be spoken to: "
                            + access.problems().stream()
                                    .map("unmanaged."::concat)
                                    .collect(Collectors.joining("; "))));
        } else if (!access.pending().isEmpty()) {
            gateway.addressProblem = Optional.of(new Refusal(Reason.Pending, ResolvedRefs.awaited(access.pending())));
        }
    }

    private static void judge(GatewayDraft gateway, Cluster cluster, Classes classes, Certificates certificates) {
        classes.refusal(gateway.lowered.className())
                .ifPresent(r -> gateway.refuse(
                        r.reason(), "GatewayClass " + gateway.lowered.className() + " isn't accepted: " + r.message()));
        if (!gateway.lowered.problems().isEmpty()) {
            gateway.refuse(Reason.Invalid, String.join("; ", gateway.lowered.problems()));
        }
        Parameters parameters = classes.parameters(gateway.lowered);
        parameters.refusal().ifPresent(r -> gateway.refuse(r.reason(), r.message()));
        gateway.parameters = parameters.spec();
        Addresses.judge(gateway);
        if (gateway.addressProblem.isEmpty()) {
            gateway.addressProblem = gateway.dataPlane
                    .made()
                    .filter(made -> !made.serves())
                    .map(made -> new Refusal(
                            Reason.Pending, "Waiting until a pod behind Service " + made.service() + " is ready."));
        }
        if (parameters.isUnmanaged()) {
            getsIn(gateway, Access.of(parameters.spec().path("unmanaged"), cluster.snapshot));
        }
        certificates.judge(gateway);
        for (ListenerDraft listener : gateway.listeners) {
            Protocols.judge(
                    listener,
                    gateway.dataPlane.capabilities(),
                    cluster.input.lowerers().routes());
            certificates.judge(listener);
        }
        Conflicts.judge(gateway);
        for (ListenerDraft listener : gateway.listeners) {
            certificates.judgeClients(listener, gateway.lowered.frontend());
        }
    }
}
