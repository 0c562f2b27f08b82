package io.kongruent.kinds.httproute;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.kongruent.graph.BackendRef;
import io.kongruent.graph.Filter;
import io.kongruent.graph.Finding;
import io.kongruent.kinds.BackendRefs;
import io.kongruent.kinds.Place;
import io.kongruent.model.Declared;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code backendRefs} of a rule. What they name is looked up later: lowering sees one object only. */
final class Backends {

    private Backends() {}

    /** The backends in declared order, defaults filled in: a Service of the route's namespace, weight 1. */
    static List<BackendRef> lower(@Nullable List<HTTPBackendRef> declared, String namespace, List<Finding> findings) {
        List<BackendRef> backends = new ArrayList<>();
        List<@Nullable HTTPBackendRef> list = Declared.list(declared);
        for (int i = 0; i < list.size(); i++) {
            HTTPBackendRef ref = list.get(i);
            backends.add(lower(i, ref == null ? new HTTPBackendRef() : ref, namespace, findings));
        }
        return backends;
    }

    private static BackendRef lower(int index, HTTPBackendRef ref, String namespace, List<Finding> findings) {
        List<Filter> filters = Filters.lower(ref.getFilters(), namespace, Place.ofBackend(index, findings));
        return new BackendRefs(
                        ref.getGroup(),
                        ref.getKind(),
                        ref.getNamespace(),
                        ref.getName(),
                        ref.getPort(),
                        ref.getWeight(),
                        ref.getAdditionalProperties())
                .lower(index, namespace, filters, findings);
    }
}
