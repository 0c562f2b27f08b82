package io.kongruent.kinds;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPHeader;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPHeaderFilter;
import io.kongruent.graph.Filter;
import io.kongruent.model.Declared;
import io.kongruent.model.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filters {@code RequestHeaderModifier} and {@code ResponseHeaderModifier}, which every kind of route about requests has. */
public final class HeaderModifiers {

    private final Place place;

    private HeaderModifiers(Place place) {
        this.place = place;
    }

    /** The edits in declared order; what can't be had of them is refused at {@code place}. */
    public static Filter.HeaderEdits lower(String field, HTTPHeaderFilter filter, Place place) {
        return new HeaderModifiers(place).edits(field, filter);
    }

    private Filter.HeaderEdits edits(String field, HTTPHeaderFilter filter) {
        Map<String, String> actions = new HashMap<>();
        List<Filter.Header> set = headers(field + ".set", filter.getSet(), actions);
        List<Filter.Header> add = headers(field + ".add", filter.getAdd(), actions);
        List<String> remove = new ArrayList<>();
        List<@Nullable String> names = Declared.list(filter.getRemove());
        for (int i = 0; i < names.size(); i++) {
            String name = Declared.text(names.get(i));
            if (header(field + ".remove[" + i + "]", name, field + ".remove", actions)) {
                remove.add(name);
            }
        }
        NewerFields.refuse(filter.getAdditionalProperties(), (name, message) -> refuse(field + "." + name, message));
        return new Filter.HeaderEdits(set, add, remove);
    }

    private List<Filter.Header> headers(
            String field, @Nullable List<HTTPHeader> declared, Map<String, String> actions) {
        List<Filter.Header> headers = new ArrayList<>();
        List<@Nullable HTTPHeader> list = Declared.list(declared);
        for (int i = 0; i < list.size(); i++) {
            HTTPHeader header = list.get(i) == null ? new HTTPHeader() : list.get(i);
            String name = Declared.text(header == null ? null : header.getName());
            String value = Declared.text(header == null ? null : header.getValue());
            String entry = field + "[" + i + "]";
            if (!Syntax.isHeaderValue(value)) {
                refuse(
                        entry + ".value",
                        value.isEmpty()
                                ? "the value is empty; write one"
                                : "the value has more than 4096 characters or one that a header can't hold; change it");
            } else if (header(entry + ".name", name, field, actions)) {
                headers.add(new Filter.Header(name, value));
            }
        }
        return headers;
    }

    /**
     * Whether the action counts. "If multiple entries specify equivalent header names, the first entry with an equivalent name MUST be considered"; "filters
     * specifying multiple actions of the same or different type for any one header name are invalid".
     */
    private boolean header(String field, String name, String action, Map<String, String> actions) {
        if (!Syntax.isHeaderName(name)) {
            refuse(field, "\"" + name + "\" is no header name; use letters, digits and !#$%&'*+-.^_`|~");
            return false;
        }
        String earlier = actions.putIfAbsent(name.toLowerCase(Locale.ROOT), action);
        if (earlier != null && !earlier.equals(action)) {
            refuse(field, "the header " + name + " already has another action in " + earlier + "; keep one of them");
        }
        return earlier == null;
    }

    private void refuse(String field, String message) {
        place.refuse(Reason.UnsupportedValue, field, message);
    }
}
