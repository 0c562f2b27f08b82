package io.kongruent.embedded;

import io.kongruent.embedded.StreamListen.Transport;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The stream listeners. */
final class StreamServer extends AbstractVerticle {
    private final EmbeddedSettings settings;
    private final ConfigStore store;
    private final Traffic traffic;
    private final SelfSigned fallback;
    private final List<StreamListen> bound = new CopyOnWriteArrayList<>();

    StreamServer(EmbeddedSettings settings, ConfigStore store, Traffic traffic) {
        this.settings = settings;
        this.store = store;
        this.traffic = traffic;
        this.fallback = SelfSigned.make(settings.clock());
    }

    /** The listeners with the ports that were bound. */
    List<StreamListen> bound() {
        return List.copyOf(bound);
    }

    @Override
    public void start(Promise<Void> started) {
        StreamPeers peers = new StreamPeers(vertx, new UpstreamClients(vertx, settings.dialer()));
        List<Future<StreamListen>> starting = new ArrayList<>();
        for (StreamListen listen : settings.streams()) {
            starting.add(listen.isUdp() ? datagrams(listen, peers) : connections(listen, peers));
        }
        Future.all(starting)
                .onSuccess(all -> starting.forEach(future -> bound.add(future.result())))
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private Future<StreamListen> connections(StreamListen listen, StreamPeers peers) {
        AtomicInteger port = new AtomicInteger(listen.port());
        NetServerOptions options = new NetServerOptions()
                .setHost(listen.address())
                .setPort(listen.bind())
                .setTcpNoDelay(true);
        if (listen.transport() == Transport.TLS) {
            Certificates.Pair pair = new Certificates.Pair("default", fallback.key(), fallback.chain());
            // connections begin plain, so that their beginning can be read; see StreamExchange
            options.setSsl(false)
                    .setKeyCertOptions(KeyCertOptions.wrap(
                            new ListenerKeys(sni -> store.worker().certificates(port.get(), sni, pair))));
        }
        NetServer server = vertx.createNetServer(options);
        return server.connectHandler(socket -> new StreamExchange(
                                vertx, settings, traffic, store.worker(), peers, socket, port.get(), listen.transport())
                        .run())
                .listen()
                .map(running -> {
                    port.compareAndSet(0, running.actualPort());
                    return listen.bound(running.actualPort());
                });
    }

    private Future<StreamListen> datagrams(StreamListen listen, StreamPeers peers) {
        return new DatagramServer(vertx, settings, store, peers, listen).listen();
    }
}
