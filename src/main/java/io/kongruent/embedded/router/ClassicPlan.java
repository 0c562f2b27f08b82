package io.kongruent.embedded.router;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.kongruent.embedded.router.ClassicFields.Endpoint;
import io.kongruent.kong.expression.Expression;
import io.kongruent.kong.expression.Field;
import io.kongruent.kong.expression.IpAddress;
import io.kongruent.kong.expression.Literal;
import io.kongruent.kong.expression.Operator;
import io.kongruent.kong.expression.Schema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What Kong's router makes of a route with classic fields. */
final class ClassicPlan {
    private static final UUID SPLIT_ROUTES = UUID.fromString("7f145bf9-0dce-4f91-98eb-debbce4b9f6b");
    private static final Pattern HOST_AND_PORT = Pattern.compile("([^:]*):([0-9]+)");
    private static final int MAX_HEADERS = 255;

    private final ClassicFields fields;
    private final boolean stream;

    private ClassicPlan(ClassicFields fields, boolean stream) {
        this.fields = fields;
        this.stream = stream;
    }

    /** One entry for all patterns among the paths, and one for the prefixes of each length. */
    static List<RoutePlan> of(RouterRoute route, ClassicFields fields) {
        boolean stream = Schema.of(route.protocols()) == Schema.STREAM;
        Map<Integer, List<String>> groups = new LinkedHashMap<>();
        for (String path : stream ? List.<String>of() : fields.paths()) {
            int key = path.startsWith("~") ? 0 : path.getBytes(StandardCharsets.UTF_8).length;
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(path);
        }
        ClassicPlan plan = new ClassicPlan(fields, stream);
        if (groups.size() < 2) {
            List<String> paths =
                    groups.isEmpty() ? List.of() : groups.values().iterator().next();
            return List.of(new RoutePlan(plan.expression(paths), plan.weight(paths), route.id()));
        }
        List<RoutePlan> plans = new ArrayList<>();
        for (List<String> paths : groups.values()) {
            String id = version5(route.id() + "#" + (plans.size() + 1));
            plans.add(new RoutePlan(plan.expression(paths), plan.weight(paths), id));
        }
        return plans;
    }

    private Expression expression(List<String> paths) {
        List<Expression> terms = new ArrayList<>();
        if (!fields.snis().isEmpty()) {
            terms.add(Expression.or(
                    Expression.notEqualTo(Field.NET_PROTOCOL, stream ? "tls" : "https"),
                    Expression.or(fields.snis().stream().map(ClassicPlan::sni).toList())));
        }
        addEndpoints(terms, fields.sources(), Field.NET_SRC_IP, Field.NET_SRC_PORT);
        addEndpoints(terms, fields.destinations(), Field.NET_DST_IP, Field.NET_DST_PORT);
        if (!stream) {
            addAny(
                    terms,
                    fields.methods().stream()
                            .map(m -> Expression.equalTo(Field.HTTP_METHOD, m))
                            .toList());
            addAny(terms, fields.hosts().stream().map(ClassicPlan::host).toList());
            addAny(terms, paths.stream().map(ClassicPlan::path).toList());
            fields.headers().forEach((name, values) -> terms.add(header(name, values)));
        }
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("a route without any field to match by");
        }
        return Expression.and(terms);
    }

    private static void addAny(List<Expression> terms, List<Expression> alternatives) {
        if (!alternatives.isEmpty()) {
            terms.add(Expression.or(alternatives));
        }
    }

    private static Expression sni(String sni) {
        if (sni.endsWith("*") && !sni.startsWith("*")) {
            return Expression.prefix(Field.TLS_SNI, sni.substring(0, sni.length() - 1));
        }
        String name = sni.length() > 1 && sni.endsWith(".") ? sni.substring(0, sni.length() - 1) : sni;
        return name.startsWith("*")
                ? Expression.suffix(Field.TLS_SNI, name.substring(1))
                : Expression.equalTo(Field.TLS_SNI, name);
    }

    private static void addEndpoints(List<Expression> terms, List<Endpoint> endpoints, Field ip, Field port) {
        addAny(
                terms,
                endpoints.stream()
                        .map(endpoint -> {
                            List<Expression> both = new ArrayList<>();
                            endpoint.ip().ifPresent(text -> both.add(address(ip, text)));
                            endpoint.port().ifPresent(number -> both.add(Expression.equalTo(port, number)));
                            return Expression.and(both);
                        })
                        .toList());
    }

    private static Expression address(Field field, String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException(text + " is no IP address"));
        if (slash < 0) {
            return new Expression.Predicate(field, Operator.EQUAL, new Literal.Address(address));
        }
        int prefix = Integer.parseInt(text.substring(slash + 1));
        return Expression.in(field, Literal.Network.around(address, prefix));
    }

    private static Expression host(String pattern) {
        Matcher split = HOST_AND_PORT.matcher(pattern);
        String host = split.matches() ? split.group(1) : pattern;
        Expression expression;
        if (host.startsWith("*")) {
            expression = Expression.suffix(Field.HTTP_HOST, host.substring(1));
        } else if (host.endsWith("*")) {
            expression = Expression.prefix(Field.HTTP_HOST, host.substring(0, host.length() - 1));
        } else {
            expression = Expression.equalTo(Field.HTTP_HOST, host);
        }
        return split.matches()
                ? Expression.and(expression, Expression.equalTo(Field.NET_DST_PORT, Long.parseLong(split.group(2))))
                : expression;
    }

    private static Expression path(String path) {
        return path.startsWith("~")
                ? Expression.regex(Field.HTTP_PATH, "^" + path.substring(1).replace("?<", "?P<"))
                : Expression.prefix(Field.HTTP_PATH, path);
    }

    private static Expression header(String name, List<String> values) {
        Field field = Field.named(
                        "http.headers." + name.toLowerCase(Locale.ROOT).replace('-', '_'))
                .lower()
                .any();
        return Expression.or(values.stream()
                .map(value -> value.startsWith("~*")
                        ? Expression.regex(field, value.substring(2).toLowerCase(Locale.ROOT))
                        : Expression.equalTo(field, value.toLowerCase(Locale.ROOT)))
                .toList());
    }

    private long weight(List<String> paths) {
        return stream ? streamWeight() : httpWeight(paths);
    }

    private long httpWeight(List<String> paths) {
        long kinds = java.util.stream.Stream.<Collection<?>>of(
                        fields.sources(),
                        fields.destinations(),
                        fields.methods(),
                        fields.hosts(),
                        fields.headers().keySet(),
                        fields.snis(),
                        paths)
                .filter(kind -> !kind.isEmpty())
                .count();
        boolean regex = !paths.isEmpty() && paths.getFirst().startsWith("~");
        boolean plainHosts =
                !fields.hosts().isEmpty() && fields.hosts().stream().noneMatch(host -> host.indexOf('*') >= 0);
        long length = paths.isEmpty() || regex ? 0 : paths.getFirst().getBytes(StandardCharsets.UTF_8).length;
        return kinds << 61
                | (plainHosts ? 1L << 60 : 0)
                | (regex ? 1L << 51 : 0)
                | (long) Math.min(fields.headers().size(), MAX_HEADERS) << 52
                | (regex ? fields.regexPriority() << 19 : 0)
                | (length & 0x7FFFF);
    }

    private long streamWeight() {
        boolean both = !fields.sources().isEmpty() && !fields.destinations().isEmpty();
        long first = !fields.snis().isEmpty() || both ? 1L << 61 : 0;
        return first | endpoints(fields.sources()) << 4 | endpoints(fields.destinations());
    }

    private static long endpoints(List<Endpoint> endpoints) {
        long weight = 0;
        for (Endpoint endpoint : endpoints) {
            if (endpoint.ip().isPresent()) {
                weight |= endpoint.ip().get().indexOf('/') >= 0 ? 1 : 8;
            }
            if (endpoint.port().isPresent()) {
                weight |= 4;
            }
        }
        return weight;
    }

    /** The name-based UUID (RFC 9562, version 5) that Kong gives to the parts of a route with several kinds of paths. */
    private static String version5(String name) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(SPLIT_ROUTES.getMostSignificantBits())
                    .putLong(SPLIT_ROUTES.getLeastSignificantBits())
                    .array());
            ByteBuffer digest = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
            long high = digest.getLong() & ~0xF000L | 0x5000L;
            long low = digest.getLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
            return new UUID(high, low).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
