package io.kongruent.kinds.tcproute;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.TCPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TCPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TCPRouteSpec;
import io.kongruent.graph.ListenerNode.RouteKind;
import io.kongruent.graph.LoweredRoute;
import io.kongruent.graph.RouteFamily;
import io.kongruent.graph.RouteLowerer;
import io.kongruent.graph.Rule;
import io.kongruent.kinds.FlowRules;
import io.kongruent.kinds.Identity;
import io.kongruent.kinds.ParentRefs;
import io.kongruent.model.Declared;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** TCPRoute to rules about connections. */
public final class TcpRouteLowering implements RouteLowerer<TCPRoute> {

    @Override
    public Class<TCPRoute> kind() {
        return TCPRoute.class;
    }

    @Override
    public RouteKind routeKind() {
        return new RouteKind(Ref.GATEWAY_API, "TCPRoute");
    }

    @Override
    public RouteFamily family() {
        return RouteFamily.TCP;
    }

    @Override
    public LoweredRoute lower(TCPRoute route) {
        Meta meta = Identity.of(route, "TCPRoute");
        TCPRouteSpec spec = route.getSpec() == null ? new TCPRouteSpec() : route.getSpec();
        String namespace = meta.ref().namespace();
        FlowRules rules = new FlowRules(Rule.L4.Flow.TCP, namespace, List.of());
        for (@Nullable TCPRouteRule declared : Declared.list(spec.getRules())) {
            TCPRouteRule rule = declared == null ? new TCPRouteRule() : declared;
            rules.add(rule.getName(), rule.getBackendRefs(), rule.getAdditionalProperties());
        }
        return new LoweredRoute(
                        meta, family(), ParentRefs.lower(spec.getParentRefs(), namespace), List.of(), rules.all())
                .usingDefaultGateways(spec.getUseDefaultGateways());
    }
}
