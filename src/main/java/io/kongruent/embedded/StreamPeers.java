package io.kongruent.embedded;

import io.kongruent.embedded.Balancer.Peer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Connections to the peers of a service. */
final class StreamPeers {
    private final Vertx vertx;
    private final UpstreamClients names;
    private final Map<Key, NetClient> clients = new ConcurrentHashMap<>();

    private record Key(Duration connect, Duration idle, Optional<Live.UpstreamTls> tls) {}

    /** A peer and where it is. */
    record Place(Peer peer, SocketAddress address) {
        @Override
        public String toString() {
            return peer.name() + ":" + peer.port();
        }
    }

    StreamPeers(Vertx vertx, UpstreamClients names) {
        this.vertx = vertx;
        this.names = names;
    }

    /** Where the next connection or session of a service goes; fails when there is no peer or its name isn't known. */
    Future<Place> next(Live live, Live.Service service) {
        Optional<Live.Upstream> balanced = Optional.ofNullable(live.balancers().get(service.host()));
        Optional<Peer> peer = balanced.isPresent()
                ? balanced.get().balancer().next()
                : Optional.of(new Peer(service.host(), service.port()));
        return peer.map(this::find)
                .orElseGet(() -> Future.failedFuture("no target of " + service.host() + " has weight"));
    }

    private Future<Place> find(Peer peer) {
        Context context = vertx.getOrCreateContext();
        Promise<Place> place = Promise.promise();
        names.resolve(peer)
                .map(address -> new Place(peer, address))
                .onComplete(found -> context.runOnContext(back -> place.handle(found)));
        return place.future();
    }

    /** A connection, tried as often as the service allows, each time at the next peer. */
    Future<Connection> connect(Live live, Live.Service service) {
        return connect(live, service, service.retries());
    }

    private Future<Connection> connect(Live live, Live.Service service, int retries) {
        return next(live, service)
                .compose(place -> connect(live, service, place)
                        .map(socket -> new Connection(socket, place))
                        .recover(refused -> retries > 0 && !isNowhere(place)
                                ? connect(live, service, retries - 1)
                                : Future.failedFuture(refused)));
    }

    /** What nginx may not connect to it doesn't try elsewhere. */
    private static boolean isNowhere(Place place) {
        return place.address().hostAddress().equals("255.255.255.255");
    }

    /** An open connection to a peer, paused: what it says first must not be lost. */
    record Connection(NetSocket socket, Place place) {}

    private Future<NetSocket> connect(Live live, Live.Service service, Place place) {
        boolean tls = service.protocol().equals("tls");
        NetClient client = clients.computeIfAbsent(
                new Key(
                        service.connectTimeout(),
                        service.readTimeout(),
                        tls ? Optional.of(service.tls()) : Optional.empty()),
                this::client);
        if (!tls) {
            return client.connect(place.address()).map(NetSocket::pause);
        }
        String name = Optional.ofNullable(live.balancers().get(service.host()))
                .flatMap(Live.Upstream::hostHeader)
                .orElse(place.peer().name());
        return client.connect(place.address(), name).map(NetSocket::pause);
    }

    private NetClient client(Key key) {
        NetClientOptions options = new NetClientOptions()
                .setTcpNoDelay(true)
                .setConnectTimeout((int) key.connect().toMillis())
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) key.idle().toMillis());
        key.tls().ifPresent(tls -> {
            options.setSsl(true)
                    .setTrustAll(!tls.verify())
                    .setHostnameVerificationAlgorithm(tls.verify() ? "HTTPS" : "");
            if (tls.verify()) {
                PemTrustOptions trust = new PemTrustOptions();
                tls.authorities().forEach(pem -> trust.addCertValue(io.vertx.core.buffer.Buffer.buffer(pem)));
                options.setTrustOptions(trust);
            }
        });
        return vertx.createNetClient(options);
    }
}
