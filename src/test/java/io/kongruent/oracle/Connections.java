package io.kongruent.oracle;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TCPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TLSRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.UDPRoute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Says what must happen to a connection, or to the datagrams of a client, likewise by going through the objects. */
public final class Connections {

    private final List<Door> doors;
    private final List<Flow> flows = new ArrayList<>();
    private final Backends backends;
    private final List<Level> levels;

    /** What the three kinds have in common. */
    private record Flow(
            HasMetadata route,
            String protocol,
            List<String> hostnames,
            List<ParentReference> parents,
            List<BackendRef> refs) {}

    /**
     * A connection.
     *
     * @param port the Gateway's
     * @param protocol of the listener on that port: TCP, TLS or UDP
     * @param serverName what a client that speaks TLS asks for
     */
    public record Connection(int port, String protocol, Optional<String> serverName) {}

    /** What becomes of it. */
    public sealed interface End {

        /** Nothing is passed on. */
        record Closed() implements End {}

        /** One of these gets it, or for the share of a backend that can't be had nobody. {@code terminated}: the gateway makes the handshake, not the backend. */
        record Carried(SortedSet<String> any, boolean terminated) implements End {}
    }

    /**
     * @param objects Gateways, ListenerSets, TCPRoutes, UDPRoutes and TLSRoutes of one rule, Services and ReferenceGrants
     * @param levels the order of precedence; {@link Level#SPECIFIED} but for mutations
     */
    public Connections(Collection<? extends HasMetadata> objects, List<Level> levels) {
        for (HasMetadata object : objects) {
            switch (object) {
                case TCPRoute r ->
                    flows.add(new Flow(
                            r,
                            "TCP",
                            List.of(""),
                            r.getSpec().getParentRefs(),
                            r.getSpec().getRules().getFirst().getBackendRefs()));
                case UDPRoute r ->
                    flows.add(new Flow(
                            r,
                            "UDP",
                            List.of(""),
                            r.getSpec().getParentRefs(),
                            r.getSpec().getRules().getFirst().getBackendRefs()));
                case TLSRoute r ->
                    flows.add(new Flow(
                            r,
                            "TLS",
                            Names.declared(Oracle.list(r.getSpec().getHostnames())),
                            r.getSpec().getParentRefs(),
                            r.getSpec().getRules().getFirst().getBackendRefs()));
                default -> {}
            }
        }
        this.doors = Door.of(objects);
        this.backends = new Backends(objects);
        this.levels = List.copyOf(levels);
    }

    public Judgement<End> judge(Connection connection) {
        boolean tls = connection.protocol().equals("TLS");
        String name = Oracle.bareHost(connection.serverName().orElse(""));
        Optional<Door> door = doors.stream()
                .filter(d ->
                        d.isOn(connection.port()) && d.listener().getProtocol().equals(connection.protocol()))
                .filter(d -> !tls || Names.covers(d.hostname(), name))
                .max(Comparator.comparingInt(Door::specificity));
        List<Candidate> found = new ArrayList<>();
        if (door.isPresent() && !(tls && name.isEmpty())) {
            flows.stream()
                    .filter(flow -> flow.protocol.equals(connection.protocol())
                            && door.get().takes(flow.route, flow.parents))
                    .forEach(flow -> flow.hostnames.stream()
                            .filter(hostname -> Names.covers(hostname, name))
                            .forEach(hostname -> found.add(candidate(hostname, flow))));
        }
        if (found.isEmpty()) {
            return Judgement.plain(new End.Closed());
        }
        Judgement<Answer> judgement = Oracle.decide(found, levels);
        SortedSet<String> any = ((Answer.Backends) judgement.answer()).any();
        if (any.stream().allMatch(Backends.REFUSED::equals)) {
            return judgement.saying(new End.Closed());
        }
        var settings = door.orElseThrow().listener().getTls();
        boolean terminated = tls && (settings == null || !"Passthrough".equals(settings.getMode()));
        return judgement.saying(new End.Carried(any, terminated));
    }

    private Candidate candidate(String hostname, Flow flow) {
        return new Candidate(
                hostname,
                "",
                0,
                0,
                0,
                false,
                0,
                0,
                Oracle.created(flow.route),
                Oracle.path(flow.route),
                0,
                new Answer.Backends(backends.carried(flow.route, flow.refs)));
    }
}
