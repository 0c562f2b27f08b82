package io.kongruent.property;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Services of one endpoint each, so that an address tells who asked for it. */
final class Supplies {

    /** Every Service's port. */
    static final int PORT = 8080;

    /** Every endpoint's port; the address tells them apart. */
    static final int ENDPOINT_PORT = 23000;

    private static final String CREATED = "2026-01-01T00:00:00Z";

    private final List<HasMetadata> objects;
    private int count;

    /** @param objects where they are added */
    Supplies(List<HasMetadata> objects) {
        this.objects = objects;
    }

    /** The name of one that doesn't exist. */
    String missing() {
        return "s" + count++;
    }

    /** The name of the next one. */
    String next(String namespace) {
        return next(namespace, "TCP");
    }

    /** The same for another protocol of transport. */
    String next(String namespace, String protocol) {
        String name = "s" + count++;
        objects.add(new ServiceBuilder()
                .withMetadata(RandomWorld.meta(namespace, name, CREATED))
                .withNewSpec()
                .addNewPort()
                .withName("http")
                .withPort(PORT)
                .withProtocol(protocol)
                .endPort()
                .endSpec()
                .build());
        objects.add(new EndpointSliceBuilder()
                .withMetadata(new ObjectMetaBuilder(RandomWorld.meta(namespace, name + "-1", CREATED))
                        .addToLabels("kubernetes.io/service-name", name)
                        .build())
                .withAddressType("IPv4")
                .addNewPort()
                .withName("http")
                .withPort(ENDPOINT_PORT)
                .withProtocol(protocol)
                .endPort()
                .addNewEndpoint()
                .withAddresses(address(count))
                .endEndpoint()
                .build());
        return name;
    }

    static String address(int service) {
        return "127.0.1." + service % 250;
    }

    /** The Services by the addresses and ports of their endpoints, as the oracle names them. */
    static Map<String, String> byTarget(Collection<? extends HasMetadata> objects) {
        Map<String, String> services = new TreeMap<>();
        for (HasMetadata object : objects) {
            if (object instanceof EndpointSlice slice) {
                String name = slice.getMetadata().getLabels().get("kubernetes.io/service-name");
                slice.getEndpoints()
                        .forEach(endpoint -> endpoint.getAddresses()
                                .forEach(address -> services.put(
                                        address + ":" + ENDPOINT_PORT,
                                        slice.getMetadata().getNamespace() + "/" + name + ":" + PORT)));
            }
        }
        return services;
    }
}
