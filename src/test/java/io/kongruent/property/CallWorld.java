package io.kongruent.property;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCBackendRefBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRouteMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRouteMatchBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GRPCRouteRuleBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerEntry;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerSetBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReferenceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Random GRPCRoutes, and HTTPRoutes beside them, on the listeners of a Gateway and of a ListenerSet; with alphabets as small as those of {@link World}. */
final class CallWorld extends RandomWorld {

    private static final List<String> HOSTS = List.of("", "", "*.test", "a.test", "*.a.test", "x.a.test");
    private static final List<String> AGES =
            List.of("2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z", "2026-01-01T00:00:01Z");
    private static final List<String> SERVICES = List.of("shop.Orders", "shop.Orders", "shop.Carts");
    private static final List<String> METHODS = List.of("Get", "Get", "List");
    private static final List<String> SERVICE_PATTERNS = List.of("shop\\..*", "shop\\.(Orders|Carts)", ".*");
    private static final List<String> METHOD_PATTERNS = List.of("G.*", "Get|List", ".+");

    CallWorld(long seed) {
        super(seed, 7);
        List<Listener> listeners = new ArrayList<>(listeners(80, "l80-"));
        listeners.addAll(listeners(443, "l443-"));
        listeners.add(listener("calls", 8080, ""));
        objects.add(new GatewayBuilder()
                .withMetadata(meta("infra", "front", AGES.getFirst()))
                .withNewSpec()
                .withGatewayClassName("kongruent")
                .withNewAllowedListeners()
                .withNewNamespaces()
                .withFrom(random.nextInt(8) == 0 ? "Same" : "All")
                .endNamespaces()
                .endAllowedListeners()
                .withListeners(listeners)
                .endSpec()
                .build());
        set(one(NAMESPACES));
        routes();
    }

    private void set(String namespace) {
        List<ListenerEntry> entries = entries(listeners(80, "set-"));
        objects.add(new ListenerSetBuilder()
                .withMetadata(meta(namespace, "more", one(AGES)))
                .withNewSpec()
                .withNewParentRef()
                .withName("front")
                .withNamespace("infra")
                .endParentRef()
                .withListeners(entries)
                .endSpec()
                .build());
    }

    private List<Listener> listeners(int port, String prefix) {
        Map<String, Listener> byHost = new TreeMap<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            String host = i == 0 && random.nextInt(2) == 0 ? "" : one(HOSTS);
            byHost.putIfAbsent(host, listener(prefix + i, port, host));
        }
        return List.copyOf(byHost.values());
    }

    private Listener listener(String name, int port, String host) {
        boolean tls = port == 443;
        return listener(tls ? terminating() : new ListenerBuilder(), name, port, tls ? "HTTPS" : "HTTP", host, 8);
    }

    private void routes() {
        // there is always one call that is served
        objects.add(new GRPCRouteBuilder()
                .withMetadata(meta("infra", "always", "2025-01-01T00:00:00Z"))
                .withNewSpec()
                .withParentRefs(new ParentReferenceBuilder()
                        .withName("front")
                        .withSectionName("calls")
                        .build())
                .withHostnames("only.calls")
                .withRules(rule("infra"))
                .endSpec()
                .build());
        Map<String, HasMetadata> routes = new TreeMap<>();
        int calls = 5 + random.nextInt(5);
        for (int i = 0; i < calls; i++) {
            String namespace = one(NAMESPACES);
            String name = "g" + random.nextInt(5);
            routes.putIfAbsent(namespace + "/" + name, calls(namespace, name));
        }
        int requests = random.nextInt(3);
        for (int i = 0; i < requests; i++) {
            String namespace = one(NAMESPACES);
            String name = one(List.of("e", "k")) + i;
            routes.putIfAbsent(namespace + "/" + name, requests(namespace, name));
        }
        objects.addAll(routes.values());
    }

    private HasMetadata calls(String namespace, String name) {
        List<GRPCRouteRule> rules = new ArrayList<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            rules.add(rule(namespace));
        }
        return new GRPCRouteBuilder()
                .withMetadata(meta(namespace, name, one(AGES)))
                .withNewSpec()
                .withParentRefs(parent())
                .withHostnames(hostnames(HOSTS))
                .withRules(rules)
                .endSpec()
                .build();
    }

    private HasMetadata requests(String namespace, String name) {
        var route = new HTTPRouteBuilder()
                .withMetadata(meta(namespace, name, one(AGES)))
                .withNewSpec()
                .withParentRefs(parent())
                .withHostnames(hostnames(HOSTS));
        return route.addNewRule()
                .addNewMatch()
                .withNewPath("PathPrefix", one(List.of("/", "/shop.Orders")))
                .endMatch()
                .addNewBackendRef()
                .withName(supplies.next(namespace))
                .withPort(Supplies.PORT)
                .endBackendRef()
                .endRule()
                .endSpec()
                .build();
    }

    private ParentReference parent() {
        boolean set = random.nextInt(4) == 0;
        ParentReferenceBuilder parent = new ParentReferenceBuilder()
                .withKind(set ? "ListenerSet" : "Gateway")
                .withNamespace(set ? one(NAMESPACES) : "infra")
                .withName(set ? "more" : "front");
        if (random.nextInt(6) == 0) {
            parent.withPort(one(List.of(80, 443)));
        }
        if (random.nextInt(8) == 0) {
            parent.withSectionName((set ? "set-" : "l80-") + random.nextInt(2));
        }
        return parent.build();
    }

    private GRPCRouteRule rule(String namespace) {
        GRPCRouteRuleBuilder rule = new GRPCRouteRuleBuilder();
        int matches = random.nextInt(3);
        for (int i = 0; i < matches; i++) {
            rule.addToMatches(match());
        }
        int backends = 1 + random.nextInt(2);
        for (int i = 0; i < backends; i++) {
            rule.addToBackendRefs(new GRPCBackendRefBuilder()
                    .withName(supplies.next(namespace))
                    .withPort(Supplies.PORT)
                    .withWeight(1 + random.nextInt(5))
                    .build());
        }
        return rule.build();
    }

    private GRPCRouteMatch match() {
        GRPCRouteMatchBuilder match = new GRPCRouteMatchBuilder();
        switch (random.nextInt(9)) {
            case 0 -> match.withNewMethod(one(METHODS), one(SERVICES), "Exact");
            case 1 -> match.withNewMethod(null, one(SERVICES), "Exact");
            case 2 -> match.withNewMethod(one(METHODS), null, null);
            case 3 -> match.withNewMethod(one(METHOD_PATTERNS), one(SERVICE_PATTERNS), "RegularExpression");
            case 4 -> match.withNewMethod(null, one(SERVICE_PATTERNS), "RegularExpression");
            case 5 -> match.withNewMethod(one(METHOD_PATTERNS), null, "RegularExpression");
            default -> {}
        }
        if (random.nextInt(2) == 0) {
            match.addNewHeader("x-one", random.nextBoolean() ? "Exact" : null, "1");
        }
        if (random.nextInt(4) == 0) {
            match.addNewHeader("X-Two", "RegularExpression", "v.*");
        }
        return match.build();
    }
}
