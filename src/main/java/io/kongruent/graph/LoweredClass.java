package io.kongruent.graph;

import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.Optional;

/**
 * A GatewayClass, or an XMesh, as declared.
 *
 * @param controllerName whose it is
 * @param parameters the object of {@code parametersRef}
 */
public record LoweredClass(Meta meta, String controllerName, Optional<Ref> parameters) {}
