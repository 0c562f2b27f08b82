package io.kongruent.cli.offline;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerSet;
import io.kongruent.capability.Capabilities;
import io.kongruent.capability.Capabilities.Listen;
import io.kongruent.capability.Capabilities.Listen.Transport;
import io.kongruent.graph.DataPlane;
import io.kongruent.graph.Dialect;
import io.kongruent.graph.Graph;
import io.kongruent.graph.ResolveInput;
import io.kongruent.graph.Resolver;
import io.kongruent.kinds.Kinds;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.KongState;
import io.kongruent.model.Ref;
import io.kongruent.push.Outcome;
import io.kongruent.snapshot.Manifests;
import io.kongruent.snapshot.Snapshot;
import io.kongruent.translate.KongDialect;
import io.kongruent.translate.TranslateOptions;
import io.kongruent.translate.Translator;
import io.kongruent.verdict.Judge;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs the stages on manifests, for one data plane that serves every Gateway and listens on every port that they name.
 *
 * @param controllerName whose GatewayClasses are ours
 * @param portMap listener port → Kong's port
 * @param plugin whether the data plane has our plugin
 * @param allowExternalName whether Services of type ExternalName may be backends
 */
public record Evaluator(
        String controllerName, Map<Integer, Integer> portMap, boolean plugin, boolean allowExternalName) {

    /** The name of the only data plane. */
    public static final String DATA_PLANE = "default";

    public Evaluator {
        portMap = Map.copyOf(portMap);
    }

    public Evaluation evaluate(Manifests manifests) {
        DataPlane dataPlane = dataPlane(manifests.snapshot());
        Graph graph = resolve(manifests.snapshot(), dataPlane);
        KongState state = Translator.translate(graph, dataPlane, Exclusions.NONE, TranslateOptions.DEFAULT);
        Outcome applied = new Outcome(DATA_PLANE, "offline", Outcome.State.APPLIED, "", List.of(), Exclusions.NONE);
        return new Evaluation(
                manifests,
                graph,
                new TreeMap<>(Map.of(DATA_PLANE, dataPlane)),
                new TreeMap<>(Map.of(DATA_PLANE, state)),
                Judge.judge(graph, List.of(applied)));
    }

    /** Only what is decided of the objects, nothing of what Kong would get. */
    public Graph resolve(Manifests manifests) {
        return resolve(manifests.snapshot(), dataPlane(manifests.snapshot()));
    }

    private Graph resolve(Snapshot snapshot, DataPlane dataPlane) {
        Dialect dialect = new KongDialect();
        ResolveInput input = ResolveInput.of(
                        controllerName,
                        Kinds.lowerers(dialect),
                        dialect,
                        new Everywhere(dataPlane),
                        dataPlane.capabilities())
                .withExternalName(allowExternalName);
        return Resolver.resolve(snapshot, input);
    }

    private DataPlane dataPlane(Snapshot snapshot) {
        List<Listen> listens = listens(snapshot);
        Capabilities capabilities = plugin ? Shipped.read().on(listens) : Capabilities.withoutPlugin("", listens);
        return new DataPlane(DATA_PLANE, capabilities, portMap, List.of());
    }

    private record Everywhere(DataPlane dataPlane) implements DataPlane.Assignment {
        @Override
        public DataPlane of(Ref gateway, String className) {
            return dataPlane;
        }

        @Override
        public List<DataPlane> ofClass(String className) {
            return List.of(dataPlane);
        }
    }

    /** Kong listens wherever a Gateway or a ListenerSet wants it to; of two protocols on one port the first counts. */
    private List<Listen> listens(Snapshot snapshot) {
        SortedMap<Place, Listen> listens =
                new TreeMap<>(Comparator.comparing(Place::udp).thenComparing(Place::port));
        for (Gateway gateway : snapshot.all(Gateway.class)) {
            if (gateway.getSpec() != null && gateway.getSpec().getListeners() != null) {
                gateway.getSpec().getListeners().forEach(l -> claim(listens, l.getPort(), l.getProtocol()));
            }
        }
        for (ListenerSet set : snapshot.all(ListenerSet.class)) {
            if (set.getSpec() != null && set.getSpec().getListeners() != null) {
                set.getSpec().getListeners().forEach(l -> claim(listens, l.getPort(), l.getProtocol()));
            }
        }
        return List.copyOf(listens.values());
    }

    private void claim(Map<Place, Listen> listens, @Nullable Integer port, @Nullable String protocol) {
        if (port == null || protocol == null) {
            return;
        }
        int kong = portMap.getOrDefault(port, port);
        Listen listen = switch (protocol) {
            case "HTTP", "HTTPS" -> new Listen(kong, protocol.equals("HTTPS"));
            case "UDP" -> new Listen(kong, Transport.UDP, false, false);
            default -> new Listen(kong, Transport.TCP, protocol.equals("TLS"), false);
        };
        listens.putIfAbsent(new Place(listen.transport() == Transport.UDP, kong), listen);
    }

    /** TCP and UDP have ports of their own. */
    private record Place(boolean udp, int port) {}
}
