package io.kongruent.kinds.grpcroute;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRouteFilter;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.LocalObjectReference;
import io.kongruent.graph.Filter;
import io.kongruent.kinds.HeaderModifiers;
import io.kongruent.kinds.Place;
import io.kongruent.model.Declared;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The {@code filters} of a rule or of one of its backends. */
final class Filters {

    /** "Specifying the same filter multiple times is not supported unless explicitly indicated in the filter", as it is in these. */
    private static final Set<String> REPEATABLE = Set.of("RequestMirror", "ExtensionRef");

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
        Set<String> seen = new HashSet<>();
        List<@Nullable GRPCRouteFilter> list = Declared.list(declared);
        for (int i = 0; i < list.size(); i++) {
            GRPCRouteFilter filter = list.get(i);
            String field = "filters[" + i + "]";
            Filter one = filters.filter(field, filter == null ? new GRPCRouteFilter() : filter);
            lowered.add(one);
            if (!one.type().isEmpty() && !seen.add(one.type()) && !REPEATABLE.contains(one.type())) {
                place.refuse(
                        Reason.IncompatibleFilters,
                        field,
                        "the filter " + one.type() + " can't be repeated; put everything into one");
            }
        }
        return lowered;
    }

    private Filter filter(String field, GRPCRouteFilter filter) {
        String type = Declared.text(filter.getType());
        Map<String, Object> bodies = bodies(filter);
        Optional<Filter> lowered = switch (type) {
            case "RequestHeaderModifier" ->
                body(field, "requestHeaderModifier", filter.getRequestHeaderModifier())
                        .map(b -> new Filter.RequestHeaders(
                                HeaderModifiers.lower(field + ".requestHeaderModifier", b, place)));
            case "ResponseHeaderModifier" ->
                body(field, "responseHeaderModifier", filter.getResponseHeaderModifier())
                        .map(b -> new Filter.ResponseHeaders(
                                HeaderModifiers.lower(field + ".responseHeaderModifier", b, place)));
            case "ExtensionRef" ->
                body(field, "extensionRef", filter.getExtensionRef()).map(this::extension);
            case "RequestMirror" -> {
                refuse(
                        field + ".requestMirror",
                        "mirroring calls isn't supported yet; remove the RequestMirror filter");
                yield Optional.empty();
            }
            case "" -> {
                refuse(field + ".type", "the filter has no type; write one or remove the filter");
                yield Optional.empty();
            }
            default -> {
                refuse(
                        field + ".type",
                        "the filter type \"" + type + "\" isn't known here; remove the filter or update Kongruent");
                yield Optional.empty();
            }
        };
        String own = type.isEmpty() ? "" : Character.toLowerCase(type.charAt(0)) + type.substring(1);
        bodies.keySet().stream()
                .filter(b -> !b.equals(own))
                .forEach(b -> refuse(
                        field + "." + b,
                        "the filter's type is \"" + type + "\"; remove this field or change the type"));
        return lowered.orElseGet(() -> new Filter.Unsupported(type));
    }

    /** What the filter says besides its type, by field. */
    private static Map<String, Object> bodies(GRPCRouteFilter filter) {
        Map<String, Object> bodies = new TreeMap<>();
        put(bodies, "requestHeaderModifier", filter.getRequestHeaderModifier());
        put(bodies, "responseHeaderModifier", filter.getResponseHeaderModifier());
        put(bodies, "requestMirror", filter.getRequestMirror());
        put(bodies, "extensionRef", filter.getExtensionRef());
        Declared.map(filter.getAdditionalProperties()).forEach((field, value) -> put(bodies, field, value));
        return bodies;
    }

    private static void put(Map<String, Object> bodies, String field, @Nullable Object body) {
        if (body != null) {
            bodies.put(field, body);
        }
    }

    private <B> Optional<B> body(String field, String name, @Nullable B body) {
        if (body == null) {
            refuse(field + "." + name, "the field is missing; write it or remove the filter");
        }
        return Optional.ofNullable(body);
    }

    /** "If a reference to a custom filter type cannot be resolved, the filter MUST NOT be skipped." There is none of ours to refer to. */
    private Filter extension(LocalObjectReference ref) {
        return new Filter.Extension(new Ref(
                Declared.text(ref.getGroup()), Declared.text(ref.getKind()), namespace, Declared.text(ref.getName())));
    }

    private void refuse(String field, String message) {
        place.refuse(Reason.UnsupportedValue, field, message);
    }
}
