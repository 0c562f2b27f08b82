package io.kongruent.kinds.gatewayclass;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClass;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClassSpec;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParametersReference;
import io.kongruent.graph.LoweredClass;
import io.kongruent.graph.Lowerer;
import io.kongruent.kinds.Identity;
import io.kongruent.model.Declared;
import io.kongruent.model.Ref;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** GatewayClass: whose it is and which parameters it names. */
public final class GatewayClassLowering implements Lowerer<GatewayClass, LoweredClass> {

    @Override
    public Class<GatewayClass> kind() {
        return GatewayClass.class;
    }

    @Override
    public LoweredClass lower(GatewayClass object) {
        GatewayClassSpec spec = object.getSpec() == null ? new GatewayClassSpec() : object.getSpec();
        return new LoweredClass(
                Identity.of(object, "GatewayClass"),
                Declared.text(spec.getControllerName()),
                parameters(spec.getParametersRef()));
    }

    private static Optional<Ref> parameters(@Nullable ParametersReference ref) {
        return ref == null
                ? Optional.empty()
                : Optional.of(new Ref(
                        Declared.text(ref.getGroup()),
                        Declared.text(ref.getKind()),
                        Declared.text(ref.getNamespace()),
                        Declared.text(ref.getName())));
    }
}
