package io.kongruent.embedded.router;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The fields of an HTTP request. */
final class HttpFields implements RequestFields {
    /** Kong's default for {@code lua_max_req_headers} and {@code lua_max_uri_args}: what comes after isn't seen. */
    private static final int MAX_LINES = 100;

    private static final String HEADERS = "http.headers.";
    private static final String QUERIES = "http.queries.";
    private static final String SEGMENTS = "http.path.segments.";

    private final RouterRequest request;
    private final String path;
    private final Optional<String> host;
    private final long port;
    private @Nullable Map<String, FieldValue> headers;
    private @Nullable Map<String, FieldValue> queries;
    private @Nullable List<String> segments;

    HttpFields(RouterRequest request) {
        this.request = request;
        this.path = RequestPath.normalise(request.path());
        OptionalLong hostPort = request.host().map(HttpFields::port).orElse(OptionalLong.empty());
        this.host = hostPort.isPresent() ? request.host().map(h -> h.substring(0, h.indexOf(':'))) : request.host();
        this.port = hostPort.orElse(request.listenPort());
    }

    @Override
    public FieldValue read(String field) {
        return switch (field) {
            case "net.protocol" -> FieldValue.of(request.scheme());
            case "tls.sni" -> FieldValue.of(request.sni());
            case "http.method" -> FieldValue.of(request.method());
            case "http.host" -> FieldValue.of(host);
            case "http.path" -> FieldValue.of(path);
            case "http.path.segments.len" -> FieldValue.of(segments().size());
            case "net.src.ip" -> FieldValue.of(request.clientAddress());
            case "net.src.port" -> FieldValue.of(request.clientPort());
            case "net.dst.ip" -> FieldValue.of(request.serverAddress());
            case "net.dst.port" -> FieldValue.of(port);
            default -> readFamily(field);
        };
    }

    /** Before a match Kong hasn't split the Host header yet. */
    @Override
    public Optional<FieldValue> cached(String field) {
        return switch (field) {
            case "http.host" -> Optional.of(FieldValue.of(request.host()));
            case "net.dst.port" -> Optional.of(FieldValue.of(request.listenPort()));
            default -> Optional.empty();
        };
    }

    private FieldValue readFamily(String field) {
        if (field.startsWith(HEADERS)) {
            return header(field.substring(HEADERS.length()));
        }
        if (field.startsWith(QUERIES)) {
            return queries().getOrDefault(field.substring(QUERIES.length()), FieldValue.MISSING);
        }
        if (field.startsWith(SEGMENTS)) {
            return FieldValue.of(segment(field.substring(SEGMENTS.length())));
        }
        return FieldValue.MISSING;
    }

    /** A header named literally so comes first, then the one with dashes for underscores. */
    private FieldValue header(String name) {
        Map<String, FieldValue> all = headers();
        FieldValue literal = all.get(name);
        if (literal == null) {
            String lower = name.toLowerCase(Locale.ROOT);
            literal = all.get(lower);
            if (literal == null) {
                literal = all.get(lower.replace('_', '-'));
            }
        }
        return literal == null ? FieldValue.MISSING : literal;
    }

    private Map<String, FieldValue> headers() {
        Map<String, FieldValue> known = headers;
        if (known == null) {
            known = new HashMap<>();
            int room = MAX_LINES;
            if (request.host().isPresent() && request.header("host").isEmpty()) {
                add(known, "host", request.host().get(), false);
                room--;
            }
            for (Map.Entry<String, String> line : request.headers()) {
                if (room-- == 0) {
                    break;
                }
                add(known, line.getKey().toLowerCase(Locale.ROOT), line.getValue(), false);
            }
            headers = known;
        }
        return known;
    }

    private Map<String, FieldValue> queries() {
        Map<String, FieldValue> known = queries;
        if (known == null) {
            known = new HashMap<>();
            String text = request.query().orElse("");
            int fragment = text.indexOf('#');
            int room = MAX_LINES;
            for (String pair : (fragment < 0 ? text : text.substring(0, fragment)).split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = RequestPath.unescape(equals < 0 ? pair : pair.substring(0, equals));
                if (!name.isEmpty()) {
                    if (room-- == 0) {
                        break;
                    }
                    add(known, name, equals < 0 ? "" : RequestPath.unescape(pair.substring(equals + 1)), equals < 0);
                }
            }
            queries = known;
        }
        return known;
    }

    private static void add(Map<String, FieldValue> map, String name, String value, boolean flag) {
        map.merge(name, new FieldValue(List.of(value), flag), (before, added) -> {
            List<String> values = new ArrayList<>(before.values());
            values.addAll(added.values());
            return new FieldValue(values, before.flag() || added.flag());
        });
    }

    private List<String> segments() {
        List<String> known = segments;
        if (known == null) {
            known = RequestPath.segments(path);
            segments = known;
        }
        return known;
    }

    private Optional<String> segment(String range) {
        List<String> all = segments();
        int dash = range.indexOf('_');
        int first = index(dash < 0 ? range : range.substring(0, dash));
        int last = dash < 0 ? first : index(range.substring(dash + 1));
        if (first < 0 || last < first || last >= all.size()) {
            return Optional.empty();
        }
        return Optional.of(String.join("/", all.subList(first, last + 1)));
    }

    private static int index(String digits) {
        return digits.length() > 9 ? Integer.MAX_VALUE - 1 : Integer.parseInt(digits);
    }

    /** The port of a Host header, if what follows the first colon is a number to Lua. */
    private static OptionalLong port(String host) {
        int colon = host.indexOf(':');
        if (colon < 0) {
            return OptionalLong.empty();
        }
        String text = host.substring(colon + 1).strip();
        try {
            boolean hex = text.startsWith("0x") || text.startsWith("0X");
            if (hex) {
                return OptionalLong.of(Long.parseLong(text.substring(2), 16));
            }
            boolean number = !text.isEmpty() && text.chars().allMatch(c -> "0123456789.+-eE".indexOf(c) >= 0);
            return number ? OptionalLong.of((long) Double.parseDouble(text)) : OptionalLong.empty();
        } catch (NumberFormatException noNumber) {
            return OptionalLong.empty();
        }
    }
}
