package io.kongruent.kinds.gateway;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerStatus;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.kongruent.kinds.Edge;
import io.kongruent.kinds.KindReconciler;
import io.kongruent.model.Declared;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gateway. Registered once the cluster is known to have the kind, not when this program is built.
 *
 * <p>Numbers of attached routes are written when they have come to rest: a thousand routes that are created at once are one number, not a thousand.
 */
@Ignore
public final class GatewayReconciler extends KindReconciler<Gateway> {

    public GatewayReconciler(Edge edge) {
        super(Gateway.class, new GatewayStatusWriter(), edge);
    }

    @Override
    protected boolean canWait(Gateway current, Gateway next) {
        GatewayStatus before = current.getStatus();
        GatewayStatus after = next.getStatus();
        return before != null
                && after != null
                && Declared.list(before.getConditions()).equals(Declared.list(after.getConditions()))
                && Declared.list(before.getAddresses()).equals(Declared.list(after.getAddresses()))
                && uncounted(before).equals(uncounted(after));
    }

    private static List<ListenerStatus> uncounted(GatewayStatus status) {
        return Declared.list(status.getListeners()).stream()
                .map(GatewayReconciler::uncounted)
                .toList();
    }

    private static ListenerStatus uncounted(@Nullable ListenerStatus listener) {
        return listener == null
                ? new ListenerStatus()
                : new ListenerStatus(0, listener.getConditions(), listener.getName(), listener.getSupportedKinds());
    }
}
