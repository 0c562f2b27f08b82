package io.kongruent.snapshot;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import io.kongruent.model.Ref;

/** A backend that is no Service, such as a host outside of the cluster (GEP-4894). Its shape differs between versions of the Gateway API under one version of the kind. */
@Group(Ref.GATEWAY_API_X)
@Version(XBackend.VERSION)
@Kind("XBackend")
@Plural("xbackends")
@Singular("xbackend")
public final class XBackend extends JudgedObject implements Namespaced {

    static final String VERSION = "v1alpha1";

    private static final long serialVersionUID = 1L;

    public XBackend() {
        super(Ref.GATEWAY_API_X + "/" + VERSION, "XBackend");
    }
}
