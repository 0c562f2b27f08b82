package io.kongruent.graph;

import io.kongruent.model.Condition;
import io.kongruent.model.Meta;
import java.util.List;

/**
 * A GatewayClass of ours, or an XMesh.
 *
 * @param supportedFeatures sorted ascending
 */
public record ClassNode(Meta meta, List<String> supportedFeatures, List<Condition> conditions) {
    public ClassNode {
        supportedFeatures = List.copyOf(supportedFeatures);
        conditions = List.copyOf(conditions);
    }
}
