package io.kongruent.kinds.httproute;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPPathModifier;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRequestRedirectFilter;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteFilter;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPURLRewriteFilter;
import io.kongruent.graph.Filter;
import io.kongruent.kinds.NewerFields;
import io.kongruent.kinds.Place;
import io.kongruent.kinds.Syntax;
import io.kongruent.kinds.TypedFilter;
import io.kongruent.model.Declared;
import io.kongruent.model.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code filters} of a rule or of one of its backends. */
final class Filters {

    private static final Set<Integer> REDIRECT_CODES = Set.of(301, 302, 303, 307, 308);
    private static final int DEFAULT_REDIRECT_CODE = 302;

    private final String namespace;
    private final Place place;

    private Filters(String namespace, Place place) {
        this.namespace = namespace;
        this.place = place;
    }

    /** The filters in declared order; one that can't be had is refused at {@code place} and stays in the list. */
    static List<Filter> lower(@Nullable List<HTTPRouteFilter> declared, String namespace, Place place) {
        Filters filters = new Filters(namespace, place);
        List<Filter> lowered = new ArrayList<>();
        List<@Nullable HTTPRouteFilter> list = Declared.list(declared);
        for (int i = 0; i < list.size(); i++) {
            HTTPRouteFilter filter = list.get(i);
            lowered.add(filters.filter("filters[" + i + "]", filter == null ? new HTTPRouteFilter() : filter));
        }
        return lowered;
    }

    private Filter filter(String field, HTTPRouteFilter filter) {
        String type = Declared.text(filter.getType());
        TypedFilter typed = new TypedFilter(field, type, place);
        Optional<Filter> lowered = switch (type) {
            case "RequestHeaderModifier" -> typed.requestHeaders(filter.getRequestHeaderModifier());
            case "ResponseHeaderModifier" -> typed.responseHeaders(filter.getResponseHeaderModifier());
            case "RequestRedirect" ->
                typed.body("requestRedirect", filter.getRequestRedirect())
                        .map(b -> redirect(field + ".requestRedirect", b));
            case "URLRewrite" ->
                typed.body("urlRewrite", filter.getUrlRewrite()).map(b -> rewrite(field + ".urlRewrite", b));
            case "ExtensionRef" -> typed.extension(filter.getExtensionRef(), namespace);
            case "RequestMirror" -> {
                Unsupported.requestMirror(place, field + ".requestMirror");
                yield Optional.empty();
            }
            case "CORS" -> {
                Unsupported.cors(place, field + ".cors");
                yield Optional.empty();
            }
            case "ExternalAuth" -> {
                Unsupported.externalAuth(place, field + ".externalAuth");
                yield Optional.empty();
            }
            default -> typed.unknown();
        };
        String own = switch (type) {
            case "URLRewrite" -> "urlRewrite";
            case "CORS" -> "cors";
            default -> typed.namesake();
        };
        typed.only(own, bodies(filter));
        return lowered.orElseGet(() -> new Filter.Unsupported(type));
    }

    /** What the filter says besides its type, by field. */
    private static Map<String, Object> bodies(HTTPRouteFilter filter) {
        Map<String, Object> bodies = new LinkedHashMap<>();
        TypedFilter.put(bodies, "requestHeaderModifier", filter.getRequestHeaderModifier());
        TypedFilter.put(bodies, "responseHeaderModifier", filter.getResponseHeaderModifier());
        TypedFilter.put(bodies, "requestMirror", filter.getRequestMirror());
        TypedFilter.put(bodies, "requestRedirect", filter.getRequestRedirect());
        TypedFilter.put(bodies, "urlRewrite", filter.getUrlRewrite());
        TypedFilter.put(bodies, "cors", filter.getCors());
        TypedFilter.put(bodies, "externalAuth", filter.getExternalAuth());
        TypedFilter.put(bodies, "extensionRef", filter.getExtensionRef());
        Declared.map(filter.getAdditionalProperties()).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> TypedFilter.put(bodies, e.getKey(), e.getValue()));
        return bodies;
    }

    private Filter redirect(String field, HTTPRequestRedirectFilter redirect) {
        Optional<String> scheme = Declared.maybe(redirect.getScheme());
        scheme.filter(s -> !s.equals("http") && !s.equals("https"))
                .ifPresent(s -> refuse(field + ".scheme", "\"" + s + "\" isn't known here; use http or https"));
        Integer port = redirect.getPort();
        if (port != null && (port < 1 || port > 65535)) {
            refuse(field + ".port", port + " is no port; use 1 to 65535");
        }
        int code = redirect.getStatusCode() == null ? DEFAULT_REDIRECT_CODE : redirect.getStatusCode();
        if (!REDIRECT_CODES.contains(code)) {
            refuse(field + ".statusCode", code + " isn't known here; use 301, 302, 303, 307 or 308");
        }
        refuseNewer(field, redirect.getAdditionalProperties());
        return new Filter.Redirect(
                scheme,
                hostname(field, redirect.getHostname()),
                port == null ? OptionalInt.empty() : OptionalInt.of(port),
                path(field + ".path", redirect.getPath()),
                code);
    }

    private Filter rewrite(String field, HTTPURLRewriteFilter rewrite) {
        refuseNewer(field, rewrite.getAdditionalProperties());
        return new Filter.Rewrite(hostname(field, rewrite.getHostname()), path(field + ".path", rewrite.getPath()));
    }

    private Optional<String> hostname(String field, @Nullable String declared) {
        Optional<String> hostname = Declared.maybe(declared).map(h -> h.toLowerCase(Locale.ROOT));
        hostname.filter(h -> !Syntax.isPreciseHostname(h))
                .ifPresent(h -> refuse(
                        field + ".hostname",
                        "\"" + h + "\" is no hostname; write labels of letters, digits and dashes, without wildcard"));
        return hostname;
    }

    private Optional<Filter.PathEdit> path(String field, @Nullable HTTPPathModifier path) {
        if (path == null) {
            return Optional.empty();
        }
        refuseNewer(field, path.getAdditionalProperties());
        String type = Declared.text(path.getType());
        return switch (type) {
            case "ReplaceFullPath" ->
                replacement(field + ".replaceFullPath", path.getReplaceFullPath())
                        .map(r -> new Filter.PathEdit.ReplaceFull(r.startsWith("/") ? r : "/" + r));
            case "ReplacePrefixMatch" ->
                replacement(field + ".replacePrefixMatch", path.getReplacePrefixMatch())
                        .map(Filter.PathEdit.ReplacePrefix::new);
            default -> {
                refuse(field + ".type", "\"" + type + "\" isn't known here; use ReplaceFullPath or ReplacePrefixMatch");
                yield Optional.empty();
            }
        };
    }

    private Optional<String> replacement(String field, @Nullable String replacement) {
        if (replacement == null) {
            refuse(field, "the field is missing; write it or change the type");
            return Optional.empty();
        }
        Paths.replacementProblem(replacement).ifPresent(problem -> refuse(field, problem));
        return Optional.of(replacement);
    }

    private void refuseNewer(String field, @Nullable Map<String, Object> fields) {
        NewerFields.refuse(fields, (name, message) -> refuse(field + "." + name, message));
    }

    private void refuse(String field, String message) {
        place.refuse(Reason.UnsupportedValue, field, message);
    }
}
