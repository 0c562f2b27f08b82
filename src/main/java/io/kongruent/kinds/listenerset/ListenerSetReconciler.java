package io.kongruent.kinds.listenerset;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerSet;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.kongruent.kinds.Edge;
import io.kongruent.kinds.Haste;
import io.kongruent.kinds.KindReconciler;
import java.time.Duration;

/** ListenerSet. Registered once the cluster is known to have the kind, not when this program is built. */
@Ignore
public final class ListenerSetReconciler extends KindReconciler<ListenerSet> {

    public ListenerSetReconciler(Edge edge) {
        super(ListenerSet.class, new ListenerSetStatusWriter(), edge);
    }

    @Override
    protected Duration quiet(JsonNode before, JsonNode after) {
        return Haste.quiet(before, after);
    }
}
