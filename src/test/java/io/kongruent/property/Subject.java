package io.kongruent.property;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.behaviour.HeaderField;
import io.kongruent.behaviour.PluginRuntime;
import io.kongruent.behaviour.RequestView;
import io.kongruent.behaviour.RuleSpec;
import io.kongruent.behaviour.WeightedBackend;
import io.kongruent.capability.Capabilities;
import io.kongruent.embedded.router.CachePolicy;
import io.kongruent.embedded.router.Router;
import io.kongruent.embedded.router.RouterRequest;
import io.kongruent.embedded.router.RouterRoute;
import io.kongruent.graph.DataPlane;
import io.kongruent.graph.Graph;
import io.kongruent.graph.ResolveInput;
import io.kongruent.graph.Resolver;
import io.kongruent.kinds.Kinds;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.KongEntity;
import io.kongruent.kong.KongState;
import io.kongruent.oracle.Answer;
import io.kongruent.oracle.Request;
import io.kongruent.snapshot.Snapshot;
import io.kongruent.translate.KongDialect;
import io.kongruent.translate.TranslateOptions;
import io.kongruent.translate.Translator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The product: resolve and translate on one side, Kong's router and the plugin's own Lua on the other. */
final class Subject implements AutoCloseable {

    /** Listener port to Kong's listen port. */
    static final Map<Integer, Integer> PORTS = Map.of(80, 8000, 8080, 8080, 8081, 8081, 443, 8443);

    private static final List<Capabilities.Listen> LISTENS = List.of(
            new Capabilities.Listen(8000, false),
            new Capabilities.Listen(8080, false),
            new Capabilities.Listen(8081, false),
            new Capabilities.Listen(8443, true));

    /** What Kong answers on a route without service and without plugin. */
    static final String NO_SERVICE = "503";

    private static final KongDialect DIALECT = new KongDialect();

    private final KongState state;
    private final Router router;
    private final PluginRuntime plugin = PluginRuntime.open();
    private final Map<String, KongEntity.Route> routes = new HashMap<>();
    private final Map<String, RuleSpec> specs = new HashMap<>();
    private final Map<String, String> stubs = new HashMap<>();
    private final Map<String, String> upstreams = new HashMap<>();

    Subject(Collection<? extends HasMetadata> objects, Exclusions exclusions) {
        this.state = translate(objects, exclusions);
        List<RouterRoute> table = new ArrayList<>();
        for (KongEntity.Route route : state.all(KongEntity.Route.class)) {
            routes.put(route.id(), route);
            table.add(new RouterRoute(route.id(), route.expression(), route.priority(), Set.copyOf(route.protocols())));
        }
        this.router = Router.of(table, CachePolicy.EXACT);
        state.all(KongEntity.Service.class).forEach(s -> upstreams.put(s.name(), s.host()));
        for (KongEntity.Plugin p : state.all(KongEntity.Plugin.class)) {
            if (p.name().equals("request-termination")) {
                stubs.put(p.route().orElseThrow(), String.valueOf(p.config().get("status_code")));
                continue;
            }
            String spec = String.valueOf(p.config().get("spec"));
            if (p.route().isPresent()) {
                specs.put(p.route().get(), RuleSpec.parse(spec));
            } else {
                plugin.configure(Optional.of(spec));
            }
        }
    }

    static Graph resolve(Collection<? extends HasMetadata> objects) {
        DataPlane dataPlane = dataPlane();
        return Resolver.resolve(
                Snapshot.of(objects),
                ResolveInput.of(
                        World.CONTROLLER,
                        Kinds.lowerers(DIALECT),
                        DIALECT,
                        (gateway, className) -> dataPlane,
                        dataPlane.capabilities()));
    }

    static KongState translate(Collection<? extends HasMetadata> objects, Exclusions exclusions) {
        return Translator.translate(resolve(objects), dataPlane(), exclusions, TranslateOptions.DEFAULT);
    }

    private static DataPlane dataPlane() {
        return new DataPlane("default", Capabilities.shipped("0.1.0", LISTENS), PORTS, List.of());
    }

    KongState state() {
        return state;
    }

    /** What happens to the request, with facts stated as the plugin does before Kong routes. */
    Answer answer(Request request) {
        if (request.tls().isPresent() && certificates(request).isEmpty()) {
            return new Answer.NoHandshake();
        }
        int listen = listen(request);
        String scheme = request.tls().isPresent() ? "https" : "http";
        List<HeaderField> sent = new ArrayList<>();
        request.headers().forEach(h -> sent.add(new HeaderField(h.name(), h.value())));
        RequestView view = new RequestView(
                scheme, request.method(), request.host(), listen, request.path(), request.query(), sent);
        List<String> hidden =
                plugin.concealed(sent.stream().map(HeaderField::name).toList());
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        sent.stream()
                .filter(h -> !hidden.contains(h.name())
                        && !h.name().equalsIgnoreCase("gwlistener")
                        && !h.name().equalsIgnoreCase("gwfacts"))
                .forEach(h -> headers.add(Map.entry(h.name(), h.value())));
        plugin.facts(view).forEach(f -> headers.add(Map.entry(f.name(), f.value())));
        return router.match(new RouterRequest(
                        scheme,
                        request.method(),
                        Optional.of(request.host()),
                        request.path(),
                        request.query(),
                        headers,
                        listen,
                        request.tls().flatMap(Request.Handshake::sni)))
                .map(this::outcome)
                .orElse(new Answer.NotFound());
    }

    /** The Secrets whose certificates are shown; none: the handshake is refused. */
    Set<String> certificates(Request request) {
        Optional<String> sni = request.tls().flatMap(Request.Handshake::sni);
        return plugin.certificateIds(listen(request), sni).orElse(List.of()).stream()
                .map(id -> state.originOf(id).orElseThrow().object().path())
                .collect(Collectors.toSet());
    }

    private static int listen(Request request) {
        return Objects.requireNonNull(PORTS.get(request.port()));
    }

    private Answer outcome(RouterRoute matched) {
        KongEntity.Route route = Objects.requireNonNull(routes.get(matched.id()));
        String stub = stubs.getOrDefault(route.id(), stubs.get(route.name()));
        if (stub != null) {
            return backends(Set.of(stub));
        }
        RuleSpec spec = specs.getOrDefault(route.id(), specs.getOrDefault(route.name(), RuleSpec.NONE));
        if (spec.respond().isPresent()) {
            int status = spec.respond().get().status();
            return status == 404 ? new Answer.NotFound() : backends(Set.of(String.valueOf(status)));
        }
        if (spec.redirect().isPresent()) {
            return new Answer.Redirect(spec.redirect().get().status());
        }
        SortedSet<String> any = new TreeSet<>();
        for (WeightedBackend backend : spec.backends()) {
            if (backend.weight() > 0) {
                any.add(
                        backend.respond().isPresent()
                                ? String.valueOf(backend.respond().get().status())
                                : named(backend.upstream().orElseThrow()));
            }
        }
        if (spec.backends().isEmpty()) {
            any.add(route.service()
                    .map(s -> named(Objects.requireNonNull(upstreams.get(s))))
                    .orElse(NO_SERVICE));
        }
        return backends(any);
    }

    private static Answer backends(Set<String> any) {
        return new Answer.Backends(new TreeSet<>(any));
    }

    /** {@code app.s1.8080} as {@code app/s1:8080}: the names of worlds have no dots. */
    private static String named(String upstream) {
        String[] parts = upstream.split("\\.");
        return parts[0] + "/" + parts[1] + ":" + parts[2];
    }

    @Override
    public void close() {
        plugin.close();
    }
}
