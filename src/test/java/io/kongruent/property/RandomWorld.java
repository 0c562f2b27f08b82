package io.kongruent.property;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClassBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerEntry;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerEntryBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random objects over alphabets so small that matches overlap: our class, and what {@code this} adds to it. Every rule has Services of its own, so an answer tells
 * which rule gave it. The same seed gives the same world.
 */
abstract class RandomWorld {

    static final String CONTROLLER = "kongruent.io/gateway-controller";
    static final List<String> NAMESPACES = List.of("app", "infra");

    final Random random;
    final List<HasMetadata> objects = new ArrayList<>();
    final Supplies supplies = new Supplies(objects);

    /** @param sort tells worlds of one seed apart */
    RandomWorld(long seed, int sort) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + sort);
        objects.add(new GatewayClassBuilder()
                .withMetadata(new ObjectMetaBuilder().withName("kongruent").build())
                .withNewSpec()
                .withControllerName(CONTROLLER)
                .endSpec()
                .build());
        objects.addAll(Secrets.all("infra"));
    }

    final List<HasMetadata> objects() {
        return List.copyOf(objects);
    }

    final <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** None to two of them, none twice. */
    final List<String> hostnames(List<String> hosts) {
        List<String> hostnames = new ArrayList<>();
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String host = one(hosts);
            if (!host.isEmpty() && !hostnames.contains(host)) {
                hostnames.add(host);
            }
        }
        return hostnames;
    }

    /** A listener that has its TLS already, made whole. @param closed one in so many takes no routes of other namespaces */
    final Listener listener(ListenerBuilder listener, String name, int port, String protocol, String host, int closed) {
        return listener.withName(name)
                .withPort(port)
                .withProtocol(protocol)
                .withHostname(host.isEmpty() ? null : host)
                .withNewAllowedRoutes()
                .withNewNamespaces()
                .withFrom(random.nextInt(closed) == 0 ? "Same" : "All")
                .endNamespaces()
                .endAllowedRoutes()
                .build();
    }

    /** With TLS that ends here, and the certificate that all of them have. */
    static ListenerBuilder terminating() {
        return new ListenerBuilder()
                .withNewTls()
                .withMode("Terminate")
                .addNewCertificateRef()
                .withName(Secrets.NAMES.getFirst())
                .endCertificateRef()
                .endTls();
    }

    /** The same listeners in a ListenerSet. */
    static List<ListenerEntry> entries(List<Listener> listeners) {
        return listeners.stream()
                .map(l -> new ListenerEntryBuilder()
                        .withName(l.getName())
                        .withPort(l.getPort())
                        .withProtocol(l.getProtocol())
                        .withHostname(l.getHostname())
                        .withTls(l.getTls())
                        .withAllowedRoutes(l.getAllowedRoutes())
                        .build())
                .toList();
    }

    static ObjectMeta meta(String namespace, String name, String created) {
        return new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(name)
                .withGeneration(1L)
                .withCreationTimestamp(created)
                .withUid(namespace + "-" + name)
                .build();
    }
}
