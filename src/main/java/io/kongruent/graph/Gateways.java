package io.kongruent.graph;

import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Gateways of our classes, with everything about them that needs no route. */
final class Gateways {

    private final Map<Ref, GatewayDraft> drafts = new LinkedHashMap<>();

    Gateways(Cluster cluster, Classes classes) {
        for (LoweredGateway lowered : cluster.lowered(cluster.input.lowerers().gateways())) {
            if (classes.has(lowered.className())) {
                drafts.put(
                        lowered.meta().ref(),
                        new GatewayDraft(
                                lowered,
                                cluster.input.dataPlanes().of(lowered.meta().ref(), lowered.className())));
            }
        }
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
                                + GatewayDraft.listenerNames(gateway.listeners.stream()
                                        .map(ListenerDraft::name)
                                        .toList())
                                + "; see their conditions.");
            }
        }
    }

    List<GatewayDraft> all() {
        return new ArrayList<>(drafts.values());
    }

    /** The Gateway, when it is ours. */
    @Nullable
    GatewayDraft get(Ref ref) {
        return drafts.get(ref);
    }

    private static void judge(GatewayDraft gateway, Cluster cluster, Classes classes, Certificates certificates) {
        classes.refusal(gateway.lowered.className())
                .ifPresent(r -> gateway.refuse(
                        r.reason(), "GatewayClass " + gateway.lowered.className() + " isn't accepted: " + r.message()));
        if (!gateway.lowered.problems().isEmpty()) {
            gateway.refuse(Reason.Invalid, String.join("; ", gateway.lowered.problems()));
        }
        gateway.lowered
                .parameters()
                .ifPresent(ref -> gateway.refuse(
                        Reason.InvalidParameters,
                        "infrastructure.parametersRef: the kind " + ref.kind()
                                + (ref.group().isEmpty() ? "" : " of " + ref.group())
                                + " can't hold parameters here; remove the field"));
        Addresses.judge(gateway);
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
