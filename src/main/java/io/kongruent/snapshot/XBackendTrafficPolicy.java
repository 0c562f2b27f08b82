package io.kongruent.snapshot;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import io.kongruent.model.Ref;

/** How traffic to backends is to be handled: retries (GEP-3388), sessions (GEP-1619). */
@Group(Ref.GATEWAY_API_X)
@Version(XBackendTrafficPolicy.VERSION)
@Kind("XBackendTrafficPolicy")
@Plural("xbackendtrafficpolicies")
@Singular("xbackendtrafficpolicy")
public final class XBackendTrafficPolicy extends JudgedObject implements Namespaced {

    static final String VERSION = "v1alpha1";

    private static final long serialVersionUID = 1L;

    public XBackendTrafficPolicy() {
        super(Ref.GATEWAY_API_X + "/" + VERSION, "XBackendTrafficPolicy");
    }
}
