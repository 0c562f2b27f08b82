package io.kongruent.property;

import io.kongruent.oracle.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Random calls over the alphabets of {@link CallWorld}, and requests that are none. */
final class Calls {

    private static final List<Integer> PORTS = List.of(80, 80, 80, 443, 8080);
    private static final List<String> HOSTS = List.of(
            "a.test",
            "a.test",
            "a.test",
            "x.a.test",
            "x.a.test",
            "x.a.test",
            "y.x.a.test",
            "A.Test",
            "other",
            "only.calls");
    private static final List<String> PATHS = List.of(
            "/shop.Orders/Get",
            "/shop.Orders/Get",
            "/shop.Orders/Get",
            "/shop.Orders/List",
            "/shop.Carts/Get",
            "/shop.Carts/Put",
            "/other.Thing/Get",
            "/shop.orders/Get");
    private static final List<String> CONTENT_TYPES = List.of(
            "application/grpc",
            "application/grpc",
            "application/grpc",
            "application/grpc",
            "application/grpc",
            "application/grpc",
            "application/grpc+proto",
            "application/grpc;x=y",
            "application/grpc-web",
            "application/json");

    private final Random random;

    Calls(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 8);
    }

    Request next() {
        List<Request.Field> headers = new ArrayList<>();
        if (random.nextInt(20) > 0) {
            headers.add(new Request.Field("Content-Type", one(CONTENT_TYPES)));
        }
        headers.add(new Request.Field("te", "trailers"));
        switch (random.nextInt(6)) {
            case 0, 1, 2, 3 -> headers.add(new Request.Field("x-one", "1"));
            case 4 -> headers.add(new Request.Field("X-One", "2"));
            default -> {}
        }
        if (random.nextInt(2) == 0) {
            headers.add(new Request.Field("x-two", random.nextInt(3) > 0 ? "v1" : "w"));
        }
        int port = one(PORTS);
        String host = one(HOSTS);
        return new Request(
                port,
                "POST",
                host,
                one(PATHS),
                Optional.empty(),
                headers,
                port == 443 ? Optional.of(new Request.Handshake(Optional.of(host))) : Optional.empty());
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
