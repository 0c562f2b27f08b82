package io.kongruent.kinds;

import io.kongruent.graph.BackendRef;
import io.kongruent.graph.Filter;
import io.kongruent.graph.Finding;
import io.kongruent.model.Declared;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code backendRefs} as every kind of route declares it. What it names is looked up later: lowering sees one object only.
 *
 * @param more fields that this version has never heard of
 */
public record BackendRefs(
        @Nullable String group,
        @Nullable String kind,
        @Nullable String namespace,
        @Nullable String name,
        @Nullable Integer port,
        @Nullable Integer weight,
        @Nullable Map<String, Object> more) {

    private static final int HIGHEST_WEIGHT = 1_000_000;

    /** The backend, defaults filled in: a Service of the route's namespace, weight 1. */
    public BackendRef lower(int index, String routeNamespace, List<Filter> filters, List<Finding> findings) {
        String place = "backendRefs[" + index + "]";
        int declared = weight == null ? 1 : weight;
        if (declared < 0 || declared > HIGHEST_WEIGHT) {
            findings.add(Finding.answer500(
                    Reason.UnsupportedValue,
                    place + ".weight",
                    declared + " is no weight; use 0 to " + HIGHEST_WEIGHT));
            declared = 1;
        }
        NewerFields.refuse(
                more,
                (field, message) -> findings.add(
                        Finding.refusedBackend(index, Reason.UnsupportedValue, place + "." + field, message)));
        return new BackendRef(
                index,
                new Ref(
                        Declared.text(group),
                        Declared.text(kind, "Service"),
                        Declared.text(namespace, routeNamespace),
                        Declared.text(name)),
                port == null ? OptionalInt.empty() : OptionalInt.of(port),
                declared,
                filters);
    }
}
