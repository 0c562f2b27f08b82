package io.kongruent.kinds.gatewayparameters;

import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.kongruent.kinds.Edge;
import io.kongruent.kinds.KindReconciler;
import io.kongruent.snapshot.GatewayParameters;
import io.kongruent.snapshot.TreeObject;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** GatewayParameters. Registered once the cluster is known to have the kind, not when this program is built. */
@Ignore
@RegisterForReflection(targets = {GatewayParameters.class, TreeObject.class})
public final class GatewayParametersReconciler extends KindReconciler<GatewayParameters> {

    public GatewayParametersReconciler(Edge edge) {
        super(GatewayParameters.class, null, edge);
    }
}
