package io.kongruent.embedded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which headers go on, to the backend and back, and which Kong adds. */
final class ForwardHeaders {
    private static final String KONG = "kong/" + AdminInfo.KONG;
    private static final Set<String> DROPPED = Set.of(
            "host",
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy",
            "te",
            "transfer-encoding",
            "upgrade",
            "expect",
            "via",
            "x-forwarded-for",
            "x-forwarded-proto",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-path",
            "x-forwarded-prefix",
            "x-real-ip",
            "x-kong-request-id");
    private static final Set<String> DROPPED_BACK =
            Set.of("connection", "keep-alive", "proxy-connection", "te", "transfer-encoding", "upgrade", "via");

    private ForwardHeaders() {}

    /**
     * The request headers for the backend, but for Host.
     *
     * @param headers the client's, after the plugin's edits
     * @param prefix the prefix that the route strips
     * @param port that the client connected to
     * @param http2 whether the backend is spoken to by HTTP/2, which knows nothing of connections
     */
    static List<Map.Entry<String, String>> toBackend(
            ClientRequest client,
            List<Map.Entry<String, String>> headers,
            Optional<String> prefix,
            int port,
            boolean http2,
            String requestId) {
        Set<String> hops = new HashSet<>(DROPPED);
        client.header("connection")
                .ifPresent(connection -> Arrays.stream(connection.split(",", -1))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .filter(name -> !name.equals("close"))
                        .forEach(hops::add));
        List<Map.Entry<String, String>> out = new ArrayList<>();
        headers.stream()
                .filter(header ->
                        !hops.contains(header.getKey().toLowerCase(Locale.ROOT)) && !Worker.isFact(header.getKey()))
                .forEach(out::add);
        if (client.header("te").filter(te -> te.contains("trailers")).isPresent()) {
            out.add(Map.entry("te", "trailers"));
        }
        // Kong writes "keep-alive, Upgrade"; the client library takes a request for an upgrade only by this very value
        if (!http2) {
            out.add(Map.entry("connection", client.webSocket() ? "Upgrade" : "keep-alive"));
        }
        if (client.webSocket() && !http2) {
            out.add(Map.entry("upgrade", "websocket"));
        }
        String address = client.routing().clientAddress();
        Map<String, String> own = new LinkedHashMap<>();
        own.put("via", chained(client.header("via"), client.version() + " " + KONG));
        own.put("x-forwarded-for", chained(client.header("x-forwarded-for"), address));
        own.put("x-forwarded-proto", client.routing().scheme());
        own.put("x-forwarded-host", client.bareHost());
        own.put("x-forwarded-port", Integer.toString(port));
        own.put("x-forwarded-path", client.rawPath());
        own.put("x-forwarded-prefix", prefix.filter(p -> !p.equals("/")).orElse(""));
        own.forEach((name, value) -> {
            String edited = edited(value, values(client.routing().headers(), name), values(headers, name));
            if (!edited.isEmpty()) {
                out.add(Map.entry(name, edited));
            }
        });
        out.add(Map.entry("x-real-ip", address));
        out.add(Map.entry("x-kong-request-id", requestId));
        return out;
    }

    private static List<String> values(List<Map.Entry<String, String>> headers, String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** A header that Kong writes itself, after the plugin's edits of it: what was added goes behind Kong's value, what was set replaces it. */
    private static String edited(String own, List<String> before, List<String> after) {
        if (before.equals(after)) {
            return own;
        }
        boolean added = !before.isEmpty()
                && after.size() > before.size()
                && after.subList(0, before.size()).equals(before);
        String values = String.join(", ", added ? after.subList(before.size(), after.size()) : after);
        return added ? own + ", " + values : values;
    }

    private static String chained(Optional<String> before, String last) {
        return before.map(b -> b + ", " + last).orElse(last);
    }

    /** The response headers for the client, without Kong's own. */
    static List<Map.Entry<String, String>> toClient(List<Map.Entry<String, String>> headers) {
        return headers.stream()
                .filter(header -> !DROPPED_BACK.contains(header.getKey().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** The Via of a response. */
    static String via(Optional<String> backend) {
        return chained(backend, "1.1 " + KONG);
    }
}
