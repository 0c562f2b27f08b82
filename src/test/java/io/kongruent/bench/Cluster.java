package io.kongruent.bench;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kongruent.graph.World;
import java.util.ArrayList;
import java.util.List;

/** A cluster of a usual shape: a Service for ten routes, three endpoints each; two rules a route, every other route with a filter. */
final class Cluster {

    private static final int ROUTES_PER_SERVICE = 10;

    private Cluster() {}

    static List<HasMetadata> of(int routes) {
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(read(World.CLASS, "class"));
        objects.add(read(World.GATEWAY, "gateway"));
        for (int i = 0; i < (routes + ROUTES_PER_SERVICE - 1) / ROUTES_PER_SERVICE; i++) {
            objects.add(read("""
                    kind: Service
                    metadata: {name: s%1$d, namespace: default}
                    spec: {ports: [{name: http, port: 8080, targetPort: 3000}]}
                    """.formatted(i), "s" + i));
            objects.add(read("""
                    kind: EndpointSlice
                    metadata: {name: s%1$d-1, namespace: default, labels: {kubernetes.io/service-name: s%1$d}}
                    addressType: IPv4
                    ports: [{name: http, port: 3000}]
                    endpoints: [{addresses: [10.%2$d.%3$d.1]}, {addresses: [10.%2$d.%3$d.2]}, {addresses: [10.%2$d.%3$d.3]}]
                    """.formatted(i, i / 250, i % 250), "e" + i));
        }
        for (int i = 0; i < routes; i++) {
            objects.add(route(i, "v1"));
        }
        return objects;
    }

    /** The route with that number; {@code version} is in a header that its second rule asks for. */
    static HasMetadata route(int i, String version) {
        String filter = i % 2 == 0
                ? "filters: [{type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: x-a, value: b}]}}], "
                : "";
        return read("""
                kind: HTTPRoute
                metadata: {name: r%1$d, namespace: default, creationTimestamp: "2026-01-01T00:00:00Z"}
                spec:
                  parentRefs: [{name: web}]
                  hostnames: [h%1$d.example.com]
                  rules:
                  - {%2$smatches: [{path: {value: /a}}], backendRefs: [{name: s%3$d, port: 8080}]}
                  - {matches: [{path: {value: /b}, headers: [{name: version, value: %4$s}]}], backendRefs: [{name: s%3$d, port: 8080}]}
                """.formatted(i, filter, i / ROUTES_PER_SERVICE, version), "r" + i + version);
    }

    private static HasMetadata read(String document, String uid) {
        HasMetadata object = World.read(document);
        object.getMetadata().setUid(uid);
        object.getMetadata().setResourceVersion("1");
        return object;
    }
}
