package io.kongruent.property;

import io.kongruent.oracle.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Random requests over the alphabets of {@link World}, with what clients try: odd cases of hosts, ports in the Host header, forged facts, odd paths, another server name than host. */
final class Requests {

    private static final List<Integer> PORTS = List.of(80, 80, 80, 8080, 8081, 443, 443);
    private static final List<String> HOSTS = List.of(
            "a.test",
            "a.test",
            "x.a.test",
            "x.a.test",
            "y.x.a.test",
            "b.test",
            "c.test",
            "other",
            "A.Test",
            "a.test.",
            "X.a.TEST");
    private static final List<String> PORT_SUFFIXES =
            List.of("", "", "", "", ":80", ":8080", ":8081", ":8000", ":8443");
    private static final List<String> PATHS = List.of(
            "/",
            "/a",
            "/a",
            "/a/b",
            "/a/b",
            "/a/",
            "/a/b/c",
            "/ab",
            "/b",
            "/b/a",
            "//a",
            "/x/../a/b",
            "/%61",
            "/a%2Fb",
            "/c%20d",
            "/a/./b",
            "/A");
    private static final List<String> QUERIES = List.of(
            "q=1", "q=1", "q=true", "q", "q=", "q=2&q=1", "q=1&q=2", "x-y=1", "q=1&x-y=1", "x%2Dy=1", "x_y=1", "z=1");

    private final Random random;

    Requests(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    }

    Request next() {
        List<Request.Field> headers = new ArrayList<>();
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> headers.add(new Request.Field(random.nextBoolean() ? "x-one" : "X-One", "1"));
            case 3 -> {
                headers.add(new Request.Field("X-One", "1"));
                headers.add(new Request.Field("x-one", "2"));
            }
            case 4 -> headers.add(new Request.Field("x_one", "1"));
            default -> {}
        }
        switch (random.nextInt(6)) {
            case 0 -> headers.add(new Request.Field("x-two", ""));
            case 1 -> headers.add(new Request.Field("x-two", "42"));
            case 2 -> headers.add(new Request.Field("x-two", "v1"));
            default -> {}
        }
        switch (random.nextInt(12)) {
            case 0 -> headers.add(new Request.Field("gwlistener", "8080/"));
            case 1 -> headers.add(new Request.Field("GwListener", "8000/a.test"));
            case 2 -> headers.add(new Request.Field("gwfacts", ",0,"));
            default -> {}
        }
        int port = one(PORTS);
        String host = one(HOSTS);
        return new Request(
                port,
                random.nextInt(4) == 0 ? "POST" : "GET",
                host + one(PORT_SUFFIXES),
                one(PATHS),
                random.nextInt(3) == 0 ? Optional.empty() : Optional.of(one(QUERIES)),
                headers,
                port == 443 ? Optional.of(handshake(host)) : Optional.empty());
    }

    /**
     * The next one that a Kong without the plugin reads as the specification does: no header or parameter twice, none that is empty, no underscore for a
     * dash; docs/mapping.md names these differences. The Host header may still lie.
     */
    Request nextPlain() {
        Request request = next();
        while (!isPlain(request)) {
            request = next();
        }
        return request;
    }

    private static boolean isPlain(Request request) {
        Set<String> names = new HashSet<>();
        boolean headers = request.headers().stream()
                .allMatch(h -> names.add(h.name().toLowerCase(Locale.ROOT))
                        && !h.value().isEmpty()
                        && !h.name().contains("_"));
        String query = request.query().orElse("");
        boolean parameters = query.isEmpty() || query.matches("[^=&]+=[^=&]+(&(x-y|z)=[^&]*)?");
        return headers && parameters && (request.port() == 80 || request.port() == 443);
    }

    /** Most clients ask for the host that they name later. */
    private Request.Handshake handshake(String host) {
        return new Request.Handshake(
                switch (random.nextInt(8)) {
                    case 0 -> Optional.empty();
                    case 1 -> Optional.of(one(HOSTS)).filter(name -> !name.endsWith("."));
                    default -> Optional.of(host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
                });
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
