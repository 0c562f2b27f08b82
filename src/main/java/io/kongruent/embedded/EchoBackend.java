package io.kongruent.embedded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/**
 * A backend on a free loopback port that tells what it was asked: {@code {"backend", "method", "path", "host", "headers"}}, the headers as
 * lists of values by lower-case name. Runs until it is closed.
 */
public final class EchoBackend implements AutoCloseable {
    private final Vertx vertx;
    private final HttpServer server;

    private EchoBackend(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /** A running backend that answers under this name. */
    public static EchoBackend start(String name) {
        Vertx vertx = Runtimes.vertx(1);
        HttpServer server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0).setHttp2ClearTextEnabled(false))
                .requestHandler(request -> request.endHandler(end -> answer(name, request)));
        return new EchoBackend(vertx, Runtimes.join(server.listen()));
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return server.actualPort();
    }

    private static void answer(String name, HttpServerRequest request) {
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        request.headers().forEach(header -> {
            String key = header.getKey().toLowerCase(Locale.ROOT);
            if (!key.equals("host")) {
                ArrayNode values = headers.get(key) instanceof ArrayNode known ? known : headers.putArray(key);
                values.add(header.getValue());
            }
        });
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("backend", name);
        body.put("method", request.method().name());
        body.put("path", request.uri());
        body.put("host", request.getHeader("host"));
        body.set("headers", headers);
        request.response().putHeader("content-type", "application/json").end(body.toString());
    }

    @Override
    public void close() {
        Runtimes.join(vertx.close());
    }
}
