package io.kongruent.embedded;

import java.time.Clock;
import java.util.List;

/**
 * How an embedded gateway is set up. Everything listens on the loopback address only.
 *
 * @param adminPort of the Admin API; 0: any free one
 * @param listens of the proxy
 * @param streams the listeners for connections and datagrams
 * @param plugin whether the plugin {@code gateway-api} is installed
 * @param workers how many workers share the requests, each with a router, a balancer and draws of its own
 * @param bodyLimit the largest body of the Admin API in bytes
 * @param debugHeaders answer a request's {@code Kong-Debug: 1} with the names of the route and service
 * @param clock tells the time of creation and whether a CA has expired
 */
public record EmbeddedSettings(
        int adminPort,
        List<ProxyListen> listens,
        List<StreamListen> streams,
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
        listens = List.copyOf(listens);
        streams = List.copyOf(streams);
        if (workers < 1) {
            throw new IllegalArgumentException("workers: at least 1");
        }
    }

    /** One worker with the plugin, any free Admin port, no proxy listener. */
    public static EmbeddedSettings defaults() {
        return new EmbeddedSettings(
                0,
                List.of(),
                List.of(),
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
                port, listens, streams, plugin, workers, bodyLimit, debugHeaders, clock, script, listener, dialer);
    }

    public EmbeddedSettings withListens(ProxyListen... listens) {
        return new EmbeddedSettings(
                adminPort,
                List.of(listens),
                streams,
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
                adminPort,
                listens,
                List.of(streams),
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
                adminPort, listens, streams, false, workers, bodyLimit, debugHeaders, clock, script, listener, dialer);
    }

    public EmbeddedSettings withWorkers(int workers) {
        return new EmbeddedSettings(
                adminPort, listens, streams, plugin, workers, bodyLimit, debugHeaders, clock, script, listener, dialer);
    }

    public EmbeddedSettings withBodyLimit(int bytes) {
        return new EmbeddedSettings(
                adminPort, listens, streams, plugin, workers, bytes, debugHeaders, clock, script, listener, dialer);
    }

    public EmbeddedSettings withClock(Clock clock) {
        return new EmbeddedSettings(
                adminPort, listens, streams, plugin, workers, bodyLimit, debugHeaders, clock, script, listener, dialer);
    }

    public EmbeddedSettings withScript(Script script) {
        return new EmbeddedSettings(
                adminPort, listens, streams, plugin, workers, bodyLimit, debugHeaders, clock, script, listener, dialer);
    }

    public EmbeddedSettings withListener(ProxyListener listener) {
        return new EmbeddedSettings(
                adminPort, listens, streams, plugin, workers, bodyLimit, debugHeaders, clock, script, listener, dialer);
    }

    public EmbeddedSettings withDialer(Dialer dialer) {
        return new EmbeddedSettings(
                adminPort, listens, streams, plugin, workers, bodyLimit, debugHeaders, clock, script, listener, dialer);
    }
}
