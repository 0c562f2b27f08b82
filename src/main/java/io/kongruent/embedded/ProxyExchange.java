package io.kongruent.embedded;

import io.kongruent.behaviour.Decision;
import io.kongruent.behaviour.PluginRuntime;
import io.kongruent.embedded.router.ProtocolRefusal;
import io.kongruent.embedded.router.RequestPath;
import io.kongruent.embedded.router.Routing;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One request, from the client to the answer: routed, judged by the plugins, forwarded. */
final class ProxyExchange {
    private static final Logger LOG = Logger.getLogger(ProxyExchange.class.getName());
    private static final Set<String> HOPS = Set.of("connection", "upgrade", "keep-alive", "transfer-encoding");
    private static final Set<String> REQUESTS = Set.of("http", "https", "grpc", "grpcs");
    private static final String KONG = "kong/" + AdminInfo.KONG;

    private final EmbeddedSettings settings;
    private final Worker worker;
    private final UpstreamClients clients;
    private final HttpServerRequest request;
    private final int listenPort;
    private final boolean tls;
    private final long started = System.nanoTime();
    private final String requestId = newId();

    private Optional<Live.Route> route = Optional.empty();
    private Optional<Decision> decision = Optional.empty();
    private Optional<String> upstream = Optional.empty();
    private int tries;
    private boolean told;

    ProxyExchange(
            EmbeddedSettings settings,
            Worker worker,
            UpstreamClients clients,
            HttpServerRequest request,
            int listenPort,
            boolean tls) {
        this.settings = settings;
        this.worker = worker;
        this.clients = clients;
        this.request = request;
        this.listenPort = listenPort;
        this.tls = tls;
    }

    private static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format("%016x%016x", random.nextLong(), random.nextLong());
    }

    /** Answers the request; to be called on a virtual thread of the server's context. */
    void run() {
        request.pause();
        request.exceptionHandler(gone -> LOG.log(Level.FINE, "the client went away", gone));
        try {
            Optional<ClientRequest> client = ClientRequest.read(request, listenPort, tls);
            if (client.isEmpty()) {
                if (request.version() != HttpVersion.HTTP_2) {
                    request.response().putHeader("connection", "close");
                }
                failure(400);
            } else {
                route(client.get());
            }
        } catch (RuntimeException e) {
            if (request.response().closed()) {
                LOG.log(Level.FINE, "a request was taken back", e);
                return;
            }
            LOG.log(Level.SEVERE, "a request failed", e);
            if (request.response().headWritten()) {
                abort();
            } else {
                exit(500, "An unexpected error occurred", List.of());
            }
        }
    }

    private void route(ClientRequest client) {
        Optional<Decision.Respond> misdirected = tls ? worker.misdirected(client.routing()) : Optional.empty();
        if (misdirected.isPresent()) {
            answer(
                    misdirected.get().status(),
                    PluginView.headers(misdirected.get().headers()),
                    misdirected.get().body());
            return;
        }
        Worker.Routed routed = worker.route(client.routing());
        switch (routed.routing()) {
            case Routing.Missed missed -> exit(404, "no Route matched with those values", List.of());
            case Routing.Failed failed -> exit(500, "An unexpected error occurred", List.of());
            case Routing.Matched matched -> matched(client, routed.live(), matched);
        }
    }

    private void matched(ClientRequest client, Live live, Routing.Matched matched) {
        Live.Route found = live.routes().get(matched.route().id());
        if (found == null) {
            throw new IllegalStateException("no route " + matched.route().id());
        }
        route = Optional.of(found);
        debug(found);
        Optional<ProtocolRefusal> refusal = ProtocolRefusal.of(matched.route(), client.routing(), client.http2());
        if (refusal.isPresent()) {
            refuse(refusal.get());
            return;
        }
        String path = RequestPath.normalise(client.rawPath());
        Optional<String> prefix = found.stripPath() ? matched.matchedPath() : Optional.empty();
        String base = found.service().map(Live.Service::path).orElse("/");
        String target = UpstreamPath.of(base, found.stripPath(), prefix.orElse("/"), path);
        decision = found.spec()
                .flatMap(spec -> worker.plugin()
                        .map(plugin -> plugin.decide(spec, PluginView.of(client.routing(), target, client.rawPath()))));
        if (decision.orElse(null) instanceof Decision.Respond respond) {
            answer(respond.status(), PluginView.headers(respond.headers()), respond.body());
            return;
        }
        Optional<Termination> termination = found.termination().filter(t -> triggered(t, client));
        if (termination.isPresent()) {
            terminate(termination.get());
            return;
        }
        forward(client, live, found, prefix, target);
    }

    private void debug(Live.Route found) {
        if (!settings.debugHeaders() || !request.headers().contains("kong-debug")) {
            return;
        }
        HttpServerResponse response = request.response();
        response.putHeader("Kong-Route-Id", found.id()).putHeader("Kong-Route-Name", found.name());
        found.service()
                .ifPresent(service -> response.putHeader("Kong-Service-Id", service.id())
                        .putHeader("Kong-Service-Name", service.name()));
    }

    private static boolean triggered(Termination termination, ClientRequest client) {
        return termination
                .trigger()
                .map(name -> client.header(name).isPresent()
                        || client.routing()
                                .query()
                                .filter(q -> List.of(q.split("[&=]", -1)).contains(name))
                                .isPresent())
                .orElse(true);
    }

    private void terminate(Termination termination) {
        Optional<String> body = termination.answer();
        List<Map.Entry<String, String>> headers = termination
                .type()
                .filter(type -> body.isPresent())
                .map(type -> List.of(Map.entry("content-type", type)))
                .orElse(List.of());
        answer(termination.status(), edited(headers), body);
    }

    private void refuse(ProtocolRefusal refusal) {
        if (refusal.message().isPresent()) {
            exit(refusal.status(), refusal.message().get(), refusal.headers());
            return;
        }
        if (refusal.status() < 300) {
            answer(refusal.status(), refusal.headers(), Optional.empty());
            return;
        }
        KongErrors.Page page = KongErrors.builtIn(refusal.status());
        List<Map.Entry<String, String>> headers = new java.util.ArrayList<>(refusal.headers());
        headers.add(Map.entry("content-type", page.contentType()));
        answer(refusal.status(), headers, Optional.of(page.body()));
    }

    private void forward(ClientRequest client, Live live, Live.Route found, Optional<String> prefix, String target) {
        if (found.service().isEmpty()) {
            exit(503, "no Service found with those values", List.of());
            return;
        }
        Live.Service service = found.service().get();
        if (!REQUESTS.contains(service.protocol())) {
            exit(500, "An unexpected error occurred", List.of());
            return;
        }
        Optional<Decision.Forward> forward =
                decision.filter(Decision.Forward.class::isInstance).map(Decision.Forward.class::cast);
        Optional<String> unknown = forward.flatMap(Decision.Forward::upstream)
                .filter(name -> !live.balancers().containsKey(name));
        if (unknown.isPresent()) {
            exit(500, "An unexpected error occurred", List.of());
            return;
        }
        List<Map.Entry<String, String>> headers = forward.map(f -> PluginView.headers(f.headers()))
                .orElse(client.routing().headers());
        Forwarding forwarding = new Forwarding(
                client,
                live,
                service,
                forward.flatMap(Decision.Forward::upstream).orElse(service.host()),
                forward.map(f -> PluginView.wire(f.path())).orElse(target)
                        + client.routing().query().map(q -> "?" + q).orElse(""),
                forward.flatMap(Decision.Forward::host)
                        .or(() -> found.preserveHost() ? client.routing().host() : Optional.empty()),
                ForwardHeaders.toBackend(
                        client, headers, prefix, settings.shownPort(listenPort), service.http2(), requestId),
                forward.flatMap(Decision.Forward::backendRequest));
        forwarding.run(clients, request, this);
    }

    /** Notes a try to reach a backend. */
    void trying(String place) {
        upstream = Optional.of(place);
        tries++;
    }

    /** The headers of a backend's or of Kong's own answer after the plugin's edits. */
    List<Map.Entry<String, String>> edited(List<Map.Entry<String, String>> headers) {
        Optional<String> spec = route.flatMap(Live.Route::spec);
        Optional<PluginRuntime> plugin = worker.plugin();
        if (decision.isEmpty() || spec.isEmpty() || plugin.isEmpty()) {
            return headers;
        }
        return PluginView.headers(plugin.get().responseHeaders(spec.get(), decision.get(), PluginView.fields(headers)));
    }

    /** Ends with Kong's answer to a request it won't forward. */
    void exit(int status, String message, List<Map.Entry<String, String>> headers) {
        page(status, KongErrors.exit(message, accept(), requestId), headers);
    }

    /** Ends with the answer when forwarding failed. */
    void failure(int status) {
        Optional<String> wanted = accept().or(() -> Optional.ofNullable(request.getHeader("content-type")));
        page(status, KongErrors.failure(status, wanted, requestId), List.of());
    }

    private Optional<String> accept() {
        return Optional.ofNullable(request.getHeader("accept"));
    }

    private void page(int status, KongErrors.Page page, List<Map.Entry<String, String>> extra) {
        List<Map.Entry<String, String>> headers = new java.util.ArrayList<>(extra);
        headers.add(Map.entry("content-type", page.contentType()));
        answer(status, edited(headers), Optional.of(page.body()));
    }

    private void answer(int status, List<Map.Entry<String, String>> headers, Optional<String> body) {
        HttpServerResponse response = request.response().setStatusCode(status);
        boolean http2 = request.version() == HttpVersion.HTTP_2;
        boolean call = http2
                && ClientRequest.isCall(Optional.ofNullable(request.getHeader("content-type")))
                && headers.stream().noneMatch(header -> header.getKey().equalsIgnoreCase("location"));
        headers.stream()
                .filter(header -> !header.getKey().toLowerCase(Locale.ROOT).equals("content-length"))
                .filter(header -> !call || !header.getKey().equalsIgnoreCase("content-type") || isCall(header))
                .filter(header -> !http2 || !HOPS.contains(header.getKey().toLowerCase(Locale.ROOT)))
                .forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        if (call && !response.headers().contains("grpc-status")) {
            CallStatus.of(status, body).forEach(response::putHeader);
        }
        response.putHeader("server", KONG)
                .putHeader("x-kong-response-latency", Long.toString(millis()))
                .putHeader("x-kong-request-id", requestId);
        answered(status);
        if (response.closed()) {
            return;
        }
        request.resume();
        if (status == 204 || status == 304 || call) {
            response.end();
        } else {
            response.end(body.map(text -> io.vertx.core.buffer.Buffer.buffer(PluginView.wire(text), "ISO-8859-1"))
                    .orElseGet(io.vertx.core.buffer.Buffer::buffer));
        }
    }

    private static boolean isCall(Map.Entry<String, String> contentType) {
        return ClientRequest.isCall(Optional.of(contentType.getValue()));
    }

    /** Breaks the answer off. */
    void abort() {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }

    /** Tells the listener, once; of the answer only the end is left to send. */
    void answered(int status) {
        if (told) {
            return;
        }
        told = true;
        OptionalInt backend = decision.map(Decision::backend).orElse(OptionalInt.empty());
        settings.listener()
                .answered(new RequestRecord(
                        listenPort,
                        request.method().name(),
                        Optional.ofNullable(request.getHeader("host"))
                                .or(() ->
                                        Optional.ofNullable(request.authority()).map(Object::toString))
                                .orElse(""),
                        request.uri(),
                        route.map(Live.Route::name),
                        route.flatMap(Live.Route::service).map(Live.Service::name),
                        upstream,
                        tries,
                        status,
                        decision.map(d -> d instanceof Decision.Respond ? "respond" : "forward"),
                        backend,
                        millis()));
    }

    long millis() {
        return (System.nanoTime() - started) / 1_000_000;
    }

    String requestId() {
        return requestId;
    }
}
