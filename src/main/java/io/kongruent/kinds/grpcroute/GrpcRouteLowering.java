package io.kongruent.kinds.grpcroute;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRouteSpec;
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
import io.kongruent.kinds.BackendRefs;
import io.kongruent.kinds.Identity;
import io.kongruent.kinds.NewerFields;
import io.kongruent.kinds.ParentRefs;
import io.kongruent.kinds.Place;
import io.kongruent.kinds.RouteHostnames;
import io.kongruent.model.Declared;
import io.kongruent.model.Meta;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** GRPCRoute to rules about calls. A route without {@code spec}, which old CRDs took, names no parent and so costs nothing. */
public final class GrpcRouteLowering implements RouteLowerer<GRPCRoute> {

    private final Matches matches;

    /** Lowers for a data plane whose router speaks {@code dialect}. */
    public GrpcRouteLowering(Dialect dialect) {
        this.matches = new Matches(dialect);
    }

    @Override
    public Class<GRPCRoute> kind() {
        return GRPCRoute.class;
    }

    @Override
    public RouteKind routeKind() {
        return new RouteKind(Ref.GATEWAY_API, "GRPCRoute");
    }

    @Override
    public RouteFamily family() {
        return RouteFamily.GRPC;
    }

    @Override
    public LoweredRoute lower(GRPCRoute route) {
        Meta meta = Identity.of(route, "GRPCRoute");
        GRPCRouteSpec spec = route.getSpec() == null ? new GRPCRouteSpec() : route.getSpec();
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

    private List<Rule> rules(@Nullable List<GRPCRouteRule> declared, String namespace, RouteHostnames hostnames) {
        List<@Nullable GRPCRouteRule> list = Declared.list(declared);
        List<Rule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            GRPCRouteRule rule = list.get(i);
            rules.add(rule(i, rule == null ? new GRPCRouteRule() : rule, namespace, hostnames, names));
        }
        return rules;
    }

    private Rule rule(int index, GRPCRouteRule rule, String namespace, RouteHostnames hostnames, Set<String> names) {
        List<Finding> findings = new ArrayList<>();
        List<Match> lowered = matches.lower(rule.getMatches(), findings);
        hostnames.judge(lowered, findings);
        Place place = Place.ofRule(findings);
        List<Filter> filters = Filters.lower(rule.getFilters(), namespace, place);
        if (rule.getSessionPersistence() != null) {
            findings.add(refused(
                    "sessionPersistence", "keeping clients on one backend isn't supported yet; remove the field"));
        }
        NewerFields.refuse(rule.getAdditionalProperties(), (field, message) -> findings.add(refused(field, message)));
        return new Rule.L7(
                index,
                // "This name MUST be unique within a Route": a later rule of the same name goes without
                Declared.maybe(rule.getName()).filter(names::add),
                Rule.L7.Requests.GRPC,
                lowered,
                filters,
                backends(rule.getBackendRefs(), namespace, findings),
                Optional.<Duration>empty(),
                findings);
    }

    private static List<BackendRef> backends(
            @Nullable List<GRPCBackendRef> declared, String namespace, List<Finding> findings) {
        List<BackendRef> backends = new ArrayList<>();
        List<@Nullable GRPCBackendRef> list = Declared.list(declared);
        for (int i = 0; i < list.size(); i++) {
            GRPCBackendRef entry = list.get(i);
            GRPCBackendRef ref = entry == null ? new GRPCBackendRef() : entry;
            List<Filter> filters = Filters.lower(ref.getFilters(), namespace, Place.ofBackend(i, findings));
            backends.add(new BackendRefs(
                            ref.getGroup(),
                            ref.getKind(),
                            ref.getNamespace(),
                            ref.getName(),
                            ref.getPort(),
                            ref.getWeight(),
                            ref.getAdditionalProperties())
                    .lower(i, namespace, filters, findings));
        }
        return backends;
    }

    private static Finding refused(String field, String message) {
        return Finding.answer500(Reason.UnsupportedValue, field, message);
    }
}
