package io.kongruent.embedded;

import io.kongruent.embedded.Certificates.Pair;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A peer on a free loopback port that speaks no HTTP: whatever comes goes back behind its name. Runs until it is closed. */
public final class EchoPeer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final Vertx vertx;
    private final int port;

    private EchoPeer(Vertx vertx, int port) {
        this.vertx = vertx;
        this.port = port;
    }

    /** One for plain connections. */
    public static EchoPeer connections(String name) {
        return connections(name, new NetServerOptions());
    }

    /** One for TLS, which shows a certificate of its own with this name. */
    public static EchoPeer secured(String name, String certificateName) {
        SelfSigned own = SelfSigned.make(Clock.systemUTC(), certificateName);
        Pair pair = new Pair(name, own.key(), own.chain());
        return connections(
                name,
                new NetServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(KeyCertOptions.wrap(new ListenerKeys(sni -> Optional.of(List.of(pair))))));
    }

    private static EchoPeer connections(String name, NetServerOptions options) {
        Vertx vertx = Runtimes.vertx(1);
        NetServer server = vertx.createNetServer(options.setHost(LOOPBACK).setPort(0))
                .connectHandler(socket -> socket.handler(bytes -> socket.write(answer(name, bytes))));
        return new EchoPeer(vertx, Runtimes.join(server.listen()).actualPort());
    }

    /** One for datagrams. */
    public static EchoPeer datagrams(String name) {
        Vertx vertx = Runtimes.vertx(1);
        DatagramSocket socket = vertx.createDatagramSocket(new DatagramSocketOptions());
        socket.handler(packet -> socket.send(
                answer(name, packet.data()),
                packet.sender().port(),
                packet.sender().host()));
        return new EchoPeer(
                vertx, Runtimes.join(socket.listen(0, LOOPBACK)).localAddress().port());
    }

    private static Buffer answer(String name, Buffer said) {
        return Buffer.buffer(name + ": ").appendBuffer(said);
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        Runtimes.join(vertx.close());
    }
}
