package io.kongruent.property;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRefBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteFilterBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatchBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRuleBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReferenceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Random Gateways and HTTPRoutes. With and without refusals the same seed gives the same world, but for what is refused. */
final class World extends RandomWorld {

    private static final List<String> HOSTS =
            List.of("", "", "*.test", "a.test", "b.test", "*.a.test", "x.a.test", "*.x.a.test");
    private static final List<String> NAMES = List.of("r1", "r2", "r3", "longer-name-1", "longer-name-2", "a");
    private static final List<String> AGES =
            List.of("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", "2026-01-01T00:00:01Z", "2026-02-01T00:00:00Z");
    private static final List<String> PREFIXES = List.of("/", "/", "/a", "/a/", "/a/b", "/b");
    private static final List<String> EXACT = List.of("/a", "/a/b", "/a/", "/b", "/c%20d");
    private static final List<String> REGEX = List.of("/a.*", "/[ab].*", "/a/.+", "/.*");

    private final boolean refusals;
    private final boolean plain;

    /** @param refusals whether some rules ask for what is refused, and some rules and listeners point to what doesn't resolve */
    World(long seed, boolean refusals) {
        this(seed, refusals, false);
    }

    /** For a Kong without the plugin: one plain port and one with TLS, and no match that only the plugin can say. */
    static World plain(long seed) {
        return new World(seed, false, true);
    }

    private World(long seed, boolean refusals, boolean plain) {
        super(seed, 0);
        this.plain = plain;
        this.refusals = refusals;
        gateways();
        routes();
    }

    private void gateways() {
        objects.add(gateway("front", plain ? List.of(80, 443) : List.of(80, 8080, 443)));
        if (random.nextInt(3) == 0 && !plain) {
            objects.add(gateway("side", List.of(8081)));
        }
    }

    private Gateway gateway(String name, List<Integer> ports) {
        List<Listener> listeners = new ArrayList<>();
        for (int port : ports) {
            TreeMap<String, Listener> byHost = new TreeMap<>();
            int count = 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                String host = i == 0 && random.nextInt(3) > 0 ? "" : one(HOSTS);
                byHost.putIfAbsent(host, listener("l" + port + "-" + i, port, host, i));
            }
            listeners.addAll(byHost.values());
        }
        return new GatewayBuilder()
                .withMetadata(meta("infra", name, AGES.getFirst()))
                .withNewSpec()
                .withGatewayClassName("kongruent")
                .withListeners(listeners)
                .endSpec()
                .build();
    }

    private Listener listener(String name, int port, String host, int number) {
        ListenerBuilder listener = new ListenerBuilder();
        boolean closed = random.nextInt(5) == 0 && refusals;
        if (port == 443) {
            var tls = listener.withNewTls().withMode("Terminate");
            tls.addNewCertificateRef()
                    .withName(closed ? "nothing" : Secrets.NAMES.get(number))
                    .endCertificateRef();
            if (random.nextInt(3) == 0 && !closed) {
                tls.addNewCertificateRef().withName(Secrets.OTHER_TYPE).endCertificateRef();
            }
            tls.endTls();
        }
        return listener(listener, name, port, port == 443 ? "HTTPS" : "HTTP", host, 6);
    }

    private void routes() {
        TreeMap<String, HTTPRoute> routes = new TreeMap<>();
        int count = 3 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            String namespace = one(NAMESPACES);
            String name = one(NAMES);
            routes.putIfAbsent(namespace + "/" + name, route(namespace, name));
        }
        objects.addAll(routes.values());
    }

    private HTTPRoute route(String namespace, String name) {
        ParentReferenceBuilder parent =
                new ParentReferenceBuilder().withNamespace("infra").withName(random.nextInt(8) == 0 ? "side" : "front");
        if (random.nextInt(5) == 0) {
            parent.withPort(one(List.of(80, 8080, 443)));
        }
        if (random.nextInt(8) == 0) {
            parent.withSectionName("l80-" + random.nextInt(2));
        }
        List<String> hostnames = hostnames(HOSTS);
        List<HTTPRouteRule> rules = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            rules.add(rule(namespace));
        }
        return new HTTPRouteBuilder()
                .withMetadata(meta(namespace, name, one(AGES)))
                .withNewSpec()
                .withParentRefs(parent.build())
                .withHostnames(hostnames)
                .withRules(rules)
                .endSpec()
                .build();
    }

    private HTTPRouteRule rule(String namespace) {
        HTTPRouteRuleBuilder rule = new HTTPRouteRuleBuilder();
        int matches = random.nextInt(3);
        for (int i = 0; i < matches; i++) {
            rule.addToMatches(match());
        }
        boolean refused = random.nextInt(4) == 0;
        if (refusals && refused) {
            rule.addToFilters(new HTTPRouteFilterBuilder()
                    .withType("ExtensionRef")
                    .withNewExtensionRef("example.com", "Nothing", "nowhere")
                    .build());
        }
        int backends = 1 + random.nextInt(2);
        for (int i = 0; i < backends; i++) {
            rule.addToBackendRefs(backend(namespace));
        }
        return rule.build();
    }

    private HTTPRouteMatch match() {
        HTTPRouteMatchBuilder match = new HTTPRouteMatchBuilder();
        switch (random.nextInt(7)) {
            case 0 -> match.withNewPath("Exact", one(EXACT));
            case 1 -> match.withNewPath("RegularExpression", one(REGEX));
            case 2, 3 -> match.withNewPath("PathPrefix", one(PREFIXES));
            default -> {}
        }
        if (random.nextInt(3) == 0) {
            match.withMethod(random.nextInt(4) == 0 ? "POST" : "GET");
        }
        if (random.nextInt(3) == 0) {
            match.addNewHeader("x-one", "Exact", random.nextInt(3) == 0 ? "1,2" : "1");
        }
        if (random.nextInt(5) == 0) {
            match.addNewHeader("X-Two", "RegularExpression", random.nextBoolean() ? "[0-9]*" : "v.+");
        }
        if (random.nextInt(5) < 2) {
            match.addNewQueryParam("q", "Exact", random.nextInt(4) > 0 ? "1" : "true");
        }
        if (random.nextInt(7) == 0 && !plain) {
            match.addNewQueryParam("x-y", random.nextBoolean() ? "Exact" : "RegularExpression", "1");
        }
        return match.build();
    }

    private HTTPBackendRef backend(String namespace) {
        boolean missing = random.nextInt(6) == 0 && refusals;
        return new HTTPBackendRefBuilder()
                .withName(missing ? supplies.missing() : supplies.next(namespace))
                .withPort(Supplies.PORT)
                .withWeight(random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(5))
                .build();
    }
}
