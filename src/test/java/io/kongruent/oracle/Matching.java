package io.kongruent.oracle;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPQueryParamMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a match holds: "the match will evaluate to true only if all conditions are satisfied". */
final class Matching {

    private Matching() {}

    static String pathType(HTTPRouteMatch match) {
        return match.getPath() == null || match.getPath().getType() == null
                ? "PathPrefix"
                : match.getPath().getType();
    }

    /** As declared; "PathPrefix /" when none is. A prefix's trailing slash doesn't count. */
    static String pathValue(HTTPRouteMatch match) {
        String value = match.getPath() == null || match.getPath().getValue() == null
                ? "/"
                : match.getPath().getValue();
        boolean slash = pathType(match).equals("PathPrefix") && value.length() > 1 && value.endsWith("/");
        return slash ? value.substring(0, value.length() - 1) : value;
    }

    static boolean holds(HTTPRouteMatch match, Request request) {
        return pathHolds(match, Paths.normalise(request.path()))
                && (match.getMethod() == null || match.getMethod().equals(request.method()))
                && Oracle.list(match.getHeaders()).stream()
                        .allMatch(h -> headerHolds(h.getType(), h.getName(), h.getValue(), request))
                && Oracle.list(match.getQueryParams()).stream().allMatch(q -> queryHolds(q, request));
    }

    private static boolean pathHolds(HTTPRouteMatch match, String path) {
        String value = pathValue(match);
        return switch (pathType(match)) {
            case "Exact" -> path.equals(Paths.normalise(value));
            case "RegularExpression" -> Pattern.matches(value, path);
            default -> {
                String prefix = Paths.normalise(value);
                yield prefix.equals("/") || path.equals(prefix) || path.startsWith(prefix + "/");
            }
        };
    }

    /** Several lines of one name are one value, joined by commas (RFC 9110, 5.3). An underscore is not a dash. */
    static boolean headerHolds(@Nullable String type, String name, String value, Request request) {
        String joined = request.headers().stream()
                .filter(h -> h.name().equalsIgnoreCase(name))
                .map(Request.Field::value)
                .collect(Collectors.joining(","));
        boolean present = request.headers().stream().anyMatch(h -> h.name().equalsIgnoreCase(name));
        return present && valueHolds(type, value, joined);
    }

    /** "implementations should match against the first value of the param". */
    private static boolean queryHolds(HTTPQueryParamMatch match, Request request) {
        return firstValue(request, match.getName())
                .map(v -> valueHolds(match.getType(), match.getValue(), v))
                .orElse(false);
    }

    private static Optional<String> firstValue(Request request, String name) {
        for (String pair : request.query().orElse("").split("&")) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (!pair.isEmpty() && decode(key).equals(name)) {
                return Optional.of(equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    private static String decode(String s) {
        return URLDecoder.decode(s, StandardCharsets.UTF_8);
    }

    private static boolean valueHolds(@Nullable String type, String wanted, String actual) {
        return "RegularExpression".equals(type) ? Pattern.matches(wanted, actual) : actual.equals(wanted);
    }
}
