package io.kongruent.kinds.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.kongruent.kinds.Edge;
import io.kongruent.kinds.Haste;
import io.kongruent.kinds.KindReconciler;
import java.time.Duration;

/** Gateway. Registered once the cluster is known to have the kind, not when this program is built. */
@Ignore
public final class GatewayReconciler extends KindReconciler<Gateway> {

    public GatewayReconciler(Edge edge) {
        super(Gateway.class, new GatewayStatusWriter(), edge);
    }

    @Override
    protected Duration quiet(JsonNode before, JsonNode after) {
        return Haste.quiet(before, after);
    }
}
