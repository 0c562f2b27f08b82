package io.kongruent.graph;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClass;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ReferenceGrant;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.kongruent.capability.Capabilities;
import io.kongruent.kinds.Kinds;
import io.kongruent.kong.Exclusions;
import io.kongruent.model.Condition;
import io.kongruent.model.Ref;
import io.kongruent.push.Outcome;
import io.kongruent.snapshot.Snapshot;
import io.kongruent.verdict.Judge;
import io.kongruent.verdict.Verdicts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A small cluster in YAML, resolved with one data plane {@code main} that can do everything unless the test says otherwise. */
public final class World {

    public static final String CONTROLLER = "kongruent.io/gateway";

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.ofEntries(
            Map.entry("GatewayClass", GatewayClass.class),
            Map.entry("Gateway", Gateway.class),
            Map.entry("HTTPRoute", HTTPRoute.class),
            Map.entry("ReferenceGrant", ReferenceGrant.class),
            Map.entry("Service", Service.class),
            Map.entry("EndpointSlice", EndpointSlice.class),
            Map.entry("Secret", Secret.class),
            Map.entry("ConfigMap", ConfigMap.class),
            Map.entry("Namespace", Namespace.class),
            Map.entry("CustomResourceDefinition", CustomResourceDefinition.class));

    /** A class of ours. */
    public static final String CLASS = """
            kind: GatewayClass
            metadata: {name: kong}
            spec: {controllerName: kongruent.io/gateway}
            """;

    /** A Gateway of ours with one HTTP listener. */
    public static final String GATEWAY = """
            kind: Gateway
            metadata: {name: web, namespace: default}
            spec:
              gatewayClassName: kong
              listeners:
              - {name: http, port: 80, protocol: HTTP}
            """;

    /** A Service with one endpoint. */
    public static final String SERVICE = """
            kind: Service
            metadata: {name: app, namespace: default}
            spec:
              ports: [{name: http, port: 8080, targetPort: 3000}]
            ---
            kind: EndpointSlice
            metadata: {name: app-1, namespace: default, labels: {kubernetes.io/service-name: app}}
            addressType: IPv4
            ports: [{name: http, port: 3000}]
            endpoints: [{addresses: [10.0.0.1]}]
            """;

    /** Any regular expression of RE2, any header or query parameter without a dot. */
    public static final Dialect DIALECT = new Dialect() {
        @Override
        public Optional<String> regexProblem(String pattern) {
            try {
                Pattern.compile(pattern);
                return Optional.empty();
            } catch (PatternSyntaxException e) {
                return Optional.of(String.valueOf(e.getDescription()));
            }
        }

        @Override
        public boolean addressesHeader(String name) {
            return !name.contains(".");
        }

        @Override
        public boolean addressesQueryParam(String name) {
            return !name.contains(".");
        }
    };

    private final List<HasMetadata> objects = new ArrayList<>();
    private final Snapshot.Builder pending = new Snapshot.Builder();
    private DataPlane dataPlane = new DataPlane("main", Capabilities.shipped("0.1.0", List.of()), Map.of(), List.of());
    private DataPlane.Assignment assignment = (gateway, className) -> dataPlane;
    private UnaryOperator<ResolveInput> input = i -> i;

    private World() {}

    /** These manifests, each perhaps of several documents. */
    public static World of(String... manifests) {
        World world = new World();
        for (String manifest : manifests) {
            for (String document : manifest.split("(?m)^---$")) {
                if (!document.isBlank()) {
                    world.objects.add(read(document));
                }
            }
        }
        return world;
    }

    /** The class, the Gateway and the Service above, and these manifests. */
    public static World with(String... manifests) {
        List<String> all = new ArrayList<>(List.of(CLASS, GATEWAY, SERVICE));
        all.addAll(Arrays.asList(manifests));
        return of(all.toArray(String[]::new));
    }

    /** One object. */
    public static HasMetadata read(String document) {
        String kind = document.lines()
                .filter(line -> line.startsWith("kind:"))
                .findFirst()
                .map(line -> line.substring("kind:".length()).strip())
                .orElseThrow();
        return YAML.unmarshal(document, KINDS.get(kind));
    }

    public World dataPlane(DataPlane only) {
        dataPlane = only;
        return this;
    }

    public World capabilities(Capabilities capabilities) {
        return dataPlane(new DataPlane(dataPlane.name(), capabilities, dataPlane.portMap(), dataPlane.addresses()));
    }

    public World assignment(DataPlane.Assignment dataPlanes) {
        assignment = dataPlanes;
        return this;
    }

    public World input(UnaryOperator<ResolveInput> change) {
        input = change;
        return this;
    }

    /** A Secret that hasn't been read yet. */
    public World pending(Ref ref) {
        pending.pending(ref);
        return this;
    }

    public List<HasMetadata> objects() {
        return objects;
    }

    public ResolveInput input() {
        return input.apply(ResolveInput.of(
                CONTROLLER, Kinds.lowerers(DIALECT), DIALECT, assignment, Capabilities.shipped("0.1.0", List.of())));
    }

    public Graph resolve() {
        return Resolver.resolve(pending.addAll(objects).build(), input());
    }

    /** The statuses when the data plane has applied everything. */
    public Statuses statuses() {
        return statuses(List.of(
                new Outcome("main", "http://kong:8001", Outcome.State.APPLIED, "", List.of(), Exclusions.NONE)));
    }

    public Statuses statuses(List<Outcome> outcomes) {
        return new Statuses(Judge.judge(resolve(), outcomes));
    }

    /** Verdicts in a form that is easily compared: {@code True/Accepted}. */
    public record Statuses(Verdicts verdicts) {

        public String ofRoute(String name, String type) {
            return ofRoute(name, 0, type);
        }

        public String ofRoute(String name, int parent, String type) {
            Verdicts.OfRoute route = (Verdicts.OfRoute) verdict("HTTPRoute", name);
            return text(route.parents().get(parent).conditions(), type);
        }

        public String ofGateway(String name, String type) {
            return text(gateway(name).conditions(), type);
        }

        public String ofListener(String gateway, String listener, String type) {
            return text(listener(gateway, listener).conditions(), type);
        }

        public String ofClass(String name, String type) {
            return text(gatewayClass(name).conditions(), type);
        }

        public Verdicts.OfClass gatewayClass(String name) {
            return (Verdicts.OfClass)
                    verdicts.of(Ref.gatewayApi("GatewayClass", "", name)).orElseThrow();
        }

        public Verdicts.OfGateway gateway(String name) {
            return (Verdicts.OfGateway) verdict("Gateway", name);
        }

        public Verdicts.OfListener listener(String gateway, String listener) {
            return gateway(gateway).listeners().stream()
                    .filter(l -> l.name().equals(listener))
                    .findFirst()
                    .orElseThrow();
        }

        private Verdicts.Verdict verdict(String kind, String name) {
            int slash = name.indexOf('/');
            return verdicts.of(
                            slash < 0
                                    ? Ref.gatewayApi(kind, "default", name)
                                    : Ref.gatewayApi(kind, name.substring(0, slash), name.substring(slash + 1)))
                    .orElseThrow();
        }

        private static String text(List<Condition> conditions, String type) {
            return conditions.stream()
                    .filter(c -> c.type().name().equals(type))
                    .findFirst()
                    .map(c -> c.status() + "/" + c.reason() + ": " + c.message())
                    .orElse("absent");
        }
    }
}
