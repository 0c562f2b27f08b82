package io.kongruent.translate;

import io.kongruent.capability.Capabilities.Listen.Transport;
import io.kongruent.graph.ListenerNode;
import io.kongruent.graph.Match;
import io.kongruent.graph.ParentNode.Attachment;
import io.kongruent.graph.ParentNode.RouteHostname;
import io.kongruent.graph.PathMatch;
import io.kongruent.graph.Precedence;
import io.kongruent.graph.RouteNode;
import io.kongruent.graph.Rule;
import io.kongruent.graph.RuleNode;
import io.kongruent.kong.expression.Expression;
import io.kongruent.kong.expression.Field;
import io.kongruent.kong.expression.Literal;
import io.kongruent.kong.expression.Operator;
import io.kongruent.model.Hostname;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Turns rules about connections and datagrams into drafts of Kong's stream routes: by the port on which they come in, which can't be forged there, and by the
 * server name. Routes of one listener all get one; the oldest has the highest priority and takes what comes.
 */
final class FlowTranslation {

    private static final Match EVERYTHING =
            new Match(0, new PathMatch.Prefix("/"), Optional.empty(), List.of(), List.of(), new Precedence(0, 0, 0, 0));

    private final Site site;
    private final Supply supply;

    FlowTranslation(Site site, Supply supply) {
        this.site = site;
        this.supply = supply;
    }

    List<Draft> drafts(RouteNode node, RuleNode rule, Rule.L4 flow, Names names) {
        SortedMap<Way, SortedMap<String, Expression>> ways = new TreeMap<>();
        node.parents().stream()
                .filter(p -> p.dataPlane().equals(site.dataPlane().name()))
                .flatMap(p -> p.attachments().stream())
                .forEach(attachment -> enter(attachment, flow, ways));
        Map<Boolean, Optional<String>> services = new HashMap<>();
        ways.keySet().forEach(way -> services.computeIfAbsent(way.terminated, t -> service(rule, flow, t)));
        List<Draft> drafts = new ArrayList<>();
        ways.forEach((way, ports) -> drafts.add(new Draft(
                Draft.identity(node.route().meta(), flow, EVERYTHING, way.host) + way.suffix(),
                names.of(flow, 0, way.host) + way.suffix(),
                node.route().meta(),
                flow,
                EVERYTHING,
                way.host,
                new TreeSet<>(ports.keySet()),
                Expression.or(List.copyOf(ports.values())).toString(),
                Order.priority(
                        Order.Band.RULES,
                        way.host,
                        EVERYTHING.precedence(),
                        node.route().meta().createdSeconds()),
                way.protocols(flow.flow()),
                services.getOrDefault(way.terminated, Optional.empty()),
                Optional.empty())));
        return drafts;
    }

    /**
     * The service that carries it all; without one Kong closes what comes in. "If unspecified or invalid (refers to a nonexistent resource or a Service with no endpoints), the
     * underlying implementation MUST actively reject connection attempts to this backend. Connection rejections must respect weight." (TCPRouteRule.backendRefs)
     */
    private Optional<String> service(RuleNode rule, Rule.L4 flow, boolean terminated) {
        if (rule.answers500On(site.dataPlane().name())) {
            return Optional.empty();
        }
        List<Shares.Share> shares = new ArrayList<>();
        List<Supply.Source> sources = new ArrayList<>();
        int lost = 0;
        for (var backend : rule.backends()) {
            int weight = backend.ref().weight();
            if (weight <= 0) {
                continue;
            }
            Optional<Supply.Source> source = terminated ? supply.anew(backend, flow) : supply.source(backend, flow);
            source.ifPresent(sources::add);
            if (source.filter(s -> !s.node().endpoints().isEmpty()).isPresent()) {
                shares.add(new Shares.Share(source.get().node(), weight));
            } else {
                lost += weight;
            }
        }
        boolean one = sources.size() == 1 && (lost == 0 || shares.isEmpty());
        Optional<Supply.Source> source =
                one || shares.isEmpty() ? sources.stream().findFirst() : supply.mix(shares, lost, flow);
        return source.map(supply::serve);
    }

    /** How connections come to a route: for a class of hostnames, and whether Kong terminates their TLS. */
    private record Way(HostClass host, boolean terminated) implements Comparable<Way> {

        String suffix() {
            return terminated ? ".terminated" : "";
        }

        List<String> protocols(Rule.L4.Flow flow) {
            return switch (flow) {
                case TLS -> List.of(terminated ? "tls" : "tls_passthrough");
                case TCP -> List.of("tcp");
                case UDP -> List.of("udp");
            };
        }

        @Override
        public int compareTo(Way o) {
            int c = Boolean.compare(terminated, o.terminated);
            return c != 0 ? c : host.compareTo(o.host);
        }
    }

    private void enter(Attachment attachment, Rule.L4 flow, SortedMap<Way, SortedMap<String, Expression>> ways) {
        Expression port = port(attachment, flow);
        if (flow.flow() != Rule.L4.Flow.TLS) {
            put(ways, new Way(HostClass.NONE, false), port);
            return;
        }
        boolean terminated = site.flows().serving().stream()
                .anyMatch(l -> l.key().equals(attachment.listener()) && l.terminatesTls());
        SortedMap<HostClass, SortedSet<Hostname>> classes = new TreeMap<>();
        for (RouteHostname hostname : attachment.hostnames()) {
            classes.computeIfAbsent(HostClass.of(hostname.declared()), c -> new TreeSet<>())
                    .add(hostname.effective());
        }
        classes.forEach((host, effective) -> names(attachment, effective)
                .ifPresent(named -> put(ways, new Way(host, terminated), Expression.and(port, named))));
    }

    /** That it came in on the listener's port, by whichever number Kong knows it. */
    private Expression port(Attachment attachment, Rule.L4 flow) {
        Transport transport = flow.flow() == Rule.L4.Flow.UDP ? Transport.UDP : Transport.TCP;
        List<Expression> ports = new ArrayList<>();
        for (int shown : site.dataPlane().capabilities().shown(attachment.listenPort(), transport)) {
            ports.add(new Expression.Predicate(Field.NET_DST_PORT, Operator.EQUAL, new Literal.Int(shown)));
        }
        return Expression.or(ports);
    }

    /** The server names, without those of more specific listeners of the port; a connection without a name is never meant. */
    private Optional<Expression> names(Attachment attachment, SortedSet<Hostname> effective) {
        SortedSet<Hostname> open = new TreeSet<>(effective);
        SortedSet<Hostname> taken = new TreeSet<>();
        for (ListenerNode other : site.flows().all()) {
            if (other.listenPort().orElse(-1) == attachment.listenPort()
                    && !other.hostname().equals(attachment.listenerHostname())
                    && attachment.listenerHostname().covers(other.hostname())) {
                open.removeIf(other.hostname()::covers);
                taken.add(other.hostname());
            }
        }
        if (open.isEmpty()) {
            return Optional.empty();
        }
        taken.removeIf(t -> open.stream().noneMatch(o -> o.covers(t)));
        List<Expression> terms = new ArrayList<>();
        terms.add(Entrance.names(Field.TLS_SNI, open).orElse(Expression.regex(Field.TLS_SNI, ".")));
        if (!taken.isEmpty()) {
            Entrance.names(Field.TLS_SNI, taken).ifPresent(t -> terms.add(Expression.not(t)));
        }
        return Optional.of(Expression.and(terms));
    }

    private static void put(SortedMap<Way, SortedMap<String, Expression>> ways, Way way, Expression expression) {
        ways.computeIfAbsent(way, w -> new TreeMap<>()).put(expression.toString(), expression);
    }
}
