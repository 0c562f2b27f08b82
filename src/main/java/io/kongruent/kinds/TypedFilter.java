package io.kongruent.kinds;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPHeaderFilter;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.LocalObjectReference;
import io.kongruent.graph.Filter;
import io.kongruent.model.Declared;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One filter of a route about requests, as every kind declares it: a type, and the field that belongs to the type. What can't be had is refused, and gives nothing.
 *
 * @param field where the filter stands
 * @param type as declared; empty when it is missing
 */
public record TypedFilter(String field, String type, Place place) {

    public Optional<Filter> requestHeaders(@Nullable HTTPHeaderFilter body) {
        return body("requestHeaderModifier", body)
                .map(b -> new Filter.RequestHeaders(HeaderModifiers.lower(field + ".requestHeaderModifier", b, place)));
    }

    public Optional<Filter> responseHeaders(@Nullable HTTPHeaderFilter body) {
        return body("responseHeaderModifier", body)
                .map(b ->
                        new Filter.ResponseHeaders(HeaderModifiers.lower(field + ".responseHeaderModifier", b, place)));
    }

    /** "If a reference to a custom filter type cannot be resolved, the filter MUST NOT be skipped." There is none of ours to refer to. */
    public Optional<Filter> extension(@Nullable LocalObjectReference body, String namespace) {
        return body("extensionRef", body)
                .map(ref -> new Filter.Extension(new Ref(
                        Declared.text(ref.getGroup()),
                        Declared.text(ref.getKind()),
                        namespace,
                        Declared.text(ref.getName()))));
    }

    /** The type's own field. */
    public <B> Optional<B> body(String name, @Nullable B body) {
        if (body == null) {
            refuse("." + name, "the field is missing; write it or remove the filter");
        }
        return Optional.ofNullable(body);
    }

    /** A type that is missing or means nothing here. */
    public Optional<Filter> unknown() {
        refuse(
                ".type",
                type.isEmpty()
                        ? "the filter has no type; write one or remove the filter"
                        : "the filter type \"" + type + "\" isn't known here; remove the filter or update Kongruent");
        return Optional.empty();
    }

    /**
     * Refuses fields of other types.
     *
     * @param own the type's own field
     * @param declared all that are written out, in the order in which they are told
     */
    public void only(String own, Map<String, Object> declared) {
        declared.keySet().stream()
                .filter(name -> !name.equals(own))
                .forEach(name -> refuse(
                        "." + name, "the filter's type is \"" + type + "\"; remove this field or change the type"));
    }

    /** The field of a type that is called like it, as of most. */
    public String namesake() {
        return type.isEmpty() ? "" : Character.toLowerCase(type.charAt(0)) + type.substring(1);
    }

    /** Adds a field that is written out. */
    public static void put(Map<String, Object> declared, String name, @Nullable Object body) {
        if (body != null) {
            declared.put(name, body);
        }
    }

    private void refuse(String below, String message) {
        place.refuse(Reason.UnsupportedValue, field + below, message);
    }
}
