package io.kongruent.kinds;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendTLSPolicy;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClass;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ReferenceGrant;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TCPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TLSRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.UDPRoute;
import io.kongruent.graph.Dialect;
import io.kongruent.graph.Lowerers;
import io.kongruent.graph.RouteLowerer;
import io.kongruent.kinds.backendtlspolicy.BackendTlsPolicyLowering;
import io.kongruent.kinds.backendtlspolicy.BackendTlsPolicyReconciler;
import io.kongruent.kinds.backendtlspolicy.BackendTlsPolicyStatusWriter;
import io.kongruent.kinds.gateway.GatewayLowering;
import io.kongruent.kinds.gateway.GatewayReconciler;
import io.kongruent.kinds.gateway.GatewayStatusWriter;
import io.kongruent.kinds.gatewayclass.GatewayClassLowering;
import io.kongruent.kinds.gatewayclass.GatewayClassReconciler;
import io.kongruent.kinds.gatewayclass.GatewayClassStatusWriter;
import io.kongruent.kinds.gatewayparameters.GatewayParametersReconciler;
import io.kongruent.kinds.grpcroute.GrpcRouteLowering;
import io.kongruent.kinds.grpcroute.GrpcRouteReconciler;
import io.kongruent.kinds.grpcroute.GrpcRouteStatusWriter;
import io.kongruent.kinds.httproute.HttpRouteLowering;
import io.kongruent.kinds.httproute.HttpRouteReconciler;
import io.kongruent.kinds.httproute.HttpRouteStatusWriter;
import io.kongruent.kinds.listenerset.ListenerSetLowering;
import io.kongruent.kinds.listenerset.ListenerSetReconciler;
import io.kongruent.kinds.listenerset.ListenerSetStatusWriter;
import io.kongruent.kinds.referencegrant.ReferenceGrantLowering;
import io.kongruent.kinds.referencegrant.ReferenceGrantReconciler;
import io.kongruent.kinds.tcproute.TcpRouteLowering;
import io.kongruent.kinds.tcproute.TcpRouteReconciler;
import io.kongruent.kinds.tcproute.TcpRouteStatusWriter;
import io.kongruent.kinds.tlsroute.TlsRouteLowering;
import io.kongruent.kinds.tlsroute.TlsRouteReconciler;
import io.kongruent.kinds.tlsroute.TlsRouteStatusWriter;
import io.kongruent.kinds.udproute.UdpRouteLowering;
import io.kongruent.kinds.udproute.UdpRouteReconciler;
import io.kongruent.kinds.udproute.UdpRouteStatusWriter;
import io.kongruent.kinds.xbackend.XBackendLowering;
import io.kongruent.kinds.xbackend.XBackendReconciler;
import io.kongruent.kinds.xbackend.XBackendStatusWriter;
import io.kongruent.kinds.xbackendtrafficpolicy.XBackendTrafficPolicyLowering;
import io.kongruent.kinds.xbackendtrafficpolicy.XBackendTrafficPolicyReconciler;
import io.kongruent.kinds.xbackendtrafficpolicy.XBackendTrafficPolicyStatusWriter;
import io.kongruent.kinds.xmesh.XMeshLowering;
import io.kongruent.kinds.xmesh.XMeshReconciler;
import io.kongruent.kinds.xmesh.XMeshStatusWriter;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.GatewayParameters;
import io.kongruent.snapshot.XBackend;
import io.kongruent.snapshot.XBackendTrafficPolicy;
import io.kongruent.snapshot.XMesh;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The kinds of the Gateway API that are understood. */
public final class Kinds {

    private static final List<String> STABLE = List.of("v1");
    private static final List<String> SINCE_BETA = List.of("v1", "v1beta1");
    private static final List<String> SINCE_ALPHA = List.of("v1", "v1beta1", "v1alpha2");
    private static final List<String> EXPERIMENT = List.of("v1alpha1");

    /** All of them, each in one line. */
    public static final List<Kind<?>> ALL = List.of(
            kind(
                    GatewayClass.class,
                    "gatewayclasses",
                    SINCE_BETA,
                    new GatewayClassStatusWriter(),
                    GatewayClassReconciler::new),
            kind(Gateway.class, "gateways", SINCE_BETA, new GatewayStatusWriter(), GatewayReconciler::new),
            kind(ListenerSet.class, "listenersets", STABLE, new ListenerSetStatusWriter(), ListenerSetReconciler::new),
            silent(ReferenceGrant.class, "referencegrants", SINCE_ALPHA, ReferenceGrantReconciler::new),
            silent(GatewayParameters.class, "gatewayparameters", List.of("v1alpha1"), GatewayParametersReconciler::new),
            route(
                    HTTPRoute.class,
                    "httproutes",
                    SINCE_BETA,
                    HttpRouteLowering::new,
                    new HttpRouteStatusWriter(),
                    HttpRouteReconciler::new),
            route(
                    GRPCRoute.class,
                    "grpcroutes",
                    STABLE,
                    GrpcRouteLowering::new,
                    new GrpcRouteStatusWriter(),
                    GrpcRouteReconciler::new),
            route(
                    TLSRoute.class,
                    "tlsroutes",
                    List.of("v1", "v1alpha3", "v1alpha2"),
                    dialect -> new TlsRouteLowering(),
                    new TlsRouteStatusWriter(),
                    TlsRouteReconciler::new),
            route(
                    TCPRoute.class,
                    "tcproutes",
                    List.of("v1", "v1alpha2"),
                    dialect -> new TcpRouteLowering(),
                    new TcpRouteStatusWriter(),
                    TcpRouteReconciler::new),
            route(
                    UDPRoute.class,
                    "udproutes",
                    List.of("v1", "v1alpha2"),
                    dialect -> new UdpRouteLowering(),
                    new UdpRouteStatusWriter(),
                    UdpRouteReconciler::new),
            kind(
                    BackendTLSPolicy.class,
                    "backendtlspolicies",
                    List.of("v1", "v1alpha3"),
                    new BackendTlsPolicyStatusWriter(),
                    BackendTlsPolicyReconciler::new),
            kind(XBackend.class, "xbackends", EXPERIMENT, new XBackendStatusWriter(), XBackendReconciler::new),
            kind(
                    XBackendTrafficPolicy.class,
                    "xbackendtrafficpolicies",
                    EXPERIMENT,
                    new XBackendTrafficPolicyStatusWriter(),
                    XBackendTrafficPolicyReconciler::new),
            kind(XMesh.class, "xmeshes", EXPERIMENT, new XMeshStatusWriter(), XMeshReconciler::new));

    /**
     * Those without which a configuration would lack what it has to have: what the others hang on, what data planes are made from, and what protects backends.
     * Where the cluster has such a kind and doesn't let us watch it, nothing is decided.
     */
    private static final Set<Class<?>> ESSENTIAL = Set.of(
            GatewayClass.class,
            Gateway.class,
            HTTPRoute.class,
            ReferenceGrant.class,
            GatewayParameters.class,
            BackendTLSPolicy.class);

    private Kinds() {}

    /** Whether nothing may be decided without having seen this kind, where the cluster has it. */
    public static boolean isEssential(Kind<?> kind) {
        return ESSENTIAL.contains(kind.type());
    }

    /** How they become what the graph speaks of, for a router that speaks {@code dialect}. */
    public static Lowerers lowerers(Dialect dialect) {
        return lowerers(ALL.stream()
                .<RouteLowerer<?>>flatMap(kind -> routeLowerer(kind, dialect))
                .toList());
    }

    /** The same without routes: enough to know what Gateways refer to. */
    public static Lowerers lowerersWithoutRoutes() {
        return lowerers(List.of());
    }

    private static Lowerers lowerers(List<RouteLowerer<?>> routes) {
        return new Lowerers(
                new GatewayClassLowering(),
                new GatewayLowering(),
                new ListenerSetLowering(),
                new ReferenceGrantLowering(),
                new BackendTlsPolicyLowering(),
                new XBackendLowering(),
                new XBackendTrafficPolicyLowering(),
                new XMeshLowering(),
                routes);
    }

    /** The kind of an object's class; empty for a class that is none of these. */
    @SuppressWarnings("unchecked") // the type is compared
    public static <T extends HasMetadata> Optional<Kind<T>> of(Class<T> type) {
        return ALL.stream()
                .filter(kind -> kind.type().equals(type))
                .map(kind -> (Kind<T>) kind)
                .findFirst();
    }

    /** The kind of an object; empty for one that is none of these. */
    public static Optional<Kind<?>> of(Ref object) {
        return ALL.stream()
                .filter(kind ->
                        kind.group().equals(object.group()) && kind.name().equals(object.kind()))
                .findFirst();
    }

    private static <T extends HasMetadata> Stream<RouteLowerer<T>> routeLowerer(Kind<T> kind, Dialect dialect) {
        return kind.route().map(lowering -> lowering.apply(dialect)).stream();
    }

    private static <T extends HasMetadata> Kind<T> kind(
            Class<T> type,
            String plural,
            List<String> versions,
            StatusWriter<T> status,
            Function<Edge, KindReconciler<T>> reconciler) {
        return new Kind<>(
                type, type.getSimpleName(), plural, versions, Optional.empty(), Optional.of(status), reconciler);
    }

    /** One without a status. */
    private static <T extends HasMetadata> Kind<T> silent(
            Class<T> type, String plural, List<String> versions, Function<Edge, KindReconciler<T>> reconciler) {
        return new Kind<>(type, type.getSimpleName(), plural, versions, Optional.empty(), Optional.empty(), reconciler);
    }

    private static <T extends HasMetadata> Kind<T> route(
            Class<T> type,
            String plural,
            List<String> versions,
            Function<Dialect, RouteLowerer<T>> lowering,
            StatusWriter<T> status,
            Function<Edge, KindReconciler<T>> reconciler) {
        return new Kind<>(
                type, type.getSimpleName(), plural, versions, Optional.of(lowering), Optional.of(status), reconciler);
    }
}
