package io.kongruent.oracle;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCMethodMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRouteMatch;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls of gRPC: requests for {@code /service/method} with the content type of calls. */
final class Called {

    private static final Pattern CONTENT_TYPE = Pattern.compile("application/grpc([+;].*)?");
    private static final int EXACT = 1_000;

    private Called() {}

    static boolean isCall(Request request) {
        return request.headers().stream()
                .anyMatch(h -> h.name().equalsIgnoreCase("content-type")
                        && CONTENT_TYPE.matcher(h.value()).matches());
    }

    static boolean holds(GRPCRouteMatch match, Request request) {
        String[] segments = request.path().split("/", -1);
        if (!isCall(request) || segments.length != 3) {
            return false;
        }
        GRPCMethodMatch method = match.getMethod() == null ? new GRPCMethodMatch() : match.getMethod();
        return is(method.getType(), method.getService(), segments[1])
                && is(method.getType(), method.getMethod(), segments[2])
                && Oracle.list(match.getHeaders()).stream()
                        .allMatch(h -> Matching.headerHolds(h.getType(), h.getName(), h.getValue(), request));
    }

    private static boolean is(@Nullable String type, @Nullable String wanted, String actual) {
        if (wanted == null) {
            return true;
        }
        return "RegularExpression".equals(type) ? Pattern.matches(wanted, actual) : wanted.equals(actual);
    }

    static int service(GRPCRouteMatch match) {
        return match.getMethod() == null
                ? 0
                : characters(match.getMethod().getType(), match.getMethod().getService());
    }

    static int procedure(GRPCRouteMatch match) {
        return match.getMethod() == null
                ? 0
                : characters(match.getMethod().getType(), match.getMethod().getMethod());
    }

    private static int characters(@Nullable String type, @Nullable String name) {
        if (name == null) {
            return 0;
        }
        return "RegularExpression".equals(type) ? name.length() : EXACT;
    }
}
