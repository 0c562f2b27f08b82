package io.kongruent.property;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendRefBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerSetBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReferenceBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TCPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.TLSRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.UDPRouteBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Random TCPRoutes, UDPRoutes and TLSRoutes on the listeners of a Gateway and of a ListenerSet: two ports for each protocol, one number for TCP and UDP both, TLS
 * that ends here and TLS that is passed on side by side.
 */
final class FlowWorld extends RandomWorld {

    /** The Gateway's ports to Kong's. */
    static final Map<Integer, Integer> PORTS = Map.of(9000, 19000, 9443, 19443);

    static final List<Integer> TCP = List.of(9000, 9001);
    static final List<Integer> UDP = List.of(9000, 9053);
    static final List<Integer> TLS = List.of(9443, 9444);

    private static final List<String> HOSTS = List.of("", "*.test", "*.test", "a.test", "*.a.test", "x.a.test");
    private static final List<String> AGES =
            List.of("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", "2026-01-01T00:00:01Z", "2026-02-01T00:00:00Z");

    FlowWorld(long seed) {
        super(seed, 11);
        List<Listener> listeners = new ArrayList<>();
        TCP.forEach(port -> listeners.add(listener("tcp-" + port, port, "TCP", "")));
        UDP.forEach(port -> listeners.add(listener("udp-" + port, port, "UDP", "")));
        TLS.forEach(port -> listeners.addAll(tls(port, "tls-" + port + "-")));
        objects.add(new GatewayBuilder()
                .withMetadata(meta("infra", "front", AGES.getFirst()))
                .withNewSpec()
                .withGatewayClassName("kongruent")
                .withNewAllowedListeners()
                .withNewNamespaces()
                .withFrom("Same")
                .endNamespaces()
                .endAllowedListeners()
                .withListeners(listeners)
                .endSpec()
                .build());
        objects.add(new ListenerSetBuilder()
                .withMetadata(meta("infra", "more", AGES.getFirst()))
                .withNewSpec()
                .withNewParentRef()
                .withName("front")
                .endParentRef()
                .withListeners(entries(tls(9443, "set-")))
                .endSpec()
                .build());
        routes();
    }

    private List<Listener> tls(int port, String prefix) {
        Map<String, Listener> byHost = new TreeMap<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            String host = one(HOSTS);
            byHost.putIfAbsent(host, listener(prefix + i, port, "TLS", host));
        }
        return List.copyOf(byHost.values());
    }

    private Listener listener(String name, int port, String protocol, String host) {
        ListenerBuilder listener = new ListenerBuilder();
        if (protocol.equals("TLS") && random.nextInt(3) == 0) {
            // one certificate for all: Kong knows the server name there, but not the port
            listener = terminating();
        } else if (protocol.equals("TLS")) {
            listener.withNewTls().withMode("Passthrough").endTls();
        }
        return listener(listener, name, port, protocol, host, 8);
    }

    private void routes() {
        Map<String, HasMetadata> routes = new TreeMap<>();
        int count = 6 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            String namespace = one(NAMESPACES);
            String name = "r" + random.nextInt(6);
            switch (random.nextInt(5)) {
                case 0 -> routes.putIfAbsent("tcp " + namespace + "/" + name, tcp(namespace, name));
                case 1 -> routes.putIfAbsent("udp " + namespace + "/" + name, udp(namespace, name));
                default -> routes.putIfAbsent("tls " + namespace + "/" + name, tls(namespace, name));
            }
        }
        objects.addAll(routes.values());
    }

    private HasMetadata tcp(String namespace, String name) {
        return new TCPRouteBuilder()
                .withMetadata(meta(namespace, name, one(AGES)))
                .withNewSpec()
                .withParentRefs(parent("tcp-", TCP))
                .addNewRule()
                .withBackendRefs(backends(namespace, "TCP"))
                .endRule()
                .endSpec()
                .build();
    }

    private HasMetadata udp(String namespace, String name) {
        return new UDPRouteBuilder()
                .withMetadata(meta(namespace, name, one(AGES)))
                .withNewSpec()
                .withParentRefs(parent("udp-", UDP))
                .addNewRule()
                .withBackendRefs(backends(namespace, "UDP"))
                .endRule()
                .endSpec()
                .build();
    }

    private HasMetadata tls(String namespace, String name) {
        List<String> hostnames = hostnames(HOSTS);
        return new TLSRouteBuilder()
                .withMetadata(meta(namespace, name, one(AGES)))
                .withNewSpec()
                .withParentRefs(parent("tls-", TLS))
                .withHostnames(hostnames)
                .addNewRule()
                .withBackendRefs(backends(namespace, "TCP"))
                .endRule()
                .endSpec()
                .build();
    }

    private ParentReference parent(String prefix, List<Integer> ports) {
        boolean set = prefix.equals("tls-") && random.nextInt(5) == 0;
        ParentReferenceBuilder parent = new ParentReferenceBuilder()
                .withKind(set ? "ListenerSet" : "Gateway")
                .withNamespace("infra")
                .withName(set ? "more" : "front");
        if (random.nextInt(4) == 0) {
            parent.withPort(one(ports));
        }
        if (random.nextInt(4) == 0) {
            String name = prefix + one(ports) + (prefix.equals("tls-") ? "-" + random.nextInt(2) : "");
            parent.withSectionName(set ? "set-" + random.nextInt(2) : name);
        }
        return parent.build();
    }

    private List<BackendRef> backends(String namespace, String protocol) {
        List<BackendRef> backends = new ArrayList<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            backends.add(new BackendRefBuilder()
                    .withName(random.nextInt(10) == 0 ? supplies.missing() : supplies.next(namespace, protocol))
                    .withPort(Supplies.PORT)
                    .withWeight(random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(5))
                    .build());
        }
        return backends;
    }
}
