package io.kongruent.embedded;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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

    /** The port that is told for one that is listened on. */
    int shownPort(int listenPort) {
        return portMaps.getOrDefault(listenPort, listenPort);
    }

    public EmbeddedSettings withAdminPort(int port) {
        return with(changed -> changed.admins = List.of(AdminListen.local(port)));
    }

    public EmbeddedSettings withAdmins(List<AdminListen> admins, AdminTls adminTls) {
        return with(changed -> {
            changed.admins = admins;
            changed.adminTls = adminTls;
        });
    }

    public EmbeddedSettings withListens(ProxyListen... listens) {
        return with(changed -> changed.listens = List.of(listens));
    }

    public EmbeddedSettings withStreams(StreamListen... streams) {
        return with(changed -> changed.streams = List.of(streams));
    }

    public EmbeddedSettings withPortMaps(Map<Integer, Integer> portMaps) {
        return with(changed -> changed.portMaps = portMaps);
    }

    public EmbeddedSettings withoutPlugin() {
        return with(changed -> changed.plugin = false);
    }

    public EmbeddedSettings withWorkers(int workers) {
        return with(changed -> changed.workers = workers);
    }

    public EmbeddedSettings withBodyLimit(int bytes) {
        return with(changed -> changed.bodyLimit = bytes);
    }

    public EmbeddedSettings withClock(Clock clock) {
        return with(changed -> changed.clock = clock);
    }

    public EmbeddedSettings withScript(Script script) {
        return with(changed -> changed.script = script);
    }

    public EmbeddedSettings withListener(ProxyListener listener) {
        return with(changed -> changed.listener = listener);
    }

    public EmbeddedSettings withDialer(Dialer dialer) {
        return with(changed -> changed.dialer = dialer);
    }

    private EmbeddedSettings with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    private static final class Draft {
        private final boolean debugHeaders;
        private List<AdminListen> admins;
        private AdminTls adminTls;
        private List<ProxyListen> listens;
        private List<StreamListen> streams;
        private Map<Integer, Integer> portMaps;
        private boolean plugin;
        private int workers;
        private int bodyLimit;
        private Clock clock;
        private Script script;
        private ProxyListener listener;
        private Dialer dialer;

        Draft(EmbeddedSettings from) {
            admins = from.admins;
            adminTls = from.adminTls;
            listens = from.listens;
            streams = from.streams;
            portMaps = from.portMaps;
            plugin = from.plugin;
            workers = from.workers;
            bodyLimit = from.bodyLimit;
            debugHeaders = from.debugHeaders;
            clock = from.clock;
            script = from.script;
            listener = from.listener;
            dialer = from.dialer;
        }

        EmbeddedSettings settings() {
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
}
