package io.kongruent.cli.explain;

import io.kongruent.behaviour.Decision;
import io.kongruent.behaviour.HeaderField;
import io.kongruent.behaviour.PluginRuntime;
import io.kongruent.behaviour.RequestView;
import io.kongruent.behaviour.WireText;
import io.kongruent.embedded.router.CachePolicy;
import io.kongruent.embedded.router.RequestPath;
import io.kongruent.embedded.router.Router;
import io.kongruent.embedded.router.RouterRequest;
import io.kongruent.embedded.router.RouterRoute;
import io.kongruent.kong.KongEntity;
import io.kongruent.kong.KongState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Kong's half: a configuration tried on requests with Kong's router and the plugin's own decisions, without a connection. Not for use by several threads.
 */
public final class KongTrial implements AutoCloseable {

    private static final String PLUGIN = "gateway-api";
    private static final String TERMINATION = "request-termination";
    private static final Set<String> FACTS = Set.of("gwlistener", "gwfacts");

    private final Optional<PluginRuntime> plugin;
    private final boolean choosesCertificates;
    private final Router router;
    private final Map<String, KongEntity.Route> routes = new HashMap<>();
    private final Map<String, String> specs = new HashMap<>();
    private final Map<String, Integer> terminations = new HashMap<>();

    /** A trial of {@code state}, on a Kong with our plugin or without. */
    public KongTrial(KongState state, boolean withPlugin) {
        Optional<String> global = Optional.empty();
        for (KongEntity.Plugin instance : state.all(KongEntity.Plugin.class)) {
            if (instance.name().equals(PLUGIN) && instance.config().get("spec") instanceof String spec) {
                if (instance.route().isPresent()) {
                    specs.put(instance.route().get(), spec);
                } else {
                    global = Optional.of(spec);
                }
            }
            if (instance.name().equals(TERMINATION)
                    && instance.route().isPresent()
                    && instance.config().get("status_code") instanceof Number status) {
                terminations.put(instance.route().get(), status.intValue());
            }
        }
        List<RouterRoute> table = new ArrayList<>();
        for (KongEntity.Route route : state.all(KongEntity.Route.class)) {
            routes.put(route.id(), route);
            table.add(new RouterRoute(route.id(), route.expression(), route.priority(), Set.copyOf(route.protocols())));
        }
        router = Router.of(table, withPlugin ? CachePolicy.EXACT : CachePolicy.KONG);
        plugin = withPlugin ? Optional.of(PluginRuntime.open()) : Optional.empty();
        choosesCertificates = global.isPresent();
        Optional<String> globalSpec = global;
        plugin.ifPresent(p -> p.configure(globalSpec, specs.values()));
    }

    /** The Kong routes that a request matches, in the order in which Kong tries them. */
    public List<KongEntity.Route> candidates(Request request, int listenPort) {
        List<KongEntity.Route> found = new ArrayList<>();
        for (RouterRoute route : router.candidates(asRouted(request, listenPort))) {
            KongEntity.Route entity = routes.get(route.id());
            if (entity != null) {
                found.add(entity);
            }
        }
        return found;
    }

    /** The behaviour of a route; empty when it only forwards. */
    public Optional<String> spec(KongEntity.Route route) {
        return Optional.ofNullable(specs.get(route.id())).or(() -> Optional.ofNullable(specs.get(route.name())));
    }

    /** The status with which Kong's own means answer every request of a route; empty when they don't. */
    public OptionalInt termination(KongEntity.Route route) {
        Integer status = terminations.getOrDefault(route.id(), terminations.get(route.name()));
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** What the plugin makes of a request under a spec. */
    public Optional<Decision> decide(String spec, Request request, int listenPort) {
        return plugin.map(p -> p.decide(spec, view(request, listenPort)));
    }

    /** The headers of an answer after the spec's edits. */
    public List<HeaderField> answered(String spec, Decision decision, List<HeaderField> headers) {
        return plugin.map(p -> p.responseHeaders(spec, decision, headers)).orElse(headers);
    }

    /** The status with which a request is answered that came over a connection made for another listener. */
    public OptionalInt misdirected(Request request, int listenPort) {
        return plugin.filter(p -> request.tls())
                .flatMap(p -> p.misdirected(listenPort, serverName(request), request.host()))
                .map(respond -> OptionalInt.of(respond.status()))
                .orElse(OptionalInt.empty());
    }

    private static Optional<String> serverName(Request request) {
        return request.tls() ? Optional.of(request.serverName()).filter(name -> !name.isEmpty()) : Optional.empty();
    }

    /**
     * The ids of the certificates for a request's handshake, the preferred first; an empty list: the handshake is refused.
     *
     * @return empty when this Kong doesn't choose by port and name, so that its own rules decide
     */
    public Optional<List<String>> certificates(int listenPort, Request request) {
        return plugin.filter(p -> choosesCertificates)
                .map(p -> p.certificateIds(listenPort, serverName(request)).orElse(List.of()));
    }

    private RouterRequest asRouted(Request request, int listenPort) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        List<String> names = request.headers().stream().map(HeaderField::name).toList();
        List<String> hidden = plugin.map(p -> p.concealed(names)).orElse(List.of());
        for (HeaderField header : request.headers()) {
            boolean fact = FACTS.contains(header.name().toLowerCase(Locale.ROOT));
            if (plugin.isEmpty() || (!fact && !hidden.contains(header.name()))) {
                headers.add(Map.entry(header.name(), RouterRequest.wire(header.value())));
            }
        }
        plugin.ifPresent(p -> p.facts(view(request, listenPort))
                .forEach(f -> headers.add(Map.entry(f.name(), RouterRequest.wire(f.value())))));
        return new RouterRequest(
                request.scheme(),
                request.method(),
                Optional.of(request.host()),
                RouterRequest.wire(request.path()),
                request.query().map(RouterRequest::wire),
                headers,
                listenPort,
                serverName(request));
    }

    private static RequestView view(Request request, int listenPort) {
        String path = RequestPath.normalise(RouterRequest.wire(request.path()));
        return new RequestView(
                request.scheme(),
                request.method(),
                request.host(),
                listenPort,
                WireText.of(path.getBytes(StandardCharsets.ISO_8859_1)),
                Optional.of(request.path()),
                request.query(),
                request.headers());
    }

    @Override
    public void close() {
        plugin.ifPresent(PluginRuntime::close);
    }
}
