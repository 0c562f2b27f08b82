package io.kongruent.capability;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The conformance features that can be claimed, spelled as {@code GatewayClass.status.supportedFeatures} lists them, each with what it needs of a data plane.
 * The one place from which support is told: statuses, documents and the conformance suite all read it.
 */
public enum Feature {
    Gateway,
    GatewayAddressEmpty,
    GatewayHTTPListenerIsolation(Capability.LISTENER_FACT),
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
    ReferenceGrant;

    private final Set<Capability> needs;

    Feature(Capability... needs) {
        this.needs = needs.length == 0 ? Set.of() : EnumSet.copyOf(List.of(needs));
    }

    /** What a data plane has to be able to do. */
    public Set<Capability> needs() {
        return needs;
    }

    /** The names of the features that every one of the data planes can do, ascending: "MUST be listed in ascending alphabetical order". */
    public static List<String> supported(Collection<Capabilities> dataPlanes) {
        return Arrays.stream(values())
                .filter(feature -> dataPlanes.stream().allMatch(d -> d.able().containsAll(feature.needs)))
                .map(Feature::name)
                .sorted()
                .toList();
    }
}
