package io.kongruent.embedded.router;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Kong answers when a request matches a route in everything but the protocol.
 *
 * @param message the message of Kong's error body; empty when the answer has no body
 * @param headers to set on the answer
 */
public record ProtocolRefusal(int status, Optional<String> message, List<Map.Entry<String, String>> headers) {
    public ProtocolRefusal {
        headers = List.copyOf(headers);
    }

    /**
     * The refusal of a request that takes a route, empty when the route serves it.
     *
     * @param http2 whether the request came by HTTP/2
     */
    public static Optional<ProtocolRefusal> of(RouterRoute route, RouterRequest request, boolean http2) {
        Set<String> protocols = route.protocols();
        boolean secure = request.scheme().equals("https");
        if (protocols.contains("https") && !protocols.contains("http") && !secure) {
            return Optional.of(needsTls(route, request));
        }
        if (protocols.contains("grpc") || protocols.contains("grpcs")) {
            return grpc(protocols.contains("grpc") || secure, request, http2);
        }
        return Optional.empty();
    }

    private static ProtocolRefusal needsTls(RouterRoute route, RouterRequest request) {
        int status = route.httpsRedirectStatus();
        if (status == 426) {
            return new ProtocolRefusal(
                    426,
                    Optional.of("Please use HTTPS protocol"),
                    List.of(Map.entry("Connection", "Upgrade"), Map.entry("Upgrade", "TLS/1.2, HTTP/1.1")));
        }
        String location =
                "https://" + request.host().map(ProtocolRefusal::bareHost).orElse("") + request.path()
                        + request.query().map(query -> "?" + query).orElse("");
        return new ProtocolRefusal(status, Optional.empty(), List.of(Map.entry("Location", location)));
    }

    private static Optional<ProtocolRefusal> grpc(boolean schemeFits, RouterRequest request, boolean http2) {
        if (!request.header("content-type").orElse("").startsWith("application/grpc")) {
            return Optional.of(new ProtocolRefusal(415, Optional.of("Non-gRPC request matched gRPC route"), List.of()));
        }
        if (!http2) {
            return Optional.of(new ProtocolRefusal(
                    426,
                    Optional.of("Please use HTTP2 protocol"),
                    List.of(Map.entry("connection", "Upgrade"), Map.entry("upgrade", "HTTP/2"))));
        }
        if (!schemeFits) {
            return Optional.of(new ProtocolRefusal(
                    200,
                    Optional.empty(),
                    List.of(
                            Map.entry("content-type", "application/grpc"),
                            Map.entry("grpc-status", "1"),
                            Map.entry("grpc-message", "gRPC request matched gRPCs route"))));
        }
        return Optional.empty();
    }

    /** The host as nginx knows it: lower case, without port and final dot. */
    private static String bareHost(String host) {
        int from = host.startsWith("[") ? Math.max(host.indexOf(']'), 0) : 0;
        int colon = host.indexOf(':', from);
        String bare = (colon < 0 ? host : host.substring(0, colon)).toLowerCase(Locale.ROOT);
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }
}
