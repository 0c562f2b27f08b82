package io.kongruent.embedded;

import io.kongruent.embedded.StreamListen.Transport;
import io.kongruent.embedded.router.RouterRoute;
import io.kongruent.embedded.router.Routing;
import io.kongruent.embedded.router.StreamConnection;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One connection, from its beginning to its end: routed, on a TLS listener by the server name that it begins with, then passed on in both directions until either side is
 * done. What has no route, no service or no peer is closed, and nothing of it is ever passed on.
 */
final class StreamExchange {
    private static final Logger LOG = Logger.getLogger(StreamExchange.class.getName());

    /** How long a client may take to say what its connection is for; nginx's own. */
    private static final long BEGINNING_MILLIS = 30_000;

    private final Vertx vertx;
    private final EmbeddedSettings settings;
    private final Traffic traffic;
    private final Worker worker;
    private final StreamPeers peers;
    private final NetSocket client;
    private final int listenPort;
    private final Transport transport;
    private final Buffer begun = Buffer.buffer();
    private Optional<String> sni = Optional.empty();
    private Optional<Live.Route> route = Optional.empty();

    StreamExchange(
            Vertx vertx,
            EmbeddedSettings settings,
            Traffic traffic,
            Worker worker,
            StreamPeers peers,
            NetSocket client,
            int listenPort,
            Transport transport) {
        this.vertx = vertx;
        this.settings = settings;
        this.traffic = traffic;
        this.worker = worker;
        this.peers = peers;
        this.client = client;
        this.listenPort = listenPort;
        this.transport = transport;
    }

    /** To be called on the connection's event loop. */
    void run() {
        client.exceptionHandler(gone -> LOG.log(Level.FINE, "the client went away", gone));
        if (transport == Transport.TCP) {
            client.pause();
            route();
            return;
        }
        long timer = vertx.setTimer(BEGINNING_MILLIS, late -> close());
        client.closeHandler(closed -> vertx.cancelTimer(timer));
        client.handler(bytes -> {
            begun.appendBuffer(bytes);
            ClientHello hello = ClientHello.read(begun);
            if (hello instanceof ClientHello.Unfinished) {
                return;
            }
            client.pause();
            vertx.cancelTimer(timer);
            // what isn't TLS counts as a name of no letters: nginx has looked for one
            sni = Optional.of(
                    hello instanceof ClientHello.Hello named
                            ? named.serverName().orElse("")
                            : "");
            route();
        });
    }

    /** By the port that is shown for the listener's; a connection with a server name is then routed anew by the listener's own, as in Kong's second layer. */
    private void route() {
        int shown = settings.shownPort(listenPort);
        Worker.Routed first = worker.route(connection(shown));
        Worker.Routed routed =
                transport == Transport.TLS && shown != listenPort && first.routing() instanceof Routing.Matched
                        ? worker.route(connection(listenPort))
                        : first;
        if (!(routed.routing() instanceof Routing.Matched matched)) {
            close();
            return;
        }
        RouterRoute found = matched.route();
        route = Optional.ofNullable(routed.live().routes().get(found.id()));
        Optional<Live.Service> service = route.flatMap(Live.Route::service);
        if (transport == Transport.TLS && found.protocols().contains("tls")) {
            terminate(routed.live(), service);
        } else if (transport == Transport.TLS && !found.protocols().contains("tls_passthrough")) {
            close();
        } else {
            pass(routed.live(), service, begun);
        }
    }

    private StreamConnection connection(int port) {
        return new StreamConnection(
                false,
                port,
                sni,
                client.remoteAddress().hostAddress(),
                client.remoteAddress().port(),
                client.localAddress().hostAddress());
    }

    /** The handshake is made with what the connection began with; only then it is passed on. */
    private void terminate(Live live, Optional<Live.Service> service) {
        Channel channel = ((NetSocketInternal) client).channelHandlerContext().channel();
        Future<Void> secured = client.upgradeToSsl();
        channel.eventLoop().execute(() -> {
            channel.pipeline().fireChannelRead(Unpooled.wrappedBuffer(begun.getBytes()));
            channel.pipeline().fireChannelReadComplete();
        });
        secured.onSuccess(done -> pass(live, service, Buffer.buffer())).onFailure(refused -> {
            LOG.log(Level.FINE, "a handshake failed", refused);
            close();
        });
    }

    private void pass(Live live, Optional<Live.Service> service, Buffer first) {
        if (service.isEmpty()) {
            close();
            return;
        }
        peers.connect(live, service.get())
                .onSuccess(connection -> relay(connection, first))
                .onFailure(none -> close());
    }

    private void relay(StreamPeers.Connection connection, Buffer first) {
        tell(Optional.of(connection.place().toString()));
        NetSocket backend = connection.socket();
        backend.exceptionHandler(gone -> LOG.log(Level.FINE, "the backend went away", gone));
        if (first.length() > 0) {
            backend.write(first);
        }
        Runnable over = traffic.begin();
        backend.closeHandler(closed -> over.run());
        client.pipeTo(backend).onFailure(broken -> backend.close());
        backend.pipeTo(client).onFailure(broken -> client.close());
    }

    /** Nothing was passed on. */
    private void close() {
        tell(Optional.empty());
        client.close();
    }

    private void tell(Optional<String> upstream) {
        settings.listener()
                .connected(new StreamRecord(listenPort, transport, sni, route.map(Live.Route::name), upstream));
    }
}
