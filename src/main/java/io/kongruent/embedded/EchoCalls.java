package io.kongruent.embedded;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** A gRPC server without TLS on a free loopback port, whose methods all answer with the server's name and what they were told. Runs until it is closed. */
public final class EchoCalls implements AutoCloseable {
    private static final String CALL = "application/grpc";

    private final Vertx vertx;
    private final HttpServer server;

    private EchoCalls(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /** A running server that answers under this name. */
    public static EchoCalls start(String name) {
        Vertx vertx = Runtimes.vertx(1);
        HttpServer server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0).setHttp2ClearTextEnabled(true))
                .requestHandler(request -> answer(name, request));
        return new EchoCalls(vertx, Runtimes.join(server.listen()));
    }

    private static void answer(String name, HttpServerRequest request) {
        request.body().onSuccess(body -> {
            String said = CallMessage.read(body).text();
            request.response()
                    .setChunked(true)
                    .putHeader("content-type", CALL)
                    .putTrailer("grpc-status", "0")
                    .end(new CallMessage(name + ": " + said).framed());
        });
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        Runtimes.join(vertx.close());
    }
}
