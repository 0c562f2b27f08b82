package io.kongruent.provision;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.kongruent.provision.Wanted.Listen;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Kong's settings in a provisioned data plane, as variables of its environment. */
final class KongEnvironment {

    static final String PREFIX_FOLDER = "/kong_prefix";
    static final String PLUGIN_FOLDER = "/opt/kongruent";
    static final String KEY_FOLDER = "/etc/kongruent/admin";

    private static final String IPV4 = "0.0.0.0";
    private static final String IPV6 = "[::]";

    /** What the controller rests on; it can't be set by parameters. */
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("DATABASE", "off"),
            Map.entry("ROUTER_FLAVOR", "expressions"),
            Map.entry("PREFIX", PREFIX_FOLDER),
            Map.entry("LUA_PACKAGE_PATH", PLUGIN_FOLDER + "/?.lua;;"),
            Map.entry("ADMIN_SSL_CERT", KEY_FOLDER + "/tls.crt"),
            Map.entry("ADMIN_SSL_CERT_KEY", KEY_FOLDER + "/tls.key"),
            Map.entry("NGINX_ADMIN_SSL_VERIFY_CLIENT", "on"),
            Map.entry("NGINX_ADMIN_SSL_VERIFY_DEPTH", "2"),
            Map.entry("NGINX_ADMIN_SSL_CLIENT_CERTIFICATE", KEY_FOLDER + "/ca.crt"));

    private static final Map<String, String> USUAL = Map.ofEntries(
            Map.entry("ADMIN_ACCESS_LOG", "off"),
            Map.entry("ADMIN_ERROR_LOG", "/dev/stderr"),
            Map.entry("ADMIN_GUI_LISTEN", "off"),
            Map.entry("ANONYMOUS_REPORTS", "off"),
            Map.entry("LUA_MAX_REQ_HEADERS", "1000"),
            Map.entry("NGINX_ADMIN_CLIENT_MAX_BODY_SIZE", "100m"),
            Map.entry("NGINX_DAEMON", "off"),
            Map.entry("NGINX_HTTP_LUA_SHARED_DICT", "gateway_api 1m"),
            Map.entry("NGINX_PROXY_IGNORE_INVALID_HEADERS", "off"),
            Map.entry("NGINX_PROXY_LUA_TRANSFORM_UNDERSCORES_IN_RESPONSE_HEADERS", "off"),
            // Kong's "auto" counts the processors of the node, whatever the pod may use of them.
            Map.entry("NGINX_WORKER_PROCESSES", "2"),
            Map.entry("PROXY_ACCESS_LOG", "/dev/stdout"),
            Map.entry("PROXY_ERROR_LOG", "/dev/stderr"),
            Map.entry("PROXY_STREAM_ACCESS_LOG", "/dev/stdout basic"),
            Map.entry("PROXY_STREAM_ERROR_LOG", "/dev/stderr"),
            Map.entry("STATUS_ACCESS_LOG", "off"),
            Map.entry("STATUS_ERROR_LOG", "/dev/stderr"));

    private KongEnvironment() {}

    /**
     * Sorted by name.
     *
     * @param settings of the parameters, by Kong's names
     * @param ipv6 whether it listens there too
     */
    static List<EnvVar> of(Collection<Listen> listeners, JsonNode settings, boolean ipv6) {
        SortedMap<String, String> all = new TreeMap<>(USUAL);
        settings.properties()
                .forEach(s -> all.put(
                        s.getKey().toUpperCase(Locale.ROOT), s.getValue().asText()));
        all.put("PLUGINS", plugins(all.getOrDefault("PLUGINS", "bundled")));
        all.putAll(OURS);
        List<String> places = ipv6 ? List.of(IPV4, IPV6) : List.of(IPV4);
        all.put("ADMIN_LISTEN", at(places, KongPorts.ADMIN, " ssl"));
        all.put("STATUS_LISTEN", at(places, KongPorts.STATUS, ""));
        all.putAll(listens(listeners, places));
        return all.entrySet().stream()
                .map(e -> new EnvVar("KONG_" + e.getKey(), e.getValue(), null))
                .toList();
    }

    private static String plugins(String wanted) {
        return List.of(wanted.split("\\s*,\\s*", -1)).contains("gateway-api") ? wanted : wanted + ",gateway-api";
    }

    private static String at(List<String> places, int port, String flags) {
        return places.stream().map(place -> place + ":" + port + flags).collect(Collectors.joining(", "));
    }

    private static Map<String, String> listens(Collection<Listen> listeners, List<String> places) {
        SortedMap<String, String> http = new TreeMap<>();
        SortedMap<String, String> streams = new TreeMap<>();
        SortedMap<Integer, Integer> moved = new TreeMap<>();
        for (Listen listener : listeners) {
            int port = listener.kong();
            // Routes of connections go by the port that Kong listens on, and a map would show them the other.
            if (port != listener.port() && listener.protocol().startsWith("HTTP")) {
                moved.put(listener.port(), port);
            }
            for (String place : places) {
                String at = place + ":" + port;
                switch (listener.protocol()) {
                    case "HTTP" -> http.putIfAbsent(at, at + " http2 reuseport backlog=16384");
                    case "HTTPS" -> http.putIfAbsent(at, at + " ssl http2 reuseport backlog=16384");
                    case "TLS" -> streams.putIfAbsent(at, at + " ssl reuseport backlog=16384");
                    case "UDP" -> streams.putIfAbsent(at + "/udp", at + " udp reuseport");
                    default -> streams.putIfAbsent(at, at + " reuseport backlog=16384");
                }
            }
        }
        List<String> maps = new ArrayList<>();
        moved.forEach((from, to) -> maps.add(from + ":" + to));
        SortedMap<String, String> settings = new TreeMap<>();
        settings.put("PROXY_LISTEN", joined(http));
        settings.put("STREAM_LISTEN", joined(streams));
        if (!maps.isEmpty()) {
            settings.put("PORT_MAPS", String.join(", ", maps));
        }
        return settings;
    }

    private static String joined(SortedMap<String, String> listens) {
        return listens.isEmpty() ? "off" : String.join(", ", listens.values());
    }
}
