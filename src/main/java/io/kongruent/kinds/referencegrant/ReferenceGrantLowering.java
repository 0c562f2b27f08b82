package io.kongruent.kinds.referencegrant;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.ReferenceGrant;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ReferenceGrantFrom;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ReferenceGrantSpec;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ReferenceGrantTo;
import io.kongruent.graph.LoweredGrant;
import io.kongruent.graph.Lowerer;
import io.kongruent.model.Declared;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ReferenceGrant: who may refer to what. An entry that lacks a part allows nothing. */
public final class ReferenceGrantLowering implements Lowerer<ReferenceGrant, LoweredGrant> {

    @Override
    public Class<ReferenceGrant> kind() {
        return ReferenceGrant.class;
    }

    @Override
    public LoweredGrant lower(ReferenceGrant object) {
        ReferenceGrantSpec spec = object.getSpec() == null ? new ReferenceGrantSpec() : object.getSpec();
        List<LoweredGrant.From> from = new ArrayList<>();
        for (@Nullable ReferenceGrantFrom f : Declared.list(spec.getFrom())) {
            if (f != null) {
                from.add(new LoweredGrant.From(
                        Declared.text(f.getGroup()), Declared.text(f.getKind()), Declared.text(f.getNamespace())));
            }
        }
        List<LoweredGrant.To> to = new ArrayList<>();
        for (@Nullable ReferenceGrantTo t : Declared.list(spec.getTo())) {
            if (t != null) {
                to.add(new LoweredGrant.To(
                        Declared.text(t.getGroup()), Declared.text(t.getKind()), Declared.maybe(t.getName())));
            }
        }
        return new LoweredGrant(Declared.text(object.getMetadata().getNamespace()), from, to);
    }
}
