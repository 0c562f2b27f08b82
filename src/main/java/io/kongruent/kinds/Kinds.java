package io.kongruent.kinds;

import io.kongruent.graph.Dialect;
import io.kongruent.graph.Lowerers;
import io.kongruent.kinds.gateway.GatewayLowering;
import io.kongruent.kinds.gatewayclass.GatewayClassLowering;
import io.kongruent.kinds.httproute.HttpRouteLowering;
import io.kongruent.kinds.referencegrant.ReferenceGrantLowering;
import java.util.List;

/** The kinds of the Gateway API that are understood. */
public final class Kinds {

    private Kinds() {}

    /** How they become what the graph speaks of, for a router that speaks {@code dialect}. */
    public static Lowerers lowerers(Dialect dialect) {
        return new Lowerers(
                new GatewayClassLowering(),
                new GatewayLowering(),
                new ReferenceGrantLowering(),
                List.of(new HttpRouteLowering(dialect)));
    }
}
