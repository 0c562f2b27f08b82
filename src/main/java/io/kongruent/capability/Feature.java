package io.kongruent.capability;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The conformance features that can be claimed, spelled as {@code GatewayClass.status.supportedFeatures} lists them, each with what it needs of a data plane.
 * The one place from which support is told: statuses, documents and the conformance suite all read it.
 */
public enum Feature {
    BackendTLSPolicy(Capability.BACKEND_TLS),
    /** Its core has header modifiers and 500 for the share of an invalid backend; calls come in over HTTP/2 only. */
    GRPCRoute(
            Capabilities::takesHttp2,
            Capability.REQUEST_HEADERS,
            Capability.RESPOND,
            Capability.WEIGHTED_DRAW,
            Capability.ROUTER_CACHE_KEY,
            Capability.ATOMIC_RELOAD),
    GRPCRouteNamedRouteRule(Capabilities::takesHttp2),
    GRPCRouteRequestHeaderModifier(Capabilities::takesHttp2, Capability.REQUEST_HEADERS),
    Gateway,
    GatewayAddressEmpty,
    GatewayBackendClientCertificate(Capability.BACKEND_TLS),
    GatewayHTTPListenerIsolation(Capability.LISTENER_FACT),
    GatewayHTTPSListenerDetectMisdirectedRequests(
            Capability.LISTENER_FACT, Capability.CERTIFICATES, Capability.MISDIRECTED_REQUESTS),
    /** Labels and annotations of a Gateway are those of what it is served by. */
    GatewayInfrastructure(true),
    /** Its name in v1.7. */
    GatewayInfrastructurePropagation(true),
    /** A port that Gateways may want beside 80: whatever they name is listened on. */
    GatewayPort8080(true),
    GatewayRouteHostnameIntersectionPrecedence,
    GatewayStaticAddresses,
    /** Its core has redirects, header modifiers and 500 for the share of an invalid backend, which must hold while a configuration loads too. */
    HTTPRoute(
            Capability.REQUEST_HEADERS,
            Capability.REDIRECT,
            Capability.RESPOND,
            Capability.WEIGHTED_DRAW,
            Capability.ROUTER_CACHE_KEY,
            Capability.ATOMIC_RELOAD),
    HTTPRoute303RedirectStatusCode(Capability.REDIRECT),
    HTTPRoute307RedirectStatusCode(Capability.REDIRECT),
    HTTPRoute308RedirectStatusCode(Capability.REDIRECT),
    HTTPRouteBackendProtocolH2C,
    HTTPRouteBackendProtocolWebSocket,
    HTTPRouteBackendRequestHeaderModification(
            Capability.BACKEND_FILTERS, Capability.REQUEST_HEADERS, Capability.WEIGHTED_DRAW),
    HTTPRouteBackendRequestRedirect(Capability.BACKEND_FILTERS, Capability.REDIRECT, Capability.WEIGHTED_DRAW),
    HTTPRouteBackendTimeout(Capability.BACKEND_TIMEOUT),
    HTTPRouteBackendURLRewrite(Capability.BACKEND_FILTERS, Capability.REWRITE, Capability.WEIGHTED_DRAW),
    HTTPRouteDestinationPortMatching(Capability.LISTENER_FACT),
    HTTPRouteHostRewrite(Capability.REWRITE),
    HTTPRouteMethodMatching,
    HTTPRouteNamedRouteRule,
    HTTPRouteParentRefPort(Capability.LISTENER_FACT),
    HTTPRoutePathRedirect(Capability.REDIRECT),
    HTTPRoutePathRewrite(Capability.REWRITE),
    HTTPRoutePortRedirect(Capability.REDIRECT),
    HTTPRouteQueryParamMatching(Capability.ROUTER_CACHE_KEY),
    HTTPRouteResponseHeaderModification(Capability.RESPONSE_HEADERS),
    HTTPRouteSchemeRedirect(Capability.REDIRECT),
    ListenerSet,
    ReferenceGrant,
    TCPRoute(d -> d.takes(Capabilities.Listen.Transport.TCP, false)),
    TLSRoute(d -> d.takes(Capabilities.Listen.Transport.TCP, true)),
    TLSRouteModeMixed(d -> d.takes(Capabilities.Listen.Transport.TCP, true), Capability.STREAM_CERTIFICATES),
    TLSRouteModeTerminate(d -> d.takes(Capabilities.Listen.Transport.TCP, true), Capability.STREAM_CERTIFICATES),
    UDPRoute(d -> d.takes(Capabilities.Listen.Transport.UDP, false));

    private final Predicate<Capabilities> ports;
    private final Set<Capability> needs;
    private final boolean ofMadeDataPlanes;

    Feature(boolean ofMadeDataPlanes) {
        this.ports = d -> true;
        this.needs = Set.of();
        this.ofMadeDataPlanes = ofMadeDataPlanes;
    }

    Feature(Capability... needs) {
        this(d -> true, needs);
    }

    Feature(Predicate<Capabilities> ports, Capability... needs) {
        this.ports = ports;
        this.needs = needs.length == 0 ? Set.of() : EnumSet.copyOf(List.of(needs));
        this.ofMadeDataPlanes = false;
    }

    /** Whether a data plane can do it. */
    public boolean isPossibleOn(Capabilities dataPlane) {
        return ports.test(dataPlane) && dataPlane.able().containsAll(needs);
    }

    /** Whether it rests on that data planes are made for Gateways, whatever they can do. */
    public boolean isOfMadeDataPlanes() {
        return ofMadeDataPlanes;
    }

    /** What the plugin of a data plane has to be able to do. */
    public Set<Capability> needs() {
        return needs;
    }

    /**
     * The names of the features that every one of the data planes can do, ascending: "MUST be listed in ascending alphabetical order".
     *
     * @param made whether data planes are made for Gateways
     */
    public static List<String> supported(Collection<Capabilities> dataPlanes, boolean made) {
        return Arrays.stream(values())
                .filter(feature -> made || !feature.ofMadeDataPlanes)
                .filter(feature -> dataPlanes.stream().allMatch(feature::isPossibleOn))
                .map(Feature::name)
                .sorted()
                .toList();
    }
}
