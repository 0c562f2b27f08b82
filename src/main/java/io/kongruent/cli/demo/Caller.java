package io.kongruent.cli.demo;

import io.kongruent.embedded.CallMessage;
import io.kongruent.embedded.Runtimes;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A client of gRPC without TLS, whose calls all lead to one port of this machine. */
final class Caller implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 20;

    private final Vertx vertx = Runtimes.vertx(1);
    private final HttpClient client = vertx.createHttpClient(
            new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
    private final int port;

    Caller(int port) {
        this.port = port;
    }

    /**
     * How a call ended.
     *
     * @param status gRPC's: 0 is well, 12 says that nobody has such a method
     * @param message what came back; empty when nothing did
     */
    record Answer(int status, String message) {}

    /** Calls a method, written {@code package.Service/Method}, with one text. */
    Answer call(String authority, String method, String text, Map<String, String> headers) {
        return Runtimes.join(client.request(new RequestOptions()
                        .setServer(SocketAddress.inetSocketAddress(port, "127.0.0.1"))
                        .setHost(authority)
                        .setPort(80)
                        .setMethod(HttpMethod.POST)
                        .setURI("/" + method)
                        .setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(headers))
                        .putHeader("content-type", "application/grpc")
                        .putHeader("te", "trailers"))
                .compose(request -> request.send(new CallMessage(text).framed()))
                .compose(Caller::read)
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    private static Future<Answer> read(HttpClientResponse response) {
        return response.body().map(body -> {
            String status = Optional.ofNullable(response.getTrailer("grpc-status"))
                    .or(() -> Optional.ofNullable(response.getHeader("grpc-status")))
                    .orElse("2");
            return new Answer(
                    Integer.parseInt(status),
                    body.length() == 0 ? "" : CallMessage.read(body).text());
        });
    }

    @Override
    public void close() {
        Runtimes.join(vertx.close());
    }
}
