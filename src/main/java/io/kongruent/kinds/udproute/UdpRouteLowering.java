package io.kongruent.kinds.udproute;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.UDPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.UDPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.UDPRouteSpec;
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

/** UDPRoute to rules about datagrams. */
public final class UdpRouteLowering implements RouteLowerer<UDPRoute> {

    @Override
    public Class<UDPRoute> kind() {
        return UDPRoute.class;
    }

    @Override
    public RouteKind routeKind() {
        return new RouteKind(Ref.GATEWAY_API, "UDPRoute");
    }

    @Override
    public RouteFamily family() {
        return RouteFamily.UDP;
    }

    @Override
    public LoweredRoute lower(UDPRoute route) {
        Meta meta = Identity.of(route, "UDPRoute");
        UDPRouteSpec spec = route.getSpec() == null ? new UDPRouteSpec() : route.getSpec();
        String namespace = meta.ref().namespace();
        FlowRules rules = new FlowRules(Rule.L4.Flow.UDP, namespace, List.of());
        for (@Nullable UDPRouteRule declared : Declared.list(spec.getRules())) {
            UDPRouteRule rule = declared == null ? new UDPRouteRule() : declared;
            rules.add(rule.getName(), rule.getBackendRefs(), rule.getAdditionalProperties());
        }
        return new LoweredRoute(
                        meta, family(), ParentRefs.lower(spec.getParentRefs(), namespace), List.of(), rules.all())
                .usingDefaultGateways(spec.getUseDefaultGateways());
    }
}
