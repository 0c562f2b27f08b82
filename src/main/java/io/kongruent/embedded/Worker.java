package io.kongruent.embedded;

import io.kongruent.behaviour.Decision;
import io.kongruent.behaviour.PluginRuntime;
import io.kongruent.embedded.Certificates.Pair;
import io.kongruent.embedded.router.CachePolicy;
import io.kongruent.embedded.router.RouterRequest;
import io.kongruent.embedded.router.Routing;
import io.kongruent.embedded.router.StreamConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** One worker: a configuration in force and, when the plugin is installed, a runtime of it. A request is routed wholly by the old or by the new. */
final class Worker implements AutoCloseable {
    private static final Set<String> FACTS = Set.of("gwlistener", "gwfacts");

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Optional<PluginRuntime> plugin;
    private final CachePolicy cache;
    private Live live;

    Worker(boolean withPlugin) {
        plugin = withPlugin ? Optional.of(PluginRuntime.open()) : Optional.empty();
        cache = withPlugin ? CachePolicy.EXACT : CachePolicy.KONG;
        live = LiveReader.read(Accepted.NOTHING, cache);
    }

    Optional<PluginRuntime> plugin() {
        return plugin;
    }

    /** Puts a configuration in force. */
    void apply(Accepted config) {
        Live next = LiveReader.read(config, cache);
        Set<String> specs = next.routes().values().stream()
                .flatMap(route -> route.spec().stream())
                .collect(java.util.stream.Collectors.toSet());
        lock.writeLock().lock();
        try {
            plugin.ifPresent(runtime -> runtime.configure(next.globalSpec(), specs));
            live = next;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** The version of the plugin's global instance in force. */
    Optional<String> version() {
        return reading(() -> live.version());
    }

    /**
     * A routed request.
     *
     * @param live the configuration that routed it
     */
    record Routed(Live live, Routing routing) {}

    /** The answer to a request over a TLS connection that was made for another listener. */
    Optional<Decision.Respond> misdirected(RouterRequest request) {
        return reading(() -> plugin.flatMap(runtime -> runtime.misdirected(
                request.listenPort(),
                request.sni(),
                PluginView.text(request.host().orElse("")))));
    }

    /** Computes the facts and routes by them. Facts that a client sends are never seen. */
    Routed route(RouterRequest request) {
        return reading(() -> new Routed(live, live.router().route(withFacts(request))));
    }

    /** A routed connection; the plugin has no part in it. */
    Routed route(StreamConnection connection) {
        return reading(() -> new Routed(live, live.router().route(connection)));
    }

    private RouterRequest withFacts(RouterRequest request) {
        if (plugin.isEmpty()) {
            return request;
        }
        PluginRuntime runtime = plugin.get();
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        List<String> concealed = runtime.concealed(
                request.headers().stream().map(Map.Entry::getKey).toList());
        request.headers().stream()
                .filter(header -> !isFact(header.getKey()) && !concealed.contains(header.getKey()))
                .forEach(headers::add);
        headers.addAll(PluginView.headers(runtime.facts(PluginView.of(request, request.path(), request.path()))));
        return new RouterRequest(
                request.scheme(),
                request.method(),
                request.host(),
                request.path(),
                request.query(),
                headers,
                request.listenPort(),
                request.sni(),
                request.clientAddress(),
                request.clientPort(),
                request.serverAddress());
    }

    /** Whether a header is one of the plugin's facts, which no backend sees. */
    static boolean isFact(String header) {
        return FACTS.contains(header.toLowerCase(Locale.ROOT));
    }

    /** The certificates for a handshake, the preferred first; empty to refuse it. */
    Optional<List<Pair>> certificates(int listenPort, Optional<String> sni, Pair fallback) {
        return reading(() -> {
            if (plugin.isPresent() && live.globalSpec().isPresent()) {
                return plugin.get()
                        .certificateIds(listenPort, sni)
                        .map(ids -> live.certificates().byIds(ids))
                        .filter(pairs -> !pairs.isEmpty());
            }
            List<Pair> found = live.certificates().byServerName(sni);
            return Optional.of(found.isEmpty() ? List.of(fallback) : found);
        });
    }

    private <T> T reading(Supplier<T> read) {
        lock.readLock().lock();
        try {
            return read.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        plugin.ifPresent(PluginRuntime::close);
    }
}
