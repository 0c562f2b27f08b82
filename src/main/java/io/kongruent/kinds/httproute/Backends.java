package io.kongruent.kinds.httproute;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.kongruent.graph.BackendRef;
import io.kongruent.graph.Filter;
import io.kongruent.graph.Finding;
import io.kongruent.model.Declared;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The {@code backendRefs} of a rule. What they name is looked up later: lowering sees one object only. */
final class Backends {

    private static final int HIGHEST_WEIGHT = 1_000_000;

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
        String place = "backendRefs[" + index + "]";
        List<Filter> filters = Filters.lower(ref.getFilters(), namespace, Place.ofBackend(index, findings));
        int weight = ref.getWeight() == null ? 1 : ref.getWeight();
        if (weight < 0 || weight > HIGHEST_WEIGHT) {
            findings.add(Finding.answer500(
                    Reason.UnsupportedValue, place + ".weight", weight + " is no weight; use 0 to " + HIGHEST_WEIGHT));
            weight = 1;
        }
        Declared.map(ref.getAdditionalProperties()).keySet().stream()
                .sorted()
                .forEach(field -> findings.add(Finding.refusedBackend(
                        index,
                        Reason.UnsupportedValue,
                        place + "." + field,
                        "this field isn't known here; remove it or update Kongruent")));
        return new BackendRef(
                index,
                new Ref(
                        Declared.text(ref.getGroup()),
                        Declared.text(ref.getKind(), "Service"),
                        Declared.text(ref.getNamespace(), namespace),
                        Declared.text(ref.getName())),
                ref.getPort() == null ? OptionalInt.empty() : OptionalInt.of(ref.getPort()),
                weight,
                filters);
    }
}
