package io.kongruent.kinds.tlsroute;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.TLSRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TLSRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TLSRouteSpec;
import io.kongruent.graph.Finding;
import io.kongruent.graph.ListenerNode.RouteKind;
import io.kongruent.graph.LoweredRoute;
import io.kongruent.graph.RouteFamily;
import io.kongruent.graph.RouteLowerer;
import io.kongruent.graph.Rule;
import io.kongruent.kinds.FlowRules;
import io.kongruent.kinds.Identity;
import io.kongruent.kinds.ParentRefs;
import io.kongruent.kinds.RouteHostnames;
import io.kongruent.model.Declared;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** TLSRoute to rules about connections by their server name. */
public final class TlsRouteLowering implements RouteLowerer<TLSRoute> {

    @Override
    public Class<TLSRoute> kind() {
        return TLSRoute.class;
    }

    @Override
    public RouteKind routeKind() {
        return new RouteKind(Ref.GATEWAY_API, "TLSRoute");
    }

    @Override
    public RouteFamily family() {
        return RouteFamily.TLS;
    }

    @Override
    public LoweredRoute lower(TLSRoute route) {
        Meta meta = Identity.of(route, "TLSRoute");
        TLSRouteSpec spec = route.getSpec() == null ? new TLSRouteSpec() : route.getSpec();
        String namespace = meta.ref().namespace();
        RouteHostnames hostnames = RouteHostnames.lower(spec.getHostnames());
        List<Finding> shared = hostnames.problems().stream()
                .map(p -> FlowRules.refused(p.field(), p.message()))
                .toList();
        FlowRules rules = new FlowRules(Rule.L4.Flow.TLS, namespace, shared);
        for (@Nullable TLSRouteRule declared : Declared.list(spec.getRules())) {
            TLSRouteRule rule = declared == null ? new TLSRouteRule() : declared;
            rules.add(rule.getName(), rule.getBackendRefs(), rule.getAdditionalProperties());
        }
        return new LoweredRoute(
                        meta,
                        family(),
                        ParentRefs.lower(spec.getParentRefs(), namespace),
                        hostnames.usable(),
                        rules.all())
                .usingDefaultGateways(spec.getUseDefaultGateways());
    }
}
