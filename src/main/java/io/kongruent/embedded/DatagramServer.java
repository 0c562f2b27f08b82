package io.kongruent.embedded;

import io.kongruent.embedded.StreamListen.Transport;
import io.kongruent.embedded.router.Routing;
import io.kongruent.embedded.router.StreamConnection;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramPacket;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One UDP listener. The datagrams of one client are a session: all go to the same peer, and what that answers goes back to the client, until neither has said anything for the
 * service's read timeout. Datagrams without a route, a service or a peer are dropped.
 */
final class DatagramServer {
    private static final Logger LOG = Logger.getLogger(DatagramServer.class.getName());

    /** What is kept of a session's datagrams while its peer is looked up; more are lost, as datagrams may be. */
    private static final int MOST_WAITING = 64;

    private static final int LONGEST = 65_507;

    private final Vertx vertx;
    private final EmbeddedSettings settings;
    private final ConfigStore store;
    private final StreamPeers peers;
    private final StreamListen listen;
    private final DatagramSocket socket;
    private final Map<SocketAddress, Session> sessions = new HashMap<>();
    private int port;

    DatagramServer(Vertx vertx, EmbeddedSettings settings, ConfigStore store, StreamPeers peers, StreamListen listen) {
        this.vertx = vertx;
        this.settings = settings;
        this.store = store;
        this.peers = peers;
        this.listen = listen;
        this.port = listen.port();
        this.socket = vertx.createDatagramSocket(options(listen.address().contains(":")));
    }

    private static DatagramSocketOptions options(boolean v6) {
        return new DatagramSocketOptions().setIpV6(v6).setReceiveBufferSize(LONGEST * 4);
    }

    Future<StreamListen> listen() {
        socket.handler(this::receive);
        socket.exceptionHandler(e -> LOG.log(Level.FINE, "a datagram was lost", e));
        return socket.listen(listen.bind(), listen.address()).map(running -> {
            int bound = running.localAddress().port();
            port = port == 0 ? bound : port;
            return listen.bound(bound);
        });
    }

    private void receive(DatagramPacket packet) {
        Session session = sessions.get(packet.sender());
        if (session == null) {
            session = new Session(packet.sender());
            sessions.put(packet.sender(), session);
            session.take(packet.data());
            session.open();
        } else {
            session.take(packet.data());
        }
    }

    private StreamConnection connection(SocketAddress client) {
        int shown = settings.shownPort(port);
        return new StreamConnection(
                true, shown, Optional.empty(), client.hostAddress(), client.port(), listen.address());
    }

    /** One client. All on the context of the listener. */
    private final class Session {
        private final SocketAddress client;
        private final List<Buffer> waiting = new ArrayList<>();
        private Optional<DatagramSocket> upstream = Optional.empty();
        private Optional<SocketAddress> peer = Optional.empty();
        private long idleMillis;
        private long timer = -1;

        Session(SocketAddress client) {
            this.client = client;
        }

        void take(Buffer data) {
            if (upstream.isPresent() && peer.isPresent()) {
                upstream.get().send(data, peer.get().port(), peer.get().hostAddress());
                rest();
            } else if (waiting.size() < MOST_WAITING) {
                waiting.add(data);
            }
        }

        /** Routes it and opens its way; a session that has none is forgotten, its client may try again. */
        void open() {
            Worker.Routed routed = store.worker().route(connection(client));
            Optional<Live.Route> route = routed.routing() instanceof Routing.Matched matched
                    ? Optional.ofNullable(
                            routed.live().routes().get(matched.route().id()))
                    : Optional.empty();
            Optional<Live.Service> service = route.flatMap(Live.Route::service);
            service.map(s -> peers.next(routed.live(), s))
                    .orElseGet(() -> Future.failedFuture("no service"))
                    .onSuccess(place -> {
                        tell(route, Optional.of(place.toString()));
                        idleMillis = service.orElseThrow().readTimeout().toMillis();
                        begin(place.address());
                    })
                    .onFailure(none -> {
                        tell(route, Optional.empty());
                        end();
                    });
        }

        private void tell(Optional<Live.Route> route, Optional<String> place) {
            settings.listener()
                    .connected(new StreamRecord(
                            port, Transport.UDP, Optional.empty(), route.map(Live.Route::name), place));
        }

        private void begin(SocketAddress address) {
            boolean v6 = address.hostAddress().contains(":");
            DatagramSocket own = vertx.createDatagramSocket(options(v6));
            own.exceptionHandler(e -> LOG.log(Level.FINE, "a peer's datagram was lost", e));
            own.handler(packet -> {
                if (packet.sender().port() == address.port()) {
                    rest();
                    socket.send(packet.data(), client.port(), client.hostAddress());
                }
            });
            own.listen(0, v6 ? "::" : "0.0.0.0")
                    .onSuccess(listening -> {
                        upstream = Optional.of(own);
                        peer = Optional.of(address);
                        waiting.forEach(this::take);
                        waiting.clear();
                        rest();
                    })
                    .onFailure(e -> end());
        }

        /** The session ends when nothing more comes. */
        private void rest() {
            vertx.cancelTimer(timer);
            timer = vertx.setTimer(idleMillis, late -> end());
        }

        private void end() {
            vertx.cancelTimer(timer);
            sessions.remove(client);
            upstream.ifPresent(DatagramSocket::close);
        }
    }
}
