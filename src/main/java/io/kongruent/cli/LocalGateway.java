package io.kongruent.cli;

import io.kongruent.embedded.EmbeddedGateway;
import io.kongruent.embedded.EmbeddedSettings;
import io.kongruent.embedded.ProxyListen;
import io.kongruent.embedded.StreamListen;
import io.kongruent.model.Cause;
import io.kongruent.operate.Journal;
import java.net.BindException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An embedded gateway that is spoken to like any Kong. */
final class LocalGateway implements AutoCloseable {

    private static final String TLS = "443";

    private final EmbeddedGateway gateway;

    private LocalGateway(EmbeddedGateway gateway) {
        this.gateway = gateway;
    }

    /**
     * One that listens on the loopback address.
     *
     * @param ports a listener's port → the port to listen on; with TLS where the listener's port ends in 443
     * @param streams further ports, for connections and datagrams
     * @throws Failure when a port is taken
     */
    static LocalGateway start(Map<Integer, Integer> ports, StreamPorts streams) {
        EmbeddedGateway gateway = start(
                EmbeddedSettings.defaults()
                        .withListens(listens(ports))
                        .withStreams(streams.listens().toArray(StreamListen[]::new)),
                "Choose others: --port-map 80=18000,443=18443.");
        List<String> urls = new ArrayList<>();
        ports.forEach((port, kong) -> urls.add(
                (isTls(port) ? "https" : "http") + "://127.0.0.1:" + gateway.boundPort(kong) + " for port " + port));
        streams.map().forEach((port, kong) -> urls.add("connections on 127.0.0.1:" + kong + " for port " + port));
        urls.sort(null);
        Journal.Pen.log().note("the embedded gateway (not a Kong) serves " + String.join(", ", urls));
        return new LocalGateway(gateway);
    }

    /** @param next what to do when a port is taken */
    static EmbeddedGateway start(EmbeddedSettings settings, String next) {
        try {
            return EmbeddedGateway.start(settings);
        } catch (RuntimeException e) {
            if (!isBind(e)) {
                throw e;
            }
            List<Integer> ports = new ArrayList<>();
            settings.admins().forEach(l -> ports.add(l.port()));
            settings.listens().forEach(l -> ports.add(l.bind()));
            settings.streams().forEach(l -> ports.add(l.bind()));
            ports.removeIf(port -> port == 0);
            ports.sort(null);
            throw new Failure("the embedded gateway can't have one of its ports " + ports + ": " + Cause.why(e), next);
        }
    }

    private static ProxyListen[] listens(Map<Integer, Integer> ports) {
        return ports.entrySet().stream()
                .map(e -> isTls(e.getKey()) ? ProxyListen.https(e.getValue()) : ProxyListen.http(e.getValue()))
                .distinct()
                .toArray(ProxyListen[]::new);
    }

    private static boolean isTls(int port) {
        return Integer.toString(port).endsWith(TLS);
    }

    private static boolean isBind(Throwable e) {
        return Cause.root(e) instanceof BindException || Cause.why(e).contains("bind");
    }

    URI adminUrl() {
        return gateway.adminUrl();
    }

    /** The port of this machine for a port as configurations know it. */
    int boundPort(int port) {
        return gateway.boundPort(port);
    }

    @Override
    public void close() {
        gateway.close();
    }
}
