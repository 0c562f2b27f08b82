package io.kongruent.snapshot;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** How the data planes of Gateways are to be: the object of a {@code parametersRef}. Its spec is a tree, so that two of them can be laid over one another. */
@Group(GatewayParameters.GROUP)
@Version(GatewayParameters.VERSION)
@Kind("GatewayParameters")
@Plural("gatewayparameters")
@Singular("gatewayparameters")
public final class GatewayParameters extends TreeObject implements Namespaced {

    /** The API group of this program's own kinds. */
    public static final String GROUP = "kongruent.io";

    static final String VERSION = "v1alpha1";

    private static final long serialVersionUID = 1L;

    public GatewayParameters() {
        super(GROUP + "/" + VERSION, "GatewayParameters");
    }
}
