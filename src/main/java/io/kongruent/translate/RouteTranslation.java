package io.kongruent.translate;

import io.kongruent.behaviour.Fact;
import io.kongruent.graph.Match;
import io.kongruent.graph.ParentNode.Attachment;
import io.kongruent.graph.ParentNode.RouteHostname;
import io.kongruent.graph.RouteNode;
import io.kongruent.graph.Rule;
import io.kongruent.graph.RuleNode;
import io.kongruent.kong.expression.Expression;
import io.kongruent.model.Hostname;
import io.kongruent.model.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Turns routes of the graph into drafts of Kong routes: one per rule, match and class of hostnames, with a condition on each listener that it is attached
 * to. Collects the facts that their expressions rely on. Not thread-safe.
 */
final class RouteTranslation {

    private final Site site;
    private final Supply supply;
    private final Entrance entrance;
    private final List<Draft> drafts = new ArrayList<>();
    private final SortedMap<String, Fact> facts = new TreeMap<>();
    private final SortedSet<String> headerNames = new TreeSet<>();

    RouteTranslation(Site site, Supply supply, Entrance entrance) {
        this.site = site;
        this.supply = supply;
        this.entrance = entrance;
    }

    List<Draft> drafts() {
        return drafts;
    }

    /** Each once, by id. */
    List<Fact> facts() {
        return List.copyOf(facts.values());
    }

    /** The headers that expressions look at themselves, in lower case. */
    List<String> headerNames() {
        return List.copyOf(headerNames);
    }

    /** Whether one of them is about calls of gRPC. */
    boolean haveCalls() {
        return drafts.stream().anyMatch(d -> d.rule() instanceof Rule.L7 l7 && l7.requests() == Rule.L7.Requests.GRPC);
    }

    void add(RouteNode node) {
        SortedMap<HostClass, Way> ways = ways(node);
        String dataPlane = site.dataPlane().name();
        Names names = new Names(
                node.route().meta().ref(),
                node.rules().stream().map(RuleNode::rule).toList());
        for (RuleNode rule : node.rules()) {
            switch (rule.rule()) {
                case Rule.L7 l7 -> {
                    for (Match match : l7.matches()) {
                        if (!ways.isEmpty() && !rule.dropsMatchOn(dataPlane, match.index())) {
                            add(node.route().meta(), names, rule, l7, match, ways);
                        }
                    }
                }
                case Rule.L4 l4 -> drafts.addAll(new FlowTranslation(site, supply).drafts(node, rule, l4, names));
            }
        }
    }

    private void add(Meta meta, Names names, RuleNode node, Rule.L7 rule, Match match, SortedMap<HostClass, Way> ways) {
        Optional<Conditions> conditions =
                Conditions.of(rule.requests(), match, site.dataPlane().capabilities());
        if (conditions.isEmpty()) {
            return;
        }
        conditions.get().facts().forEach(f -> facts.put(f.id(), f));
        headerNames.addAll(conditions.get().names());
        RulePlan plan = RulePlan.of(site, supply, node, rule, match.path());
        Optional<Acts> acts = switch (plan) {
            case RulePlan.Refuse(int status, String why) -> Optional.of(Draft.stub(site, meta, rule, status, why));
            case RulePlan.Serve(var service, var spec) ->
                spec.isEmpty() ? Optional.empty() : Optional.of(Acts.by(spec));
        };
        Optional<String> service = plan instanceof RulePlan.Serve serve ? serve.service() : Optional.empty();
        ways.forEach((host, way) -> {
            List<Expression> terms = new ArrayList<>();
            terms.add(way.expression());
            terms.addAll(conditions.get().expressions());
            drafts.add(new Draft(
                    Draft.identity(meta, rule, match, host),
                    names.of(rule, match.index(), host),
                    meta,
                    rule,
                    match,
                    host,
                    way.claims(),
                    Expression.and(terms).toString(),
                    Order.priority(Order.Band.RULES, host, match.precedence(), meta.createdSeconds()),
                    Draft.REQUESTS,
                    service,
                    acts));
        });
    }

    /** How requests for a class of hostnames come to a route. */
    private record Way(Expression expression, SortedSet<String> claims) {}

    private SortedMap<HostClass, Way> ways(RouteNode node) {
        SortedMap<HostClass, List<Entrance.Door>> doors = new TreeMap<>();
        SortedMap<HostClass, SortedSet<String>> claims = new TreeMap<>();
        node.parents().stream()
                .filter(p -> p.dataPlane().equals(site.dataPlane().name()))
                .flatMap(p -> p.attachments().stream())
                .filter(a -> node.route().rules().stream().anyMatch(Rule.L7.class::isInstance))
                .forEach(attachment -> byClass(attachment)
                        .forEach((host, effective) -> entrance.door(attachment, effective)
                                .ifPresent(door -> {
                                    doors.computeIfAbsent(host, h -> new ArrayList<>())
                                            .add(door);
                                    SortedSet<String> claimed = claims.computeIfAbsent(host, h -> new TreeSet<>());
                                    effective.forEach(h -> claimed.add(
                                            attachment.listenPort() + "/" + attachment.listenerHostname() + " " + h));
                                })));
        SortedMap<HostClass, Way> ways = new TreeMap<>();
        doors.forEach((host, open) -> Entrance.any(open)
                .ifPresent(e -> ways.put(host, new Way(e, claims.getOrDefault(host, new TreeSet<>())))));
        return ways;
    }

    private static Map<HostClass, SortedSet<Hostname>> byClass(Attachment attachment) {
        Map<HostClass, SortedSet<Hostname>> classes = new TreeMap<>();
        for (RouteHostname hostname : attachment.hostnames()) {
            classes.computeIfAbsent(HostClass.of(hostname.declared()), c -> new TreeSet<>())
                    .add(hostname.effective());
        }
        return classes;
    }
}
