package io.kongruent.embedded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The backends of the recordings on free ports: a to e tell what they saw and do what {@code x-status} and {@code x-delay-ms} ask. */
final class RecordedBackends implements AutoCloseable {
    private final Vertx vertx = Runtimes.vertx(1);
    private final Map<Integer, Integer> ports = new HashMap<>();

    RecordedBackends() throws IOException {
        for (int i = 0; i < 5; i++) {
            String name = String.valueOf((char) ('a' + i));
            ports.put(22081 + i, http(name));
        }
        NetServer reset = vertx.createNetServer().connectHandler(socket -> socket.handler(bytes -> socket.close()));
        ports.put(22099, Runtimes.join(reset.listen(0, "127.0.0.1")).actualPort());
        ports.put(22443, secure());
        try (ServerSocket closed = new ServerSocket(0)) {
            ports.put(22999, closed.getLocalPort());
        }
    }

    private int http(String name) {
        return Runtimes.join(vertx.createHttpServer()
                        .requestHandler(request -> request.bodyHandler(body -> answer(name, request, body)))
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    private int secure() {
        SelfSigned certificate = SelfSigned.make(Recordings.THAT_DAY);
        Certificates.Pair pair = new Certificates.Pair("x", certificate.key(), certificate.chain());
        HttpServerOptions options = new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(KeyCertOptions.wrap(new ListenerKeys(sni -> Optional.of(java.util.List.of(pair)))));
        return Runtimes.join(vertx.createHttpServer(options)
                        .requestHandler(request -> request.response().end())
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    private void answer(String name, HttpServerRequest request, Buffer body) {
        String delay = request.getHeader("x-delay-ms");
        if (delay == null) {
            answerNow(name, request, body);
        } else {
            vertx.setTimer(Long.parseLong(delay), timer -> answerNow(name, request, body));
        }
    }

    private static void answerNow(String name, HttpServerRequest request, Buffer body) {
        ObjectNode seen = Recordings.MAPPER.createObjectNode();
        seen.put("backend", name);
        seen.put("method", request.method().name());
        seen.put("path", request.uri());
        seen.put("host", request.getHeader("host"));
        ObjectNode headers = seen.putObject("headers");
        request.headers().forEach(header -> {
            String key = header.getKey().toLowerCase(Locale.ROOT);
            if (!key.equals("host") && !key.equals("kong-debug") && !key.equals("x-kong-request-id")) {
                ArrayNode values = headers.get(key) instanceof ArrayNode known ? known : headers.putArray(key);
                values.add(header.getValue());
            }
        });
        seen.put("body", body.toString());
        String status = request.getHeader("x-status");
        HttpServerResponse response = request.response()
                .setStatusCode(status == null ? 200 : Integer.parseInt(status))
                .putHeader("content-type", "application/json")
                .putHeader("x-backend", name)
                .putHeader("x-remove-me", "1");
        if (response.getStatusCode() == 204) {
            response.end();
        } else {
            response.end(seen.toString());
        }
    }

    /** Sends what goes to a recorded port to the port that stands for it. */
    Dialer dialer() {
        return wanted -> ports.containsKey(wanted.port()) && wanted.host().equals("127.0.0.1")
                ? new Dialer.Place(wanted.host(), ports.get(wanted.port()))
                : wanted;
    }

    @Override
    public void close() {
        Runtimes.join(vertx.close());
    }
}
