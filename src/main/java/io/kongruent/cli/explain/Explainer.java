package io.kongruent.cli.explain;

import io.kongruent.cli.explain.Explanation.Candidate;
import io.kongruent.cli.explain.Explanation.Entry;
import io.kongruent.cli.explain.Explanation.KongRoute;
import io.kongruent.cli.explain.Explanation.Lost;
import io.kongruent.cli.explain.Explanation.Outcome;
import io.kongruent.cli.explain.Explanation.Verdict;
import io.kongruent.cli.offline.Evaluation;
import io.kongruent.graph.CertificateNode;
import io.kongruent.graph.DataPlane;
import io.kongruent.graph.GatewayNode;
import io.kongruent.graph.ListenerNode;
import io.kongruent.kong.KongEntity;
import io.kongruent.kong.KongState;
import io.kongruent.kong.Origin;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/** Explains requests on one evaluation. Keeps Kong's half of each data plane open until it is closed. */
public final class Explainer implements AutoCloseable {

    private static final int MISSES = 5;

    private final Evaluation evaluation;
    private final Map<String, KongTrial> trials = new HashMap<>();

    public Explainer(Evaluation evaluation) {
        this.evaluation = evaluation;
    }

    /**
     * Explains one request. The data plane is the one whose listeners have the port of the request's URL; where several have, the first by name that has a
     * listener for its host.
     */
    public Explanation explain(Request request) {
        GraphReading reading = new GraphReading(evaluation.graph(), request);
        for (DataPlane dataPlane : evaluation.dataPlanes().values()) {
            Optional<ListenerNode> listener = reading.listener(dataPlane.name());
            if (listener.isPresent()) {
                return explain(request, reading, dataPlane, listener.get());
            }
        }
        return ended(request, Optional.empty(), refusedHandshake(request).orElseGet(() -> nobodyListens(request)));
    }

    /** No rule was asked. */
    private static Explanation ended(Request request, Optional<Entry> entry, Verdict verdict) {
        return new Explanation(request, entry, verdict, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private Explanation explain(Request request, GraphReading reading, DataPlane dataPlane, ListenerNode listener) {
        KongState state = state(dataPlane);
        KongTrial trial = trial(dataPlane);
        int listenPort = listener.listenPort().orElse(listener.port());
        Optional<List<String>> certificates =
                request.tls() ? trial.certificates(listenPort, request) : Optional.empty();
        Entry entry = entry(request, dataPlane, listener, listenPort, state, certificates);
        if (certificates.isPresent() && certificates.get().isEmpty()) {
            return ended(request, Optional.of(entry), refused(request));
        }
        OptionalInt misdirected = trial.misdirected(request, listenPort);
        if (misdirected.isPresent()) {
            Optional<ListenerNode> made = reading.listener(dataPlane.name(), request.serverName());
            return ended(request, Optional.of(entry), misdirected(request, listener, made, misdirected));
        }
        List<Standing> standings = reading.standings(listener).stream()
                .filter(s -> !s.rule().dropsMatchOn(dataPlane.name(), s.match().index()))
                .toList();
        List<Tried> tried = tried(state, trial.candidates(request, listenPort));
        List<String> disagreements = disagreements(standings, tried);
        if (standings.isEmpty()) {
            Verdict verdict =
                    new Verdict(Outcome.NOT_MATCHED, OptionalInt.of(404), "no rule matches: the answer is 404");
            return new Explanation(
                    request,
                    Optional.of(entry),
                    verdict,
                    List.of(),
                    List.of(),
                    List.of(),
                    reading.misses(listener, MISSES),
                    disagreements);
        }
        Standing winner = standings.getFirst();
        Effects effects = new Effects(evaluation, dataPlane, trial, request, listenPort);
        Optional<KongEntity.Route> route =
                tried.stream().filter(t -> t.is(winner)).map(Tried::route).findFirst();
        Effects.Result result = effects.of(winner, route);
        return new Explanation(
                request,
                Optional.of(entry),
                result.verdict(),
                candidates(standings, tried),
                result.behaviours(),
                result.shares(),
                List.of(),
                disagreements);
    }

    /** A Kong route that matches, with the match that it was made from. */
    private record Tried(KongEntity.Route route, Ref object, int rule, int match) {
        boolean is(Standing standing) {
            return object.equals(standing.meta().ref())
                    && rule == standing.rule().rule().index()
                    && match == standing.match().index();
        }
    }

    /** Kong has several routes for a match with hostnames of several classes; the first counts. */
    private static List<Tried> tried(KongState state, List<KongEntity.Route> routes) {
        List<Tried> tried = new ArrayList<>();
        for (KongEntity.Route route : routes) {
            Optional<Origin> origin = state.originOf(route.id());
            if (origin.isPresent() && origin.get().rule().isPresent()) {
                Tried next = new Tried(
                        route,
                        origin.get().object(),
                        origin.get().rule().getAsInt(),
                        origin.get().match().orElse(0));
                if (tried.stream()
                        .noneMatch(t -> t.object.equals(next.object) && t.rule == next.rule && t.match == next.match)) {
                    tried.add(next);
                }
            }
        }
        return tried;
    }

    private static List<String> disagreements(List<Standing> standings, List<Tried> tried) {
        List<String> words = standings.stream().map(Explainer::name).toList();
        List<String> kongs = tried.stream()
                .map(t -> t.object + " rule " + t.rule + " match " + t.match)
                .toList();
        return words.equals(kongs)
                ? List.of()
                : List.of("By the Gateway API's words these match, in this order: " + words + "; by Kong's router: "
                        + kongs);
    }

    private static String name(Standing standing) {
        return standing.meta().ref() + " rule " + standing.rule().rule().index() + " match "
                + standing.match().index();
    }

    private List<Candidate> candidates(List<Standing> standings, List<Tried> tried) {
        Standing winner = standings.getFirst();
        List<Candidate> candidates = new ArrayList<>();
        for (Standing standing : standings) {
            Ref ref = standing.meta().ref();
            String field = "spec.rules[" + standing.rule().rule().index() + "].matches["
                    + standing.match().index() + "]";
            candidates.add(new Candidate(
                    ref,
                    standing.rule().rule().index(),
                    standing.rule().rule().name(),
                    standing.match().index(),
                    Words.describe(standing.match()),
                    field,
                    evaluation.manifests().locate(ref, field),
                    tried.stream()
                            .filter(t -> t.is(standing))
                            .map(t -> new KongRoute(
                                    t.route.name(), t.route.id(), t.route.priority(), t.route.expression()))
                            .findFirst(),
                    standing.sameAs(winner)
                            ? Optional.empty()
                            : Optional.of(new Lost(winner.partsFrom(standing), winner.beats(standing)))));
        }
        return candidates;
    }

    private static Entry entry(
            Request request,
            DataPlane dataPlane,
            ListenerNode listener,
            int listenPort,
            KongState state,
            Optional<List<String>> certificates) {
        Optional<Ref> secret = certificates
                .flatMap(ids -> ids.stream().findFirst())
                .flatMap(state::originOf)
                .map(Origin::object)
                .or(() -> request.tls()
                        ? listener.certificates().stream()
                                .map(CertificateNode::secret)
                                .findFirst()
                        : Optional.empty());
        return new Entry(
                listener.key().gateway(),
                listener.key().source(),
                listener.key().name(),
                listener.port(),
                listenPort,
                listener.hostname().value(),
                dataPlane.name(),
                secret);
    }

    private KongState state(DataPlane dataPlane) {
        return evaluation.states().getOrDefault(dataPlane.name(), KongState.EMPTY);
    }

    private KongTrial trial(DataPlane dataPlane) {
        return trials.computeIfAbsent(
                dataPlane.name(),
                name -> new KongTrial(state(dataPlane), dataPlane.capabilities().hasPlugin()));
    }

    private static Verdict refused(Request request) {
        String name = request.serverName().isEmpty()
                ? "a client that sends no server name"
                : "the server name " + request.serverName();
        return new Verdict(
                Outcome.HANDSHAKE_REFUSED,
                OptionalInt.empty(),
                "no certificate for " + name + ": the TLS handshake is refused");
    }

    private static Verdict misdirected(
            Request request, ListenerNode asked, Optional<ListenerNode> made, OptionalInt status) {
        String name = request.serverName().isEmpty() ? "no server name" : request.serverName();
        String whose =
                made.map(l -> ", which is for listener " + l.key().name()).orElse("");
        return new Verdict(
                Outcome.MISDIRECTED,
                status,
                "the connection was made with " + name + whose + ", and the host " + request.hostname()
                        + " is that of listener " + asked.key().name() + ": the answer is " + status.getAsInt()
                        + ", so that the client connects anew");
    }

    /** Where a port is listened on for TLS and no listener takes the host: the handshake comes before the request. */
    private Optional<Verdict> refusedHandshake(Request request) {
        return request.tls()
                ? evaluation.dataPlanes().values().stream()
                        .filter(d -> evaluation.graph().listenersOf(d.name()).stream()
                                .anyMatch(l -> l.port() == request.port() && l.terminatesTls()))
                        .filter(d -> trial(d).certificates(d.listenPort(request.port()), request)
                                .filter(List::isEmpty)
                                .isPresent())
                        .map(d -> refused(request))
                        .findFirst()
                : Optional.empty();
    }

    private Verdict nobodyListens(Request request) {
        TreeSet<String> there = new TreeSet<>();
        boolean port = false;
        for (GatewayNode gateway : evaluation.graph().gateways()) {
            for (ListenerNode listener : gateway.listeners().stream()
                    .filter(ListenerNode::takesRequests)
                    .toList()) {
                boolean serves = listener.serves();
                port |= serves && listener.port() == request.port() && listener.terminatesTls() == request.tls();
                there.add((listener.terminatesTls() ? "https" : "http") + "://"
                        + (listener.hostname().isAny() ? "*" : listener.hostname()) + ":" + listener.port() + " ("
                        + listener.key().source() + ", listener "
                        + listener.key().name()
                        + (serves ? "" : ", which doesn't serve") + ")");
            }
        }
        String listeners = there.isEmpty() ? "there is no Gateway of ours" : "there are " + String.join(", ", there);
        if (port) {
            return new Verdict(
                    Outcome.NOT_MATCHED,
                    OptionalInt.of(404),
                    "no listener takes the host " + request.hostname() + ": the answer is 404; " + listeners);
        }
        return new Verdict(
                Outcome.NOT_LISTENING,
                OptionalInt.empty(),
                "nothing listens for " + request.scheme() + " on port " + request.port() + "; " + listeners);
    }

    @Override
    public void close() {
        trials.values().forEach(KongTrial::close);
    }
}
