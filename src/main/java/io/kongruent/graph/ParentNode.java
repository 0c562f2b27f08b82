package io.kongruent.graph;

import io.kongruent.model.Condition;
import io.kongruent.model.Hostname;
import io.kongruent.model.Ref;
import java.util.List;
import java.util.Optional;

/**
 * A route seen from one of its parentRefs to a Gateway of ours, to a ListenerSet of one or, in a mesh, to a Service.
 *
 * @param gateway the Gateway behind the reference, or the Service that it names
 * @param dataPlane the data plane that serves it; empty for a Service, which none serves
 * @param byDefault whether the route doesn't name the Gateway, but asks for default ones
 * @param refusal why no listener takes the route; empty when one does
 * @param taken the listeners that take the route, whether or not they serve
 * @param attachments those of them that serve. Two parentRefs of a route may lead to the same listener
 * @param conditions Accepted, ResolvedRefs and, where some rules live and some don't, PartiallyInvalid: as far as they don't depend on the data plane's answer
 */
public record ParentNode(
        ParentRef ref,
        Ref gateway,
        String dataPlane,
        boolean byDefault,
        Optional<Refusal> refusal,
        List<ListenerKey> taken,
        List<Attachment> attachments,
        List<Condition> conditions) {

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
        taken = List.copyOf(taken);
        attachments = List.copyOf(attachments);
        conditions = List.copyOf(conditions);
    }

    /** What the status says where the rules are these: the graph's own, or those with what the data plane added to their findings. */
    public List<Condition> conditionsFor(List<RuleNode> rules) {
        return RouteConditions.of(this, rules);
    }

    /** The same with the conditions for these rules. */
    ParentNode judged(List<RuleNode> rules) {
        return new ParentNode(ref, gateway, dataPlane, byDefault, refusal, taken, attachments, conditionsFor(rules));
    }
}
