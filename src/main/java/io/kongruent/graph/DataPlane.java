package io.kongruent.graph;

import io.kongruent.capability.Capabilities;
import io.kongruent.model.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data plane: one Kong configuration, on one or more instances. An input of resolve.
 *
 * @param name unique, for metrics, messages and file names
 * @param capabilities what it can do
 * @param portMap listener port → the port on which its Kong listens for it, such as 80 → 8000; a port that isn't listed maps to itself
 * @param addresses what Gateways that it serves show as their addresses, unless the Gateway asks for others
 * @param made where it is made by us
 */
public record DataPlane(
        String name,
        Capabilities capabilities,
        Map<Integer, Integer> portMap,
        List<GatewayNode.Address> addresses,
        Optional<Made> made) {

    /**
     * That it is made for a Gateway, which gets the ports that it asks for.
     *
     * @param service through which it is reached, as {@code namespace/name}
     * @param listens the ports that every one of its Kongs has by now; empty while that isn't known
     * @param trouble why it can't be made
     * @param serves whether one of its Kongs is ready, so that the Service leads to it
     */
    public record Made(
            String service, Optional<List<Capabilities.Listen>> listens, Optional<String> trouble, boolean serves) {
        public Made {
            listens = listens.map(List::copyOf);
        }
    }

    /** One that people have set up. */
    public DataPlane(
            String name,
            Capabilities capabilities,
            Map<Integer, Integer> portMap,
            List<GatewayNode.Address> addresses) {
        this(name, capabilities, portMap, addresses, Optional.empty());
    }

    public DataPlane {
        portMap = Map.copyOf(portMap);
        addresses = List.copyOf(addresses);
    }

    /** The Kong port for a listener's port. */
    public int listenPort(int listenerPort) {
        return portMap.getOrDefault(listenerPort, listenerPort);
    }

    /** Which data plane serves which Gateway. Pure: later answered from provisioned ones. */
    public interface Assignment {
        /** The data plane for a Gateway of a class; there is always one. */
        DataPlane of(Ref gateway, String className);

        /** The data planes that a class has before it has a Gateway; empty where Gateways bring their own. */
        default List<DataPlane> ofClass(String className) {
            return List.of();
        }

        /** The data planes that nobody else may lead to, by the URL of each of their Admin APIs without a final slash. */
        default Map<String, String> setUp() {
            return Map.of();
        }

        /** Whether Gateways may name parameters of a data plane. */
        default boolean takesParameters() {
            return false;
        }
    }
}
