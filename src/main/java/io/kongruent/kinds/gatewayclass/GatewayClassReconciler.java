package io.kongruent.kinds.gatewayclass;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClass;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.kongruent.kinds.Desk;
import io.kongruent.kinds.Edge;
import io.kongruent.kinds.KindReconciler;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.List;

/**
 * GatewayClass. Registered once the cluster is known to have the kind, not when this program is built.
 *
 * <p>"Whenever one or more Gateways are using a GatewayClass, implementations SHOULD add the gateway-exists-finalizer", so that nobody deletes it from below
 * them.
 */
@Ignore
public final class GatewayClassReconciler extends KindReconciler<GatewayClass> {

    private static final String FINALIZER = "gateway-exists-finalizer.gateway.networking.k8s.io";

    public GatewayClassReconciler(Edge edge) {
        super(GatewayClass.class, new GatewayClassStatusWriter(), edge);
    }

    @Override
    protected List<String> finalizers(GatewayClass current, Desk desk) {
        List<String> declared = current.getMetadata().getFinalizers();
        boolean used = desk.isUsed(
                Ref.gatewayApi("GatewayClass", "", current.getMetadata().getName()));
        boolean ending = current.getMetadata().getDeletionTimestamp() != null;
        if (declared.contains(FINALIZER) == used || (used && ending)) {
            return declared;
        }
        List<String> wanted = new ArrayList<>(declared);
        if (used) {
            wanted.add(FINALIZER);
        } else {
            wanted.remove(FINALIZER);
        }
        return wanted;
    }
}
