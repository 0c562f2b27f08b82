package io.kongruent.embedded;

import io.kongruent.behaviour.PluginRuntime;
import io.kongruent.embedded.config.Declarations;
import io.kongruent.embedded.config.SpecCheck;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A gateway in this process that behaves like a DB-less Kong of the expressions flavour: what its Admin API takes and refuses, how it
 * routes, balances and forwards. It is not Kong, says so ({@code X-Kongruent-Embedded}, the tagline
 * of {@code GET /}) and refuses configurations that ask for what it can't do.
 */
public final class EmbeddedGateway implements AutoCloseable {
    private final Vertx vertx;
    private final ConfigStore store;
    private final Traffic traffic;
    private final List<AdminServer> admins;
    private final List<ProxyListen> listens;
    private final List<StreamListen> streams;

    private EmbeddedGateway(
            Vertx vertx,
            ConfigStore store,
            Traffic traffic,
            List<AdminServer> admins,
            List<ProxyListen> listens,
            List<StreamListen> streams) {
        this.vertx = vertx;
        this.store = store;
        this.traffic = traffic;
        this.admins = List.copyOf(admins);
        this.listens = listens;
        this.streams = streams;
    }

    /**
     * Starts a gateway without configuration.
     *
     * @throws java.util.concurrent.CompletionException when a port can't be bound
     */
    public static EmbeddedGateway start(EmbeddedSettings settings) {
        Vertx vertx = Runtimes.gateway(2);
        ConfigStore store = new ConfigStore(settings);
        Traffic traffic = new Traffic();
        try {
            DeploymentOptions virtual = new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
            ProxyServer proxy = new ProxyServer(settings, store, traffic);
            Runtimes.join(vertx.deployVerticle(proxy, virtual));
            List<ProxyListen> bound = proxy.bound();
            StreamServer streams = new StreamServer(settings, store, traffic);
            Runtimes.join(vertx.deployVerticle(streams));
            Optional<PluginRuntime> plugin = store.first().plugin();
            Optional<SpecCheck> specs = plugin.map(runtime -> runtime::validate);
            Declarations declarations = new Declarations(specs, new Abilities(), settings.clock());
            AdminInfo info = new AdminInfo(settings, store, bound, streams.bound(), traffic);
            List<AdminServer> admins = new ArrayList<>();
            for (AdminListen listen : settings.admins()) {
                AdminServer admin = new AdminServer(settings, listen, info, declarations, store);
                Runtimes.join(vertx.deployVerticle(admin, virtual));
                admins.add(admin);
            }
            return new EmbeddedGateway(vertx, store, traffic, admins, bound, streams.bound());
        } catch (RuntimeException e) {
            Runtimes.join(vertx.close());
            store.close();
            throw e;
        }
    }

    /** Where the Admin API is, for this machine. */
    public URI adminUrl() {
        AdminServer admin = admins.stream()
                .filter(a -> !a.listen().statusOnly())
                .findFirst()
                .orElseThrow();
        return URI.create((admin.listen().tls() ? "https" : "http") + "://127.0.0.1:" + admin.port());
    }

    /** The proxy's listeners in the order of the settings, with the ports that were bound. */
    public List<ProxyListen> listens() {
        return listens;
    }

    /** The port really bound for a listener that configurations know by this one. */
    public int boundPort(int port) {
        return listens.stream()
                .filter(listen -> listen.port() == port)
                .mapToInt(ProxyListen::bind)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no listener " + port));
    }

    /** The stream listeners in the order of the settings, with the ports that were bound. */
    public List<StreamListen> streams() {
        return streams;
    }

    /** The port really bound for connections, or for datagrams, that configurations know by this one. */
    public int boundStream(int port, boolean udp) {
        return streams.stream()
                .filter(listen -> listen.port() == port && listen.isUdp() == udp)
                .mapToInt(StreamListen::bind)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no stream listener " + port));
    }

    /** The ports of the Admin API and of the status, in the order of the settings. */
    public List<Integer> adminPorts() {
        return admins.stream().map(AdminServer::port).toList();
    }

    /** How many requests and connections are under way. */
    int underWay() {
        return traffic.underWay();
    }

    /** Is no longer ready, waits for what is under way, but no longer than that, and closes. */
    public void finish(Duration most) {
        traffic.finish(most);
        close();
    }

    /** Stops listening and frees everything; requests under way are cut off. */
    @Override
    public void close() {
        Runtimes.join(vertx.close());
        store.close();
    }
}
