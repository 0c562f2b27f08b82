package io.kongruent.kinds.httproute;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteSpec;
import io.kongruent.graph.BackendRef;
import io.kongruent.graph.Dialect;
import io.kongruent.graph.Filter;
import io.kongruent.graph.Finding;
import io.kongruent.graph.ListenerNode.RouteKind;
import io.kongruent.graph.LoweredRoute;
import io.kongruent.graph.Match;
import io.kongruent.graph.RouteFamily;
import io.kongruent.graph.RouteLowerer;
import io.kongruent.graph.Rule;
import io.kongruent.kinds.Identity;
import io.kongruent.kinds.ParentRefs;
import io.kongruent.kinds.Place;
import io.kongruent.kinds.RouteHostnames;
import io.kongruent.model.Declared;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * HTTPRoute to rules. Every field of v1, the experimental ones included, is either lowered or found and named: nothing is skipped in silence, because a
 * filter that is skipped opens what it should have guarded.
 */
public final class HttpRouteLowering implements RouteLowerer<HTTPRoute> {

    private final Matches matches;

    /** Lowers for a data plane whose router speaks {@code dialect}. */
    public HttpRouteLowering(Dialect dialect) {
        this.matches = new Matches(dialect);
    }

    @Override
    public Class<HTTPRoute> kind() {
        return HTTPRoute.class;
    }

    @Override
    public RouteKind routeKind() {
        return new RouteKind(Ref.GATEWAY_API, "HTTPRoute");
    }

    @Override
    public RouteFamily family() {
        return RouteFamily.HTTP;
    }

    @Override
    public LoweredRoute lower(HTTPRoute route) {
        Meta meta = Identity.of(route, "HTTPRoute");
        HTTPRouteSpec spec = route.getSpec() == null ? new HTTPRouteSpec() : route.getSpec();
        RouteHostnames hostnames = RouteHostnames.lower(spec.getHostnames());
        String namespace = meta.ref().namespace();
        return new LoweredRoute(
                        meta,
                        family(),
                        ParentRefs.lower(spec.getParentRefs(), namespace),
                        hostnames.usable(),
                        rules(spec.getRules(), namespace, hostnames))
                .usingDefaultGateways(spec.getUseDefaultGateways());
    }

    private List<Rule> rules(@Nullable List<HTTPRouteRule> declared, String namespace, RouteHostnames hostnames) {
        List<@Nullable HTTPRouteRule> list = Declared.list(declared);
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        // "+kubebuilder:default={{matches: {{path: {type: "PathPrefix", value: "/"}}}}}": a route without rules has one
        // without backends
        int count = Math.max(1, list.size());
        for (int i = 0; i < count; i++) {
            HTTPRouteRule rule = i < list.size() ? list.get(i) : null;
            rules.add(rule(i, rule == null ? new HTTPRouteRule() : rule, namespace, hostnames, names));
        }
        return rules;
    }

    private Rule rule(int index, HTTPRouteRule rule, String namespace, RouteHostnames hostnames, Set<String> names) {
        List<Finding> findings = new ArrayList<>();
        List<Match> lowered = matches.lower(rule.getMatches(), findings);
        hostnames.judge(lowered, findings);
        List<Filter> filters = Filters.lower(rule.getFilters(), namespace, Place.ofRule(findings));
        List<BackendRef> backends = Backends.lower(rule.getBackendRefs(), namespace, findings);
        Combinations.judge(lowered, filters, backends, findings);
        Optional<Duration> backendRequest = Timeouts.lower(rule.getTimeouts(), findings);
        Unsupported.retry(rule.getRetry()).ifPresent(findings::add);
        Unsupported.sessionPersistence(rule.getSessionPersistence()).ifPresent(findings::add);
        Unsupported.newer(rule.getAdditionalProperties()).forEach(findings::add);
        return new Rule.L7(
                index,
                // "This name MUST be unique within a Route": a later rule of the same name goes without
                Declared.maybe(rule.getName()).filter(names::add),
                Rule.L7.Requests.HTTP,
                lowered,
                filters,
                backends,
                backendRequest,
                findings);
    }
}
