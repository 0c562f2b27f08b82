package io.kongruent.graph;

import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capability;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a listener's protocol means: whether it is served, and which kinds of routes it takes. */
final class Protocols {

    private static final Set<String> SERVED = Set.of("HTTP", "HTTPS", "TLS", "TCP", "UDP");

    private Protocols() {}

    /** Judges protocol and kinds of a listener. */
    static void judge(ListenerDraft listener, Capabilities capabilities, List<RouteLowerer<?>> routes) {
        if (!SERVED.contains(listener.protocol())) {
            listener.refusal = Optional.of(new Refusal(
                    Reason.UnsupportedProtocol,
                    "protocol: \"" + listener.protocol() + "\" isn't supported; use HTTP, HTTPS, TLS, TCP or UDP"));
        }
        if (listener.protocol().equals("TLS") && listener.terminatesTls()) {
            judgeTermination(listener, capabilities);
        }
        List<ListenerNode.RouteKind> possible = routes.stream()
                .filter(r -> takes(listener.protocol(), r.family()))
                .filter(r -> r.family() != RouteFamily.GRPC || capabilities.takesHttp2(listener.listenPort))
                .map(RouteLowerer::routeKind)
                .toList();
        if (listener.lowered.kinds().isEmpty()) {
            listener.supportedKinds = possible;
            return;
        }
        List<ListenerNode.RouteKind> supported = new ArrayList<>();
        List<ListenerNode.RouteKind> others = new ArrayList<>();
        for (ListenerNode.RouteKind kind : listener.lowered.kinds()) {
            List<ListenerNode.RouteKind> list = possible.contains(kind) ? supported : others;
            if (!list.contains(kind)) {
                list.add(kind);
            }
        }
        listener.supportedKinds = supported;
        if (!others.isEmpty()) {
            listener.unresolved.add(new Refusal(
                    Reason.InvalidRouteKinds,
                    "allowedRoutes.kinds: a listener of the protocol " + listener.protocol() + " takes no "
                            + names(others)
                            + (possible.isEmpty() ? "; remove the entry" : "; use " + names(possible))));
        }
    }

    /** The layers below HTTP on which a port can be used for one thing only. */
    static String transport(String protocol) {
        return switch (protocol) {
            case "HTTP" -> "HTTP";
            case "HTTPS", "TLS" -> "TLS";
            default -> protocol;
        };
    }

    /** Connections of the protocol TLS get their certificate where Kong has no port to go by, only the server name. */
    private static void judgeTermination(ListenerDraft listener, Capabilities capabilities) {
        String mode = listener.lowered.tls().map(LoweredListener.Tls::mode).orElse("Terminate");
        if (!mode.equals("Terminate")) {
            listener.refuse(
                    Reason.UnsupportedValue,
                    "tls.mode: \"" + mode + "\" isn't known here; use Terminate or Passthrough");
        } else if (!capabilities.can(Capability.STREAM_CERTIFICATES)) {
            listener.refuse(
                    Reason.UnsupportedValue,
                    "tls.mode: Kong can't be told which certificates to show: "
                            + capabilities.why(Capability.STREAM_CERTIFICATES));
        }
    }

    private static boolean takes(String protocol, RouteFamily family) {
        if (!SERVED.contains(protocol)) {
            return false;
        }
        return switch (family) {
            case HTTP, GRPC -> protocol.equals("HTTP") || protocol.equals("HTTPS");
            case TLS -> protocol.equals("TLS");
            case TCP -> protocol.equals("TCP");
            case UDP -> protocol.equals("UDP");
        };
    }

    private static String names(List<ListenerNode.RouteKind> kinds) {
        return kinds.stream()
                .map(k -> k.group().equals(Ref.GATEWAY_API) ? k.kind() : k.kind() + "." + k.group())
                .collect(Collectors.joining(", "));
    }
}
