package io.kongruent.oracle;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * HTTPRoutes and GRPCRoutes on one listener: "if … the intersection of the hostnames of A and B is non-empty, then the implementation MUST accept exactly one of these two
 * routes": the oldest, then "the Route appearing first in alphabetical order by {namespace}/{name}".
 */
final class Sharing {

    private Sharing() {}

    /** Those routes that are attached to a listener and accepted there. */
    static List<HasMetadata> accepted(Door door, List<HTTPRoute> requests, List<GRPCRoute> calls) {
        List<HasMetadata> attached = new ArrayList<>();
        attached.addAll(requests);
        attached.addAll(calls);
        attached.removeIf(route -> !isAttached(door, route));
        attached.sort(Comparator.comparing(Oracle::created).thenComparing(Oracle::path));
        List<HasMetadata> accepted = new ArrayList<>();
        for (HasMetadata route : attached) {
            boolean rival = accepted.stream()
                    .anyMatch(older -> !older.getKind().equals(route.getKind()) && meet(door, older, route));
            if (!rival) {
                accepted.add(route);
            }
        }
        return accepted;
    }

    private static boolean isAttached(Door door, HasMetadata route) {
        boolean taken = switch (route) {
            case HTTPRoute r -> door.takes(r, r.getSpec().getParentRefs());
            case GRPCRoute r -> door.takes(r, r.getSpec().getParentRefs());
            default -> false;
        };
        return taken && !here(door, route).isEmpty();
    }

    private static boolean meet(Door door, HasMetadata a, HasMetadata b) {
        return here(door, a).stream()
                .anyMatch(mine -> here(door, b).stream()
                        .anyMatch(theirs -> Names.both(mine, theirs).isPresent()));
    }

    /** A route's hostnames as far as they are the listener's too. */
    private static List<String> here(Door door, HasMetadata route) {
        return Names.declared(hostnames(route)).stream()
                .map(name -> Names.both(name, door.hostname()))
                .flatMap(Optional::stream)
                .toList();
    }

    static List<String> hostnames(HasMetadata route) {
        return switch (route) {
            case HTTPRoute r -> Oracle.list(r.getSpec().getHostnames());
            case GRPCRoute r -> Oracle.list(r.getSpec().getHostnames());
            default -> List.of();
        };
    }
}
