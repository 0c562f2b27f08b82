package io.kongruent.translate;

import io.kongruent.behaviour.Respond;
import io.kongruent.behaviour.RuleSpec;
import io.kongruent.behaviour.Timeouts;
import io.kongruent.behaviour.WeightedBackend;
import io.kongruent.capability.Capability;
import io.kongruent.graph.BackendNode;
import io.kongruent.graph.Finding;
import io.kongruent.graph.PathMatch;
import io.kongruent.graph.Rule;
import io.kongruent.graph.RuleNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What becomes of the requests of a rule under one of its matches. */
sealed interface RulePlan {

    /** They are answered with an error: refusing never opens. */
    record Refuse(int status, String why) implements RulePlan {}

    /**
     * They are served.
     *
     * @param service empty when the plugin answers them all
     * @param spec empty for a rule that only forwards
     */
    record Serve(Optional<String> service, RuleSpec spec) implements RulePlan {}

    /** For what the rule asks and can't have. */
    Refuse UNSERVED = new Refuse(500, Draft.UNSERVED);

    /** For want of a backend. */
    static Refuse noBackend(Rule.L7 rule) {
        return new Refuse(unavailable(rule), "has no backend that requests can go to");
    }

    /** "500 status code" for requests of HTTP, "an UNAVAILABLE status" for calls of gRPC, which is how Kong tells 503 there. */
    static int unavailable(Rule.L7 rule) {
        return switch (rule.requests()) {
            case HTTP -> 500;
            case GRPC -> 503;
        };
    }

    /** The plan for a rule under a match with that path. */
    static RulePlan of(Site site, Supply supply, RuleNode node, Rule.L7 rule, PathMatch path) {
        String dataPlane = site.dataPlane().name();
        if (node.findingsOn(dataPlane).stream().anyMatch(f -> f.effect() == Finding.Effect.ANSWER_500)) {
            return UNSERVED;
        }
        if (node.answers500On(dataPlane)) {
            return noBackend(rule);
        }
        Optional<FilterSpecs> filters = FilterSpecs.of(rule.filters(), path);
        if (filters.isEmpty()) {
            return UNSERVED;
        }
        RulePlan plan = filters.get().redirect().isPresent()
                ? new Serve(Optional.empty(), spec(filters.get(), List.of(), rule))
                : new Drawing(site, supply, path).plan(node, filters.get(), rule);
        boolean able =
                site.hasPlugin() || !(plan instanceof Serve(Optional<String> service, RuleSpec spec)) || spec.isEmpty();
        return able ? plan : UNSERVED;
    }

    private static RuleSpec spec(FilterSpecs filters, List<WeightedBackend> backends, Rule.L7 rule) {
        return new RuleSpec(
                filters.requestHeaders(),
                filters.responseHeaders(),
                filters.redirect(),
                filters.rewrite(),
                backends,
                Optional.empty(),
                new Timeouts(rule.backendRequestTimeout()));
    }

    /** The backends of a rule. */
    record Drawing(Site site, Supply supply, PathMatch path) {

        /** One backend's part: a place to go to with what is done on the way; no place answers 500. */
        private record Part(int weight, Optional<Supply.Source> source, FilterSpecs filters) {}

        RulePlan plan(RuleNode node, FilterSpecs filters, Rule.L7 rule) {
            List<Part> parts = parts(node, rule);
            List<Supply.Source> sources =
                    parts.stream().flatMap(p -> p.source().stream()).toList();
            if (sources.isEmpty()) {
                boolean redirects =
                        parts.stream().anyMatch(p -> p.filters().redirect().isPresent());
                if (!redirects) {
                    return noBackend(rule);
                }
            }
            boolean plain = parts.size() == 1 && parts.getFirst().filters().isEmpty();
            if (plain) {
                return new Serve(Optional.of(supply.serve(sources.getFirst())), spec(filters, List.of(), rule));
            }
            if (!site.can(Capability.WEIGHTED_DRAW)) {
                return mixed(parts, filters, rule);
            }
            List<WeightedBackend> drawn = new ArrayList<>();
            for (Part part : parts) {
                part.source().ifPresent(supply::draw);
                drawn.add(drawn(part, rule));
            }
            return new Serve(sources.stream().findFirst().map(supply::serve), spec(filters, drawn, rule));
        }

        /** The backends that have a weight; one with another protocol than the first, TLS or not, is out of the reach of the one service that a Kong route has. */
        private List<Part> parts(RuleNode node, Rule.L7 rule) {
            List<Part> parts = new ArrayList<>();
            Optional<String> family = Optional.empty();
            for (BackendNode backend : node.backends()) {
                if (backend.ref().weight() <= 0) {
                    continue;
                }
                Optional<FilterSpecs> filters = FilterSpecs.of(backend.ref().filters(), path);
                boolean able = filters.isPresent() && (filters.get().isEmpty() || site.can(Capability.BACKEND_FILTERS));
                Optional<Supply.Source> source = able ? supply.source(backend, rule) : Optional.empty();
                if (family.isEmpty()) {
                    family = source.map(Supply.Source::family);
                } else {
                    Optional<String> first = family;
                    source = source.filter(s -> first.equals(Optional.of(s.family())));
                }
                parts.add(new Part(
                        backend.ref().weight(),
                        source,
                        filters.filter(f -> able).orElse(FilterSpecs.NONE)));
            }
            return parts;
        }

        private static WeightedBackend drawn(Part part, Rule.L7 rule) {
            if (part.source().isEmpty() && part.filters().redirect().isEmpty()) {
                return WeightedBackend.answering(part.weight(), new Respond(unavailable(rule), Optional.empty()));
            }
            FilterSpecs filters = part.filters();
            return new WeightedBackend(
                    part.weight(),
                    part.source().map(s -> s.upstream().name()),
                    filters.requestHeaders(),
                    filters.responseHeaders(),
                    filters.redirect(),
                    filters.rewrite(),
                    Optional.empty());
        }

        /** Without a draw: one source that mixes them all; it has no share that could answer 500, so one that should refuses the rule. */
        private RulePlan mixed(List<Part> parts, FilterSpecs filters, Rule.L7 rule) {
            List<Shares.Share> shares = new ArrayList<>();
            for (Part part : parts) {
                boolean able =
                        part.source().isPresent() && part.source().get().trust().isEmpty();
                if (!able || !part.filters().isEmpty()) {
                    return new Refuse(
                            unavailable(rule),
                            "has a backend that requests can't go to, and this Kong can't let just its share fail");
                }
                shares.add(new Shares.Share(part.source().get().node(), part.weight()));
            }
            return supply.mix(shares, rule)
                    .<RulePlan>map(mix -> new Serve(Optional.of(supply.serve(mix)), spec(filters, List.of(), rule)))
                    .orElse(noBackend(rule));
        }
    }
}
