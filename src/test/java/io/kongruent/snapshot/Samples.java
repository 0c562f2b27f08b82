package io.kongruent.snapshot;

/** Manifests that many tests need and none is about. */
public final class Samples {

    /** The class {@code kong}, which is ours. */
    public static final String CLASS = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: GatewayClass
            metadata: {name: kong}
            spec: {controllerName: kongruent.io/gateway-controller}
            ---
            """;

    private Samples() {}

    /** A Service with port 80, and its only endpoint: this port on loopback. */
    public static String service(String name, int port) {
        return """
                apiVersion: v1
                kind: Service
                metadata: {name: %1$s}
                spec: {ports: [{port: 80}]}
                ---
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: %1$s-1, labels: {kubernetes.io/service-name: %1$s}}
                addressType: IPv4
                ports: [{port: %2$d}]
                endpoints: [{addresses: ["127.0.0.1"]}]
                ---
                """.formatted(name, port);
    }
}
