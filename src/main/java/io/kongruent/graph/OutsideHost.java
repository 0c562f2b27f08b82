package io.kongruent.graph;

import io.kongruent.model.Reason;
import java.util.Optional;

/**
 * Hosts outside of the cluster that users name, whatever the kind that names them. Nobody gets to a Service by such a name: that would be past ReferenceGrants
 * (CVE-2021-25740, ADR 9).
 */
public final class OutsideHost {

    private OutsideHost() {}

    /** Why a hostname isn't one of a host outside. @param hostname in lower case, without a final dot */
    public static Optional<Refusal> problem(String hostname) {
        String top = hostname.substring(hostname.lastIndexOf('.') + 1);
        if (top.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return refused(Reason.BackendNotFound, hostname + " is an address; write the host's name in DNS");
        }
        if (top.equals(hostname) || top.equals("localhost")) {
            return refused(Reason.BackendNotFound, hostname + " is no complete name in DNS; write it with its domain");
        }
        return hostname.endsWith(".cluster.local") || top.equals("svc")
                ? refused(Reason.RefNotPermitted, hostname + " is inside the cluster; name the Service in the route")
                : Optional.empty();
    }

    private static Optional<Refusal> refused(Reason reason, String message) {
        return Optional.of(new Refusal(reason, message));
    }

    /**
     * The hostname as it is to be looked up: with the final dot it is complete. Without it a resolver tries it below the cluster's own domains first, and
     * "api.shop" is a Service.
     */
    static String complete(String hostname) {
        return hostname + ".";
    }
}
