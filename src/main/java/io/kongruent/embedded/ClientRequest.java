package io.kongruent.embedded;

import io.kongruent.embedded.router.RouterRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A client's request, read.
 *
 * @param routing what the router sees
 * @param rawPath the path as sent
 * @param version as Kong tells it in Via: 1, 1.1 or 2
 * @param body whether a body follows
 */
record ClientRequest(RouterRequest routing, String rawPath, String version, boolean body) {

    /** What comes by HTTP/2 needn't say how long it is; these have nothing to say. */
    private static final Set<String> BODYLESS = Set.of("GET", "HEAD", "OPTIONS", "DELETE", "TRACE");

    /** Empty when the server couldn't make sense of it, or when it lacks a usable Host. */
    static Optional<ClientRequest> read(HttpServerRequest request, int listenPort, boolean tls) {
        if (request.decoderResult().isFailure()) {
            return Optional.empty();
        }
        boolean http2 = request.version() == HttpVersion.HTTP_2;
        Optional<String> host = Optional.ofNullable(request.getHeader("host"))
                .or(() -> Optional.ofNullable(request.authority()).map(Object::toString));
        boolean old = request.version() == HttpVersion.HTTP_1_0;
        if (host.isEmpty() ? !old : !isHost(host.get())) {
            return Optional.empty();
        }
        String target = path(request.uri());
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        Optional<String> query = question < 0 ? Optional.empty() : Optional.of(target.substring(question + 1));
        List<Map.Entry<String, String>> headers = request.headers().entries().stream()
                .filter(header ->
                        !Worker.isFact(header.getKey()) && !header.getKey().startsWith(":"))
                .map(header -> Map.entry(header.getKey(), header.getValue()))
                .toList();
        RouterRequest routing = new RouterRequest(
                tls ? "https" : "http",
                request.method().name(),
                host,
                path,
                query,
                headers,
                listenPort,
                tls ? ListenerKeys.serverName(request.sslSession()) : Optional.empty(),
                request.remoteAddress().hostAddress(),
                request.remoteAddress().port(),
                request.localAddress().hostAddress());
        boolean body = request.headers().contains("transfer-encoding")
                || (http2
                        && !request.headers().contains("content-length")
                        && !BODYLESS.contains(request.method().name()))
                || !Optional.ofNullable(request.getHeader("content-length"))
                        .orElse("0")
                        .equals("0");
        return Optional.of(new ClientRequest(routing, path, http2 ? "2" : old ? "1" : "1.1", body));
    }

    /** The target without scheme, authority and fragment. */
    private static String path(String uri) {
        String path = uri;
        int scheme = uri.indexOf("://");
        if (scheme > 0 && !uri.startsWith("/")) {
            int slash = uri.indexOf('/', scheme + 3);
            path = slash < 0 ? "/" : uri.substring(slash);
        }
        int fragment = path.indexOf('#');
        return fragment < 0 ? path : path.substring(0, fragment);
    }

    private static boolean isHost(String host) {
        return !host.isEmpty() && !host.contains("..") && host.chars().allMatch(c -> c > ' ' && c != '/' && c != 127);
    }

    /** The first value of a header. */
    Optional<String> header(String name) {
        return routing.headers().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The host as the server knows it: lower case, without port and final dot. */
    String bareHost() {
        String host = routing.host().orElse("").toLowerCase(Locale.ROOT);
        int colon = host.indexOf(':', Math.max(0, host.indexOf(']')));
        String bare = colon < 0 ? host : host.substring(0, colon);
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }

    /** Whether the client wants to speak WebSocket. */
    boolean webSocket() {
        return header("upgrade").filter("websocket"::equalsIgnoreCase).isPresent();
    }

    /** Whether it came by HTTP/2. */
    boolean http2() {
        return version.equals("2");
    }

    /** Whether it is a call of gRPC, whose answers say how it went in headers or trailers. */
    boolean call() {
        return isCall(header("content-type"));
    }

    static boolean isCall(Optional<String> contentType) {
        return contentType
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("application/grpc"))
                .isPresent();
    }

    /** Whether the same request may be sent once more. */
    boolean repeatable() {
        return !body && !routing.method().equals("POST") && !routing.method().equals("PATCH");
    }
}
