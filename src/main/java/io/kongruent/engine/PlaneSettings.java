package io.kongruent.engine;

import io.kongruent.graph.GatewayNode;
import io.kongruent.push.Admin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A data plane: its Kongs, and whom it serves.
 *
 * @param name unique
 * @param instances the Admin API of each Kong; none where they are still to come
 * @param portMap listener port → Kong's listen port
 * @param gateways those it serves, as {@code namespace/name}
 * @param classes those whose Gateways it serves, unless another names the Gateway
 * @param addresses what its Gateways show
 * @param made where it is made by us, with the ports that its Gateway asks for
 */
public record PlaneSettings(
        String name,
        List<Admin> instances,
        Map<Integer, Integer> portMap,
        Set<String> gateways,
        Set<String> classes,
        List<GatewayNode.Address> addresses,
        Optional<Made> made) {

    /**
     * That it is made for a Gateway.
     *
     * @param service through which it is reached, as {@code namespace/name}
     * @param trouble why it can't be made
     * @param serves whether a pod is ready, so that clients reach one
     */
    public record Made(String service, Optional<String> trouble, boolean serves) {}

    /** One that people have set up. */
    public PlaneSettings(
            String name,
            List<Admin> instances,
            Map<Integer, Integer> portMap,
            Set<String> gateways,
            Set<String> classes,
            List<GatewayNode.Address> addresses) {
        this(name, instances, portMap, gateways, classes, addresses, Optional.empty());
    }

    public PlaneSettings {
        instances = List.copyOf(instances);
        portMap = Map.copyOf(portMap);
        gateways = Set.copyOf(gateways);
        classes = Set.copyOf(classes);
        addresses = List.copyOf(addresses);
    }

    /** A data plane that serves whatever no other claims. */
    public static PlaneSettings of(String name, List<Admin> instances, Map<Integer, Integer> portMap) {
        return new PlaneSettings(name, instances, portMap, Set.of(), Set.of(), List.of());
    }
}
