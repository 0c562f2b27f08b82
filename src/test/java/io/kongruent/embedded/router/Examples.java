package io.kongruent.embedded.router;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Routes and requests of the router's tests. */
final class Examples {
    static final Set<String> BOTH = Set.of("http", "https");

    static String id(int n) {
        return String.format(Locale.ROOT, "00000000-0000-4000-8000-%012x", n);
    }

    static RouterRoute route(int n, String expression, long priority) {
        return new RouterRoute(id(n), expression, priority, BOTH);
    }

    static RouterRequest get(String target, Map.Entry<?, ?>... headers) {
        int question = target.indexOf('?');
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        for (Map.Entry<?, ?> header : headers) {
            lines.add(Map.entry(header.getKey().toString(), header.getValue().toString()));
        }
        return new RouterRequest(
                "http",
                "GET",
                Optional.of("a.test"),
                question < 0 ? target : target.substring(0, question),
                question < 0 ? Optional.empty() : Optional.of(target.substring(question + 1)),
                lines,
                8000,
                Optional.empty());
    }

    static RouterRequest to(String host) {
        return new RouterRequest(
                "http", "GET", Optional.of(host), "/", Optional.empty(), List.of(), 8000, Optional.empty());
    }

    static boolean holds(String expression, RouterRequest request) {
        return Router.of(List.of(route(1, expression, 0)), CachePolicy.NONE)
                .match(request)
                .isPresent();
    }

    private Examples() {}
}
