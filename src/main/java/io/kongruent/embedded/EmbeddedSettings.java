package io.kongruent.embedded;

import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * How an embedded gateway is set up.
 *
 * @param admins where the Admin API is; at least one that isn't for the status only
 * @param adminTls for those that speak TLS
 * @param listens of the proxy
 * @param streams the listeners for connections and datagrams
 * @param portMaps a listen port → the port that clients connect to
 * @param plugin whether the plugin {@code gateway-api} is installed
 * @param workers how many workers share the requests, each with a router, a balancer and draws of its own
 * @param bodyLimit the largest body of the Admin API in bytes
 * @param debugHeaders answer a request's {@code Kong-Debug: 1} with the names of the route and service
 * @param clock tells the time of creation and whether a CA has expired
 */
public record EmbeddedSettings(
        List<AdminListen> admins,
        AdminTls adminTls,
        List<ProxyListen> listens,
        List<StreamListen> streams,
        Map<Integer, Integer> portMaps,
        boolean plugin,
        int workers,
        int bodyLimit,
        boolean debugHeaders,
        Clock clock,
        Script script,
        ProxyListener listener,
        Dialer dialer) {

    private static final int TEN_MEBIBYTES = 10 * 1024 * 1024;

    public EmbeddedSettings {
        admins = List.copyOf(admins);
        listens = List.copyOf(listens);
        streams = List.copyOf(streams);
        portMaps = Map.copyOf(portMaps);
        if (workers < 1) {
            throw new IllegalArgumentException("workers: at least 1");
        }
        if (admins.stream().allMatch(AdminListen::statusOnly)) {
            throw new IllegalArgumentException("the Admin API has to listen somewhere");
        }
    }

    /** One worker with the plugin, any free Admin port of the loopback address, no proxy listener. */
    public static EmbeddedSettings defaults() {
        return new EmbeddedSettings(
                List.of(AdminListen.local(0)),
                AdminTls.unknown(),
                List.of(),
                List.of(),
                Map.of(),
                true,
                1,
                TEN_MEBIBYTES,
                true,
                Clock.systemUTC(),
                new Script(),
                ProxyListener.silent(),
                Dialer.direct());
    }

    public EmbeddedSettings withAdminPort(int port) {
        return new EmbeddedSettings(
                List.of(AdminListen.local(port)),
                adminTls,
                listens,
                streams,
                portMaps,
                plugin,
                workers,
                bodyLimit,
                debugHeaders,
                clock,
                script,
                listener,
                dialer);
    }

    public EmbeddedSettings withAdmins(List<AdminListen> admins, AdminTls adminTls) {
        return new EmbeddedSettings(
                admins,
                adminTls,
                listens,
                streams,
                portMaps,
                plugin,
                workers,
                bodyLimit,
                debugHeaders,
                clock,
                script,
                listener,
                dialer);
    }

    public EmbeddedSettings withListens(ProxyListen... listens) {
        return new EmbeddedSettings(
                admins,
                adminTls,
                List.of(listens),
                streams,
                portMaps,
                plugin,
                workers,
                bodyLimit,
                debugHeaders,
                clock,
                script,
                listener,
                dialer);
    }

    public EmbeddedSettings withStreams(StreamListen... streams) {
        return new EmbeddedSettings(
                admins,
                adminTls,
                listens,
                List.of(streams),
                portMaps,
                plugin,
                workers,
                bodyLimit,
                debugHeaders,
                clock,
                script,
                listener,
                dialer);
    }

    public EmbeddedSettings withPortMaps(Map<Integer, Integer> portMaps) {
        return new EmbeddedSettings(
                admins,
                adminTls,
                listens,
                streams,
                portMaps,
                plugin,
                workers,
                bodyLimit,
                debugHeaders,
                clock,
                script,
                listener,
                dialer);
    }

    public EmbeddedSettings withoutPlugin() {
        return new EmbeddedSettings(
                admins,
                adminTls,
                listens,
                streams,
                portMaps,
                false,
                workers,
                bodyLimit,
                debugHeaders,
                clock,
                script,
                listener,
                dialer);
    }

    public EmbeddedSettings withWorkers(int workers) {
        return new EmbeddedSettings(
                admins,
                adminTls,
                listens,
                streams,
                portMaps,
                plugin,
                workers,
                bodyLimit,
                debugHeaders,
                clock,
                script,
                listener,
                dialer);
    }

    public EmbeddedSettings withBodyLimit(int bytes) {
        return new EmbeddedSettings(
                admins,
                adminTls,
                listens,
                streams,
                portMaps,
                plugin,
                workers,
                bytes,
                debugHeaders,
                clock,
                script,
                listener,
                dialer);
    }

    public EmbeddedSettings withClock(Clock clock) {
        return new EmbeddedSettings(
                admins,
                adminTls,
                listens,
                streams,
                portMaps,
                plugin,
                workers,
                bodyLimit,
                debugHeaders,
                clock,
                script,
                listener,
                dialer);
    }

    public EmbeddedSettings withScript(Script script) {
        return new EmbeddedSettings(
                admins,
                adminTls,
                listens,
                streams,
                portMaps,
                plugin,
                workers,
                bodyLimit,
                debugHeaders,
                clock,
                script,
                listener,
                dialer);
    }

    public EmbeddedSettings withListener(ProxyListener listener) {
        return new EmbeddedSettings(
                admins,
                adminTls,
                listens,
                streams,
                portMaps,
                plugin,
                workers,
                bodyLimit,
                debugHeaders,
                clock,
                script,
                listener,
                dialer);
    }

    public EmbeddedSettings withDialer(Dialer dialer) {
        return new EmbeddedSettings(
                admins,
                adminTls,
                listens,
                streams,
                portMaps,
                plugin,
                workers,
                bodyLimit,
                debugHeaders,
                clock,
                script,
                listener,
                dialer);
    }
}
