package io.kongruent.property;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capabilities.Listen;
import io.kongruent.capability.Capabilities.Listen.Transport;
import io.kongruent.embedded.router.CachePolicy;
import io.kongruent.embedded.router.Router;
import io.kongruent.embedded.router.RouterRoute;
import io.kongruent.embedded.router.Routing;
import io.kongruent.embedded.router.StreamConnection;
import io.kongruent.graph.DataPlane;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.KongEntity;
import io.kongruent.kong.KongState;
import io.kongruent.oracle.Connections.Connection;
import io.kongruent.oracle.Connections.End;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The product, for connections and datagrams: resolve and translate on one side, Kong's router with the plugin's cache on the other. */
final class FlowSubject implements Product<Connection, End> {

    /** The target that nothing can be sent to. */
    private static final String NOWHERE = "255.255.255.255:1";

    private static final List<Listen> LISTENS = List.of(
            new Listen(19000, Transport.TCP, false, false),
            new Listen(9001, Transport.TCP, false, false),
            new Listen(19000, Transport.UDP, false, false),
            new Listen(9053, Transport.UDP, false, false),
            new Listen(19443, Transport.TCP, true, false),
            new Listen(9444, Transport.TCP, true, false));

    private final Router router;
    private final Map<String, KongEntity.Route> routes = new HashMap<>();
    private final Map<String, String> upstreams = new HashMap<>();
    private final Map<String, Set<String>> reached = new HashMap<>();

    FlowSubject(Collection<? extends HasMetadata> objects) {
        DataPlane dataPlane =
                new DataPlane("default", Capabilities.shipped("0.1.0", LISTENS), FlowWorld.PORTS, List.of());
        KongState state = Subject.translate(objects, Exclusions.NONE, dataPlane);
        Map<String, String> services = Supplies.byTarget(objects);
        for (KongEntity.Upstream upstream : state.all(KongEntity.Upstream.class)) {
            Set<String> places = new TreeSet<>();
            upstream.targets().stream()
                    .filter(target -> target.weight() > 0)
                    .forEach(target -> places.add(
                            target.target().equals(NOWHERE)
                                    ? "500"
                                    : Objects.requireNonNull(services.get(target.target()))));
            reached.put(upstream.name(), places);
        }
        state.all(KongEntity.Service.class).forEach(s -> upstreams.put(s.name(), s.host()));
        List<RouterRoute> table = new ArrayList<>();
        for (KongEntity.Route route : state.all(KongEntity.Route.class)) {
            routes.put(route.id(), route);
            table.add(new RouterRoute(route.id(), route.expression(), route.priority(), Set.copyOf(route.protocols())));
        }
        this.router = Router.of(table, CachePolicy.EXACT);
    }

    /** What becomes of a connection; where Kong reads a server name, what has none counts as one of no letters. */
    @Override
    public End answer(Connection connection) {
        boolean tls = connection.protocol().equals("TLS");
        StreamConnection arrived = new StreamConnection(
                connection.protocol().equals("UDP"),
                FlowWorld.PORTS.getOrDefault(connection.port(), connection.port()),
                tls ? connection.serverName().or(() -> Optional.of("")) : Optional.empty());
        if (!(router.route(arrived) instanceof Routing.Matched matched)) {
            return new End.Closed();
        }
        KongEntity.Route route =
                Objects.requireNonNull(routes.get(matched.route().id()));
        boolean passed = route.protocols().contains("tls_passthrough");
        boolean ended = route.protocols().contains("tls");
        if (route.service().isEmpty() || tls && !passed && !ended) {
            return new End.Closed();
        }
        return new End.Carried(
                new TreeSet<>(Objects.requireNonNull(
                        reached.get(upstreams.get(route.service().get())))),
                tls && ended);
    }
}
