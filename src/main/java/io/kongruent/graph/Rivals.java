package io.kongruent.graph;

import io.kongruent.model.Meta;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * HTTPRoutes and GRPCRoutes that claim the same hostname of a listener. "If a Route (A) of type HTTPRoute or GRPCRoute is attached to a Listener and that
 * listener already has another Route (B) of the other type attached and the intersection of the hostnames of A and B is non-empty, then the implementation MUST
 * accept exactly one of these two routes": the older one, then the first by name.
 */
final class Rivals {

    private final Map<ListenerDraft, List<Claim>> claims = new LinkedHashMap<>();
    private final Map<Loser, Refusal> losers = new HashMap<>();

    private record Claim(LoweredRoute route, List<ParentNode.RouteHostname> hostnames) {
        boolean meets(Claim other) {
            return route.family() != other.route.family()
                    && hostnames.stream()
                            .anyMatch(mine -> other.hostnames.stream()
                                    .anyMatch(theirs -> mine.effective()
                                            .intersect(theirs.effective())
                                            .isPresent()));
        }
    }

    private record Loser(Ref route, ListenerDraft listener) {}

    /** Whether there are routes of both kinds at all. */
    static boolean arePossible(Cluster cluster) {
        return exists(cluster, RouteFamily.HTTP) && exists(cluster, RouteFamily.GRPC);
    }

    private static boolean exists(Cluster cluster, RouteFamily family) {
        return cluster.input.lowerers().routes().stream()
                .anyMatch(l ->
                        l.family() == family && !cluster.snapshot.all(l.kind()).isEmpty());
    }

    /** Notes that a listener would take a route. */
    void enter(LoweredRoute route, Attachment.Taken taken) {
        if (route.family() == RouteFamily.HTTP || route.family() == RouteFamily.GRPC) {
            claims.computeIfAbsent(taken.listener(), l -> new ArrayList<>()).add(new Claim(route, taken.hostnames()));
        }
    }

    /** Decides who loses what, once all are entered. */
    void decide() {
        claims.forEach((listener, all) -> {
            List<Claim> http = new ArrayList<>();
            List<Claim> grpc = new ArrayList<>();
            all.sort((a, b) -> Meta.byAge(a.route.meta(), b.route.meta()));
            for (Claim claim : all) {
                boolean isHttp = claim.route.family() == RouteFamily.HTTP;
                Optional<Claim> older =
                        (isHttp ? grpc : http).stream().filter(claim::meets).findFirst();
                if (older.isEmpty()) {
                    (isHttp ? http : grpc).add(claim);
                } else {
                    losers.put(new Loser(claim.route.meta().ref(), listener), refusal(listener, older.get().route));
                }
            }
        });
    }

    private static Refusal refusal(ListenerDraft listener, LoweredRoute older) {
        return new Refusal(
                Reason.HostnameConflict,
                older.meta().ref() + ", which is older or the first by name, has a hostname of this route on "
                        + GatewayDraft.listenerNames(List.of(listener.name()))
                        + ", and HTTPRoutes and GRPCRoutes can't share one; use another hostname or listener");
    }

    /** What is left of an attachment: the listeners that the route hasn't lost. */
    Attachment.Result without(LoweredRoute route, Attachment.Result result) {
        if (losers.isEmpty() || result.taken().isEmpty()) {
            return result;
        }
        Ref ref = route.meta().ref();
        List<Attachment.Taken> left = result.taken().stream()
                .filter(taken -> !losers.containsKey(new Loser(ref, taken.listener())))
                .toList();
        if (left.isEmpty()) {
            return new Attachment.Result(
                    List.of(),
                    Optional.ofNullable(
                            losers.get(new Loser(ref, result.taken().getFirst().listener()))));
        }
        return new Attachment.Result(left, Optional.empty());
    }
}
