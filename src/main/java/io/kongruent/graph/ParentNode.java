package io.kongruent.graph;

import io.kongruent.model.Condition;
import io.kongruent.model.Hostname;
import io.kongruent.model.Ref;
import java.util.List;

/**
 * A route seen from one of its parentRefs to a Gateway of ours.
 *
 * @param gateway the Gateway behind the reference
 * @param dataPlane the data plane that serves it
 * @param attachments the listeners that take the route; empty when not attached
 * @param conditions Accepted, ResolvedRefs and, where some rules live and some don't, PartiallyInvalid
 */
public record ParentNode(
        ParentRef ref, Ref gateway, String dataPlane, List<Attachment> attachments, List<Condition> conditions) {

    /**
     * A route on a listener.
     *
     * @param hostnames what the two have in common: never empty; {@link Hostname#ANY} twice when neither names a host
     */
    public record Attachment(
            ListenerKey listener, int listenPort, Hostname listenerHostname, List<RouteHostname> hostnames) {
        public Attachment {
            hostnames = List.copyOf(hostnames);
        }
    }

    /**
     * A hostname that a route serves on a listener.
     *
     * @param declared as the route spells it; {@link Hostname#ANY} when it names none. Precedence goes by this one: "implementations SHOULD evaluate
     *     precedence using the original hostnames configured on the Route, not the calculated Listener/Route hostname intersection" (v1.7,
     *     {@code GatewayRouteHostnameIntersectionPrecedence})
     * @param effective its intersection with the listener's: which requests are meant
     */
    public record RouteHostname(Hostname declared, Hostname effective) {}

    public ParentNode {
        attachments = List.copyOf(attachments);
        conditions = List.copyOf(conditions);
    }
}
