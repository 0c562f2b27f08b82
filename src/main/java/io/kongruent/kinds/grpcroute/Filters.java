package io.kongruent.kinds.grpcroute;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRouteFilter;
import io.kongruent.graph.Filter;
import io.kongruent.kinds.Place;
import io.kongruent.kinds.Repeats;
import io.kongruent.kinds.TypedFilter;
import io.kongruent.model.Declared;
import io.kongruent.model.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The {@code filters} of a rule or of one of its backends. */
final class Filters {

    private final String namespace;
    private final Place place;

    private Filters(String namespace, Place place) {
        this.namespace = namespace;
        this.place = place;
    }

    /** The filters in declared order; one that can't be had is refused at {@code place} and stays in the list. */
    static List<Filter> lower(@Nullable List<GRPCRouteFilter> declared, String namespace, Place place) {
        Filters filters = new Filters(namespace, place);
        List<Filter> lowered = new ArrayList<>();
        Repeats repeats = new Repeats(place);
        List<@Nullable GRPCRouteFilter> list = Declared.list(declared);
        for (int i = 0; i < list.size(); i++) {
            GRPCRouteFilter filter = list.get(i);
            String field = "filters[" + i + "]";
            Filter one = filters.filter(field, filter == null ? new GRPCRouteFilter() : filter);
            lowered.add(one);
            repeats.judge(one, field);
        }
        return lowered;
    }

    private Filter filter(String field, GRPCRouteFilter filter) {
        String type = Declared.text(filter.getType());
        TypedFilter typed = new TypedFilter(field, type, place);
        Optional<Filter> lowered = switch (type) {
            case "RequestHeaderModifier" -> typed.requestHeaders(filter.getRequestHeaderModifier());
            case "ResponseHeaderModifier" -> typed.responseHeaders(filter.getResponseHeaderModifier());
            case "ExtensionRef" -> typed.extension(filter.getExtensionRef(), namespace);
            case "RequestMirror" -> {
                place.refuse(
                        Reason.UnsupportedValue,
                        field + ".requestMirror",
                        "mirroring calls isn't supported yet; remove the RequestMirror filter");
                yield Optional.empty();
            }
            default -> typed.unknown();
        };
        typed.only(typed.namesake(), bodies(filter));
        return lowered.orElseGet(() -> new Filter.Unsupported(type));
    }

    /** What the filter says besides its type, by field. */
    private static Map<String, Object> bodies(GRPCRouteFilter filter) {
        Map<String, Object> bodies = new TreeMap<>();
        TypedFilter.put(bodies, "requestHeaderModifier", filter.getRequestHeaderModifier());
        TypedFilter.put(bodies, "responseHeaderModifier", filter.getResponseHeaderModifier());
        TypedFilter.put(bodies, "requestMirror", filter.getRequestMirror());
        TypedFilter.put(bodies, "extensionRef", filter.getExtensionRef());
        Declared.map(filter.getAdditionalProperties()).forEach((field, value) -> TypedFilter.put(bodies, field, value));
        return bodies;
    }
}
