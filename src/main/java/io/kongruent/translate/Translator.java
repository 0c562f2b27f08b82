package io.kongruent.translate;

import io.kongruent.behaviour.GlobalSpec;
import io.kongruent.graph.DataPlane;
import io.kongruent.graph.Graph;
import io.kongruent.graph.ListenerNode;
import io.kongruent.graph.Precedence;
import io.kongruent.graph.RouteNode;
import io.kongruent.kong.Document;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.Ids;
import io.kongruent.kong.KongEntity.Plugin;
import io.kongruent.kong.KongEntity.Route;
import io.kongruent.kong.KongState;
import io.kongruent.kong.expression.Expression;
import io.kongruent.kong.expression.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes the state of one Kong from a graph. Pure and total; equal graphs give equal states. Never gives an empty state: an empty configuration makes Kong
 * unready.
 */
public final class Translator {

    private static final String FLOOR = "kongruent.floor";
    private static final String UNIMPLEMENTED = "kongruent.unimplemented";
    private static final Precedence LOWEST = new Precedence(0, 0, 0, 0);

    /** Where the plugin has to be at work when it chooses certificates for connections too. */
    private static final List<String> WITH_STREAMS = List.of("grpc", "grpcs", "http", "https", "tls");

    private final Site site;
    private final Ledger ledger = new Ledger();

    private Translator(Site site) {
        this.site = site;
    }

    /**
     * The state of a data plane's Kong.
     *
     * @param exclusions what that Kong has refused: a route whose own expression it refused is left out, what depends on any other refused entity answers
     *     500. A Kong route never goes live without its plugin
     */
    public static KongState translate(
            Graph graph, DataPlane dataPlane, Exclusions exclusions, TranslateOptions options) {
        return new Translator(Site.of(graph, dataPlane, exclusions, options)).state();
    }

    private KongState state() {
        Supply supply = new Supply(site, ledger);
        RouteTranslation routes = new RouteTranslation(site, supply, Entrance.of(site));
        for (RouteNode node : site.graph().routes()) {
            routes.add(node);
        }
        enter(routes.drafts());
        if (routes.haveCalls()) {
            unimplemented();
        }
        Certificates certificates = new Certificates(site, ledger);
        SortedMap<Integer, SortedMap<String, List<String>>> tls = certificates.enter();
        if (site.hasPlugin()) {
            SortedMap<Integer, String> shown =
                    supply.spoken().isEmpty() ? new TreeMap<>() : certificates.shownToBackends();
            ledger.add(global(routes, tls, supply.spoken(), shown));
        } else {
            floor();
        }
        return ledger.state();
    }

    private void enter(List<Draft> drafts) {
        Ranks ranks = new Ranks(drafts);
        List<Draft> ordered = new ArrayList<>(drafts);
        ordered.sort(Comparator.comparing(Draft::identity));
        Set<String> ids = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (Draft draft : ordered) {
            String name = draft.name();
            while (!names.add(name)) {
                name = name + "~" + Ids.digest(draft.identity()).substring(0, 8);
            }
            enter(draft, name, id(draft, ranks.of(draft), ids));
        }
    }

    /** Ids are as good as unique by their hash; a second one of the same bits is hashed again. */
    private static String id(Draft draft, int rank, Set<String> taken) {
        String salt = "";
        while (true) {
            String id = Order.id(
                    draft.meta().createdSeconds(),
                    draft.path(),
                    rank,
                    draft.rule().index(),
                    draft.match().index(),
                    Ids.bits(draft.identity() + salt, Order.HASH_BITS));
            if (taken.add(id)) {
                return id;
            }
            salt += "'";
        }
    }

    private void enter(Draft draft, String name, String id) {
        List<String> tags = Tagging.of(site, draft.meta(), draft.rule().name());
        Optional<Plugin> plugin = draft.acts().map(a -> a.on(name, tags));
        boolean stubbed = plugin.isPresent() && site.refused(plugin.get());
        if (stubbed) {
            plugin = Optional.of(draft.stub(site).on(name, tags)).filter(p -> !site.refused(p));
        }
        Route route = new Route(
                id,
                name,
                draft.expression(),
                draft.priority(),
                draft.protocols(),
                stubbed ? Optional.empty() : draft.service(),
                false,
                true,
                tags);
        if (site.refused(route)) {
            return;
        }
        int rule = draft.rule().index();
        Optional<String> ruleName = draft.rule().name();
        int match = draft.match().index();
        ledger.add(route, draft.meta().ref(), rule, ruleName, match);
        plugin.ifPresent(p -> ledger.add(p, draft.meta().ref(), rule, ruleName, match));
    }

    private Plugin global(
            RouteTranslation routes,
            SortedMap<Integer, SortedMap<String, List<String>>> tls,
            SortedMap<String, GlobalSpec.UpstreamTls> spoken,
            SortedMap<Integer, String> shown) {
        SortedMap<Integer, SortedMap<String, String>> hosts = new TreeMap<>();
        SortedMap<Integer, Integer> ports = new TreeMap<>();
        for (ListenerNode listener : site.listeners().all()) {
            listener.listenPort().ifPresent(listen -> {
                ports.putIfAbsent(listen, listener.port());
                hosts.computeIfAbsent(listen, l -> new TreeMap<>())
                        .putIfAbsent(listener.hostname().value(), Entrance.ByFact.fact(listen, listener.hostname()));
            });
        }
        SortedMap<Integer, GlobalSpec.Listen> listeners = new TreeMap<>();
        hosts.forEach((listen, byHost) ->
                listeners.put(listen, new GlobalSpec.Listen(ports.getOrDefault(listen, listen), byHost)));
        GlobalSpec spec = new GlobalSpec(
                Document.UNVERSIONED, listeners, tls, spoken, shown, routes.facts(), routes.headerNames());
        return new Plugin(
                Ids.of("plugins", Acts.OURS),
                Acts.OURS,
                Optional.empty(),
                site.flows().serving().stream().anyMatch(ListenerNode::terminatesTls) ? WITH_STREAMS : List.of(),
                new TreeMap<>(Map.of("spec", spec.json())),
                List.of());
    }

    /** What a call gets that no route is for: 501, which Kong tells as UNIMPLEMENTED. Without it Kong says NOT_FOUND; requests other than calls keep their 404. */
    private void unimplemented() {
        Conditions calls = Conditions.ofAnyCall(site.dataPlane().capabilities());
        List<Expression> terms = new ArrayList<>();
        terms.add(Expression.prefix(Field.HTTP_PATH, "/"));
        terms.addAll(calls.expressions());
        ledger.add(new Route(
                Ids.of("routes", UNIMPLEMENTED),
                UNIMPLEMENTED,
                Expression.and(terms).toString(),
                Order.priority(Order.Band.FLOOR, HostClass.NONE, new Precedence(0, 0, 1, 0), 0),
                Draft.REQUESTS,
                Optional.empty(),
                false,
                true,
                List.of()));
        ledger.add(Acts.answer(site, 501, "no route is for this call").on(UNIMPLEMENTED, List.of()));
    }

    /** What an otherwise empty Kong serves: 404, as Kong itself says it. */
    private void floor() {
        ledger.add(new Route(
                Ids.of("routes", FLOOR),
                FLOOR,
                "http.path ^= \"/\"",
                Order.priority(Order.Band.FLOOR, HostClass.NONE, LOWEST, 0),
                Draft.REQUESTS,
                Optional.empty(),
                false,
                true,
                List.of()));
        ledger.add(Acts.terminate(404, "no Route matched with those values").on(FLOOR, List.of()));
    }
}
