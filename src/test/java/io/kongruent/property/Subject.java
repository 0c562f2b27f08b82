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

/**
 * The product: resolve and translate on one side, Kong's router and the plugin's own Lua on the other; or, for a Kong without the plugin, its router alone
 * with the cache that it has then.
 */
final class Subject implements Product<Request, Answer> {

    /** What could be wrong with a gateway; the properties must notice each. */
    enum Flaw {
        /** The port in the Host header passes for the listener's. */
        HOST_PORT_DECIDES,
        /** A client's headers pass for facts. */
        FORGED_FACTS,
        /** Every handshake shows the certificate of clients without a server name. */
        NO_SERVER_NAME
    }

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

    private final boolean plain;
    private final Set<Flaw> flaws;
    private final KongState state;
    private final Router router;
    private final PluginRuntime plugin = PluginRuntime.open();
    private final Map<String, KongEntity.Route> routes = new HashMap<>();
    private final Map<String, RuleSpec> specs = new HashMap<>();
    private final Map<String, String> stubs = new HashMap<>();
    private final Map<String, String> upstreams = new HashMap<>();
    private final Map<String, Set<String>> backends = new HashMap<>();

    Subject(Collection<? extends HasMetadata> objects, Exclusions exclusions) {
        this(objects, translate(objects, exclusions), false, Set.of());
    }

    /** On a Kong without the plugin. */
    static Subject plain(Collection<? extends HasMetadata> objects) {
        return new Subject(objects, translate(objects, Exclusions.NONE, plainDataPlane()), true, Set.of());
    }

    static Subject flawed(Collection<? extends HasMetadata> objects, Flaw flaw) {
        return new Subject(objects, translate(objects, Exclusions.NONE), false, Set.of(flaw));
    }

    private Subject(Collection<? extends HasMetadata> objects, KongState state, boolean plain, Set<Flaw> flaws) {
        this.state = state;
        this.plain = plain;
        this.flaws = flaws;
        Map<String, String> services = Supplies.byTarget(objects);
        for (KongEntity.Upstream upstream : state.all(KongEntity.Upstream.class)) {
            Set<String> reached = new TreeSet<>();
            upstream.targets().stream()
                    .filter(target -> target.weight() > 0)
                    .forEach(target -> reached.add(Objects.requireNonNull(services.get(target.target()))));
            backends.put(upstream.name(), reached);
        }
        List<RouterRoute> table = new ArrayList<>();
        for (KongEntity.Route route : state.all(KongEntity.Route.class)) {
            routes.put(route.id(), route);
            table.add(new RouterRoute(route.id(), route.expression(), route.priority(), Set.copyOf(route.protocols())));
        }
        this.router = Router.of(table, plain ? CachePolicy.KONG : CachePolicy.EXACT);
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

    private static Graph resolve(Collection<? extends HasMetadata> objects, DataPlane dataPlane) {
        return Resolver.resolve(
                Snapshot.of(objects),
                ResolveInput.of(
                        RandomWorld.CONTROLLER,
                        Kinds.lowerers(DIALECT),
                        DIALECT,
                        (gateway, className) -> dataPlane,
                        dataPlane.capabilities()));
    }

    static KongState translate(Collection<? extends HasMetadata> objects, Exclusions exclusions) {
        return translate(objects, exclusions, dataPlane());
    }

    static KongState translate(Collection<? extends HasMetadata> objects, Exclusions exclusions, DataPlane dataPlane) {
        return Translator.translate(resolve(objects, dataPlane), dataPlane, exclusions, TranslateOptions.DEFAULT);
    }

    private static DataPlane plainDataPlane() {
        return new DataPlane("default", Capabilities.withoutPlugin("3.9.3", LISTENS), PORTS, List.of());
    }

    private static DataPlane dataPlane() {
        return new DataPlane("default", Capabilities.shipped("0.1.0", LISTENS), PORTS, List.of());
    }

    KongState state() {
        return state;
    }

    /** What happens to the request, with facts stated as the plugin does before Kong routes. */
    @Override
    public Answer answer(Request request) {
        if (plain) {
            return routed(request, sent(request));
        }
        if (request.tls().isPresent() && certificates(request).isEmpty()) {
            return new Answer.NoHandshake();
        }
        if (request.tls().isPresent()
                && plugin.misdirected(listen(request), request.tls().flatMap(Request.Handshake::sni), request.host())
                        .isPresent()) {
            return new Answer.Misdirected();
        }
        int listen = listen(request);
        List<HeaderField> sent = new ArrayList<>();
        request.headers().forEach(h -> sent.add(new HeaderField(h.name(), h.value())));
        if (flaws.contains(Flaw.HOST_PORT_DECIDES) && request.host().contains(":")) {
            listen = Integer.parseInt(request.host().substring(request.host().indexOf(':') + 1));
        }
        RequestView view = new RequestView(
                request.tls().isPresent() ? "https" : "http",
                request.method(),
                request.host(),
                listen,
                request.path(),
                request.query(),
                sent);
        List<String> hidden =
                plugin.concealed(sent.stream().map(HeaderField::name).toList());
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        sent.stream()
                .filter(h -> !hidden.contains(h.name()) && (flaws.contains(Flaw.FORGED_FACTS) || !isFact(h.name())))
                .forEach(h -> headers.add(Map.entry(h.name(), h.value())));
        plugin.facts(view).stream()
                .filter(f -> headers.stream().noneMatch(h -> h.getKey().equalsIgnoreCase(f.name())))
                .toList()
                .forEach(f -> headers.add(Map.entry(f.name(), f.value())));
        return routed(request, headers);
    }

    private static boolean isFact(String header) {
        return header.equalsIgnoreCase("gwlistener") || header.equalsIgnoreCase("gwfacts");
    }

    private static List<Map.Entry<String, String>> sent(Request request) {
        return request.headers().stream()
                .map(h -> Map.entry(h.name(), h.value()))
                .toList();
    }

    private Answer routed(Request request, List<Map.Entry<String, String>> headers) {
        return router.match(new RouterRequest(
                        request.tls().isPresent() ? "https" : "http",
                        request.method(),
                        Optional.of(request.host()),
                        request.path(),
                        request.query(),
                        headers,
                        listen(request),
                        request.tls().flatMap(Request.Handshake::sni)))
                .map(this::outcome)
                .orElse(new Answer.NotFound());
    }

    /** The Secrets whose certificates are shown; none: the handshake is refused. */
    Set<String> certificates(Request request) {
        Optional<String> sni =
                request.tls().flatMap(Request.Handshake::sni).filter(name -> !flaws.contains(Flaw.NO_SERVER_NAME));
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
            return stub.equals("404") ? new Answer.NotFound() : backends(Set.of(stub));
        }
        RuleSpec spec = specs.getOrDefault(route.id(), specs.getOrDefault(route.name(), RuleSpec.NONE));
        if (spec.respond().isPresent()) {
            int status = spec.respond().get().status();
            return switch (status) {
                case 404 -> new Answer.NotFound();
                case 501 -> new Answer.Unimplemented();
                default -> backends(Set.of(String.valueOf(status)));
            };
        }
        if (spec.redirect().isPresent()) {
            return new Answer.Redirect(spec.redirect().get().status());
        }
        SortedSet<String> any = new TreeSet<>();
        for (WeightedBackend backend : spec.backends()) {
            if (backend.weight() > 0) {
                any.addAll(
                        backend.respond().isPresent()
                                ? Set.of(String.valueOf(backend.respond().get().status()))
                                : reached(backend.upstream().orElseThrow()));
            }
        }
        if (spec.backends().isEmpty()) {
            any.addAll(route.service()
                    .map(s -> reached(Objects.requireNonNull(upstreams.get(s))))
                    .orElse(Set.of(NO_SERVICE)));
        }
        return backends(any);
    }

    private static Answer backends(Set<String> any) {
        return new Answer.Backends(new TreeSet<>(any));
    }

    private Set<String> reached(String upstream) {
        return Objects.requireNonNull(backends.get(upstream), upstream);
    }

    @Override
    public void close() {
        plugin.close();
    }
}
