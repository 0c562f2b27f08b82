package io.kongruent.embedded;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.KeyCertOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The proxy's listeners. Runs on virtual threads: a request is handled top-down and waits where it has to. */
final class ProxyServer extends AbstractVerticle {
    private static final int LONGEST_LINE = 16 * 1024;

    private final EmbeddedSettings settings;
    private final ConfigStore store;
    private final Traffic traffic;
    private final SelfSigned fallback;
    private final List<ProxyListen> bound = new CopyOnWriteArrayList<>();

    ProxyServer(EmbeddedSettings settings, ConfigStore store, Traffic traffic) {
        this.settings = settings;
        this.store = store;
        this.traffic = traffic;
        this.fallback = SelfSigned.make(settings.clock());
    }

    /** The listeners with the ports that were bound. */
    List<ProxyListen> bound() {
        return List.copyOf(bound);
    }

    @Override
    public void start(Promise<Void> started) {
        UpstreamClients clients = new UpstreamClients(vertx, settings.dialer());
        List<Future<HttpServer>> starting = new ArrayList<>();
        for (ProxyListen listen : settings.listens()) {
            starting.add(listen(listen, clients));
        }
        Future.all(starting)
                .onSuccess(all -> {
                    for (int i = 0; i < starting.size(); i++) {
                        bound.add(settings.listens()
                                .get(i)
                                .bound(starting.get(i).result().actualPort()));
                    }
                })
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private Future<HttpServer> listen(ProxyListen listen, UpstreamClients clients) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(listen.address())
                .setHttp2ClearTextEnabled(listen.http2())
                .setPort(listen.bind())
                .setHandle100ContinueAutomatically(true)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_LINE * 2);
        AtomicInteger port = new AtomicInteger(listen.port());
        if (listen.tls()) {
            Certificates.Pair pair = new Certificates.Pair("default", fallback.key(), fallback.chain());
            options.setSsl(true)
                    .setUseAlpn(listen.http2())
                    .setKeyCertOptions(KeyCertOptions.wrap(
                            new ListenerKeys(sni -> store.worker().certificates(port.get(), sni, pair))));
        }
        Handler<HttpServerRequest> receive = request -> {
            Runnable over = traffic.begin();
            HttpServerResponse response = request.response();
            response.endHandler(ended -> over.run());
            // a client that takes its request back at once does so before anybody could ask to be told
            if (response.closed()) {
                over.run();
            }
            if (traffic.isEnding() && request.version() != HttpVersion.HTTP_2) {
                request.response().putHeader("connection", "close");
            }
            new ProxyExchange(settings, store.worker(), clients, request, port.get(), listen.tls()).run();
        };
        return vertx.createHttpServer(options)
                .requestHandler(receive)
                .invalidRequestHandler(receive)
                .listen()
                .onSuccess(server -> port.compareAndSet(0, server.actualPort()));
    }
}
