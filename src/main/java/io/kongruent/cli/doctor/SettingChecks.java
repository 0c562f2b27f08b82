package io.kongruent.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Settings that cost something as they are. Each is judged only where Kong tells it. */
final class SettingChecks {

    private static final long ENOUGH = 100L << 20;
    private static final int HEADERS = 1_000;
    private static final Set<String> ANYBODY = Set.of("0.0.0.0/0", "::/0");

    private SettingChecks() {}

    static void look(Kong kong, Findings findings) {
        sizes(kong, findings);
        headers(kong, findings);
        trust(kong, findings);
        if (kong.plugin().isPresent()
                && kong.directives("http", "lua_shared_dict").stream().noneMatch(d -> d.startsWith("gateway_api "))) {
            findings.note(
                    "the plugin has no memory of its own",
                    "its few keys live in Kong's, and may be pushed out there",
                    "KONG_NGINX_HTTP_LUA_SHARED_DICT='gateway_api 1m'");
        }
        if (kong.tells("status_listeners") && kong.list("status_listeners").isEmpty()) {
            findings.note(
                    "it has no status listen",
                    "nothing can ask whether it is ready without reaching the Admin API too",
                    "KONG_STATUS_LISTEN=0.0.0.0:8100, and a readiness probe on /status/ready");
        }
    }

    private static void sizes(Kong kong, Findings findings) {
        String admin = kong.setting("nginx_admin_client_max_body_size");
        long bytes = bytes(admin);
        if (bytes > 0 && bytes < ENOUGH) {
            findings.note(
                    "it takes configurations of at most " + admin,
                    "larger ones are refused as a whole; 10,000 routes of their own backends are 4 to 10 MB",
                    "KONG_NGINX_ADMIN_CLIENT_MAX_BODY_SIZE=100m");
        }
        String proxy = kong.setting("nginx_http_client_max_body_size");
        if (bytes(proxy) > 0) {
            findings.note(
                    "it takes requests with bodies of at most " + proxy,
                    "larger ones are answered with 413, whatever the route says",
                    "KONG_NGINX_HTTP_CLIENT_MAX_BODY_SIZE=0, unless that is meant");
        }
        long memory = bytes(kong.setting("lmdb_map_size"));
        if (memory > 0 && memory < 2 * ENOUGH) {
            findings.note(
                    "it keeps configurations in at most " + kong.setting("lmdb_map_size"),
                    "larger ones are refused as a whole",
                    "KONG_LMDB_MAP_SIZE=2048m");
        }
    }

    private static void headers(Kong kong, Findings findings) {
        if (!kong.tells("nginx_proxy_directives")) {
            return;
        }
        if (!isOff(kong, "lua_transform_underscores_in_response_headers")) {
            findings.note(
                    "names of response headers lose their underscores",
                    "rules that edit such a header are refused",
                    "KONG_NGINX_PROXY_LUA_TRANSFORM_UNDERSCORES_IN_RESPONSE_HEADERS=off");
        }
        if (!isOff(kong, "ignore_invalid_headers")) {
            findings.note(
                    "request headers with other characters than letters, digits, - and _ in their names are dropped",
                    "no rule matches on them and no backend gets them",
                    "KONG_NGINX_PROXY_IGNORE_INVALID_HEADERS=off");
        }
        String most = kong.setting("lua_max_req_headers");
        if (most.matches("\\d{1,6}") && Integer.parseInt(most) < HEADERS) {
            findings.note(
                    "it reads " + most + " headers of a request",
                    "requests with more get 404, because nothing is matched on half of a request",
                    "KONG_LUA_MAX_REQ_HEADERS=1000");
        }
    }

    private static boolean isOff(Kong kong, String directive) {
        return kong.directives("proxy", directive).contains("off")
                || kong.directives("http", directive).contains("off");
    }

    private static void trust(Kong kong, Findings findings) {
        List<String> trusted =
                kong.list("trusted_ips").stream().map(JsonNode::asText).toList();
        if (trusted.stream().anyMatch(ANYBODY::contains)) {
            findings.lacks(
                    "it believes X-Forwarded-For, -Proto, -Host and -Port of anybody (trusted_ips)",
                    "a client can name any address as its own to your backends, and pass http off as https",
                    "KONG_TRUSTED_IPS with the addresses of your load balancers alone");
        } else if (kong.tells("trusted_ips") && trusted.isEmpty()) {
            findings.note(
                    "it believes nobody's X-Forwarded-For",
                    "behind a load balancer or proxy backends see that one's address as the client's",
                    "KONG_TRUSTED_IPS with its addresses, where there is one");
        }
        boolean open = kong.list("admin_listeners").stream()
                .anyMatch(l ->
                        !l.path("ssl").asBoolean() && !isLoopback(l.path("ip").asText()));
        if (open) {
            findings.lacks(
                    "its Admin API is open to the network without TLS",
                    "whoever reaches the port reads every private key and changes everything",
                    "KONG_ADMIN_LISTEN='0.0.0.0:8444 ssl' with KONG_NGINX_ADMIN_SSL_VERIFY_CLIENT=on and a CA, or a loopback address, or a NetworkPolicy");
        }
    }

    private static boolean isLoopback(String ip) {
        return ip.startsWith("127.") || ip.equals("::1") || ip.equals("[::1]") || ip.equals("localhost");
    }

    /** A size as nginx writes it; 0 for none, or for what isn't understood. */
    static long bytes(String size) {
        if (!size.matches("\\d{1,12}[kKmMgG]?")) {
            return 0;
        }
        int end = size.length() - 1;
        int shift = switch (size.toLowerCase(Locale.ROOT).charAt(end)) {
            case 'k' -> 10;
            case 'm' -> 20;
            case 'g' -> 30;
            default -> 0;
        };
        return Long.parseLong(shift == 0 ? size : size.substring(0, end)) << shift;
    }
}
