package io.kongruent.realinput;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendTLSPolicy;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClass;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayClassBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentGatewayReference;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.kongruent.behaviour.PluginRuntime;
import io.kongruent.capability.Capabilities;
import io.kongruent.embedded.config.Declarations;
import io.kongruent.graph.DataPlane;
import io.kongruent.graph.GatewayNode;
import io.kongruent.graph.Graph;
import io.kongruent.graph.ResolveInput;
import io.kongruent.graph.Resolver;
import io.kongruent.kinds.Kinds;
import io.kongruent.kong.Document;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.KongEntity;
import io.kongruent.kong.KongState;
import io.kongruent.model.Ref;
import io.kongruent.push.Outcome;
import io.kongruent.snapshot.Diagnostic.Severity;
import io.kongruent.snapshot.Manifests;
import io.kongruent.snapshot.Snapshot;
import io.kongruent.translate.KongDialect;
import io.kongruent.translate.TranslateOptions;
import io.kongruent.translate.Translator;
import io.kongruent.verdict.Judge;
import io.kongruent.verdict.Verdicts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What people copy from: every manifest of the Gateway API's examples and of its conformance suite goes through all stages, on a Kong with our plugin and on one
 * without. Whatever GatewayClass a file names is taken for ours, and whatever port its Gateways listen on is one of Kong's.
 */
class RealInputTest {

    private static final String CONTROLLER = "kongruent.io/gateway-controller";
    private static final String CLASS = "gateway-conformance";

    private static final PluginRuntime PLUGIN = PluginRuntime.open();
    private static final Declarations KONG = new Declarations(
            Optional.of(PLUGIN::validate), (collection, entity) -> Optional.empty(), Clock.systemUTC());

    @AfterAll
    static void close() {
        PLUGIN.close();
    }

    /** How many files there are. */
    private static final int STANDARD = 79;

    private static final int EXPERIMENTAL = 9;
    private static final int CONFORMANCE = 152;
    private static final KubernetesSerialization TREES = new KubernetesSerialization();

    /** How many of them hold an object of a kind that is understood. */
    private static final int CONCERNED = 237;

    @TestFactory
    Stream<DynamicTest> examplesGoThrough() {
        return Stream.concat(examples("examples/standard").stream(), examples("examples/experimental").stream())
                .map(f -> DynamicTest.dynamicTest(name(f), () -> through(read(f))));
    }

    @TestFactory
    Stream<DynamicTest> conformanceManifestsGoThrough() {
        Manifests base = read(GatewayApiModule.conformance().resolve("base/manifests.yaml"));
        return conformance().stream()
                .map(f -> DynamicTest.dynamicTest(name(f), () -> through(Manifests.merge(List.of(base, read(f))))));
    }

    /** All at once, as in a cluster where the suite runs; and the numbers that show that nothing was left out unseen. */
    @Test
    void everythingGoesThroughTogether() {
        List<Manifests> read = new ArrayList<>();
        read.add(read(GatewayApiModule.conformance().resolve("base/manifests.yaml")));
        conformance().forEach(f -> read.add(read(f)));
        assertThat(read).hasSize(1 + CONFORMANCE);
        Run run = through(Manifests.merge(read));
        assertThat(run.graph().gateways()).hasSize(96);
        assertThat(run.graph().routes()).hasSize(160);
        assertThat(run.states().stream().flatMap(state -> state.all(KongEntity.Route.class).stream()))
                .hasSizeGreaterThan(150);
    }

    /** Exact numbers: the version is pinned, and a file that is no longer seen has to be noticed. */
    @Test
    void allFilesAreSeen() {
        assertThat(examples("examples/standard")).hasSize(STANDARD);
        assertThat(examples("examples/experimental")).hasSize(EXPERIMENTAL);
        assertThat(conformance()).hasSize(CONFORMANCE);
        assertThat(Stream.of(examples("examples/standard"), examples("examples/experimental"), conformance())
                        .flatMap(List::stream)
                        .filter(f -> concerns(read(f))))
                .hasSize(CONCERNED);
    }

    private record Run(Graph graph, List<KongState> states) {}

    private static Run through(Manifests manifests) {
        assertThat(manifests.diagnostics())
                .filteredOn(d -> d.severity() == Severity.UNREADABLE || d.severity() == Severity.ERROR)
                .isEmpty();
        Snapshot snapshot = ours(manifests);
        List<Capabilities.Listen> listens = listens(snapshot);
        through(snapshot, Capabilities.withoutPlugin("3.9.1", listens));
        return through(snapshot, Capabilities.shipped("0.1.0", listens));
    }

    /** Every Gateway has a data plane of its own, as the suite expects: they share ports. */
    private static Run through(Snapshot snapshot, Capabilities capabilities) {
        Graph graph = Resolver.resolve(
                snapshot,
                ResolveInput.of(
                        CONTROLLER,
                        Kinds.lowerers(new KongDialect()),
                        new KongDialect(),
                        (gateway, className) -> dataPlane(gateway, capabilities),
                        capabilities));
        List<KongState> states = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (GatewayNode gateway : graph.gateways()) {
            DataPlane dataPlane = dataPlane(gateway.meta().ref(), capabilities);
            KongState state = Translator.translate(graph, dataPlane, Exclusions.NONE, TranslateOptions.DEFAULT);
            assertThat(state.entities()).isNotEmpty();
            assertThat(judged(state)).isInstanceOf(Declarations.Reading.Accepted.class);
            states.add(state);
            outcomes.add(new Outcome(
                    dataPlane.name(), "http://kong:8001", Outcome.State.APPLIED, "", List.of(), Exclusions.NONE));
        }
        Verdicts verdicts = Judge.judge(graph, outcomes);
        assertThat(verdicts.byObject().values())
                .as("each Gateway and policy has a verdict, and each ListenerSet and route that names a Gateway")
                .filteredOn(v -> !(v instanceof Verdicts.OfClass))
                .hasSize(snapshot.all(Gateway.class).size()
                        + (int) snapshot.all(ListenerSet.class).stream()
                                .filter(set -> hasGateway(set, snapshot))
                                .count()
                        + snapshot.all(BackendTLSPolicy.class).size()
                        + graph.routes().size());
        assertThat(graph.routes()).hasSameSizeAs(attached(snapshot));
        return new Run(graph, states);
    }

    /** What Kong would say. */
    private static Declarations.Reading judged(KongState state) {
        String text = new String(Document.of(state).bytes("1"), StandardCharsets.UTF_8);
        return KONG.read(Declarations.parse(text).document().orElseThrow(), false);
    }

    private static DataPlane dataPlane(Ref gateway, Capabilities capabilities) {
        return new DataPlane(gateway.path(), capabilities, Map.of(), List.of());
    }

    /** The routes that name a Gateway that is there, or a ListenerSet of one. */
    private static List<HasMetadata> attached(Snapshot snapshot) {
        return Kinds.ALL.stream()
                .filter(kind -> kind.route().isPresent())
                .<HasMetadata>flatMap(kind -> snapshot.all(kind.type()).stream())
                .filter(route -> namesAGateway(route, snapshot))
                .toList();
    }

    private static boolean namesAGateway(HasMetadata route, Snapshot snapshot) {
        for (JsonNode ref :
                TREES.convertValue(route, JsonNode.class).path("spec").path("parentRefs")) {
            String namespace = ref.path("namespace").asText(route.getMetadata().getNamespace());
            String name = ref.path("name").asText();
            boolean leads = switch (ref.path("kind").asText("Gateway")) {
                case "Gateway" -> snapshot.get(Gateway.class, namespace, name) != null;
                case "ListenerSet" -> hasGateway(snapshot.get(ListenerSet.class, namespace, name), snapshot);
                default -> false;
            };
            if (leads) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasGateway(@Nullable ListenerSet set, Snapshot snapshot) {
        if (set == null) {
            return false;
        }
        ParentGatewayReference ref = set.getSpec().getParentRef();
        String namespace = ref.getNamespace() == null ? set.getMetadata().getNamespace() : ref.getNamespace();
        return snapshot.get(Gateway.class, namespace, ref.getName()) != null;
    }

    /** The objects, with every GatewayClass that is declared or named given to our controller. */
    private static Snapshot ours(Manifests manifests) {
        Set<String> classes = new TreeSet<>();
        List<HasMetadata> objects = new ArrayList<>();
        for (Manifests.Loaded loaded : manifests.objects()) {
            switch (loaded.object()) {
                case GatewayClass of -> classes.add(of.getMetadata().getName());
                case Gateway gateway -> {
                    classes.add(gateway.getSpec().getGatewayClassName());
                    objects.add(gateway);
                }
                default -> objects.add(loaded.object());
            }
        }
        classes.forEach(name -> objects.add(new GatewayClassBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withControllerName(CONTROLLER)
                .endSpec()
                .build()));
        return Snapshot.of(objects);
    }

    private static List<Capabilities.Listen> listens(Snapshot snapshot) {
        Map<Integer, Boolean> ports = new HashMap<>();
        snapshot.all(Gateway.class)
                .forEach(g -> g.getSpec()
                        .getListeners()
                        .forEach(l -> ports.merge(l.getPort(), !l.getProtocol().equals("HTTP"), Boolean::logicalAnd)));
        return ports.entrySet().stream()
                .map(p -> new Capabilities.Listen(p.getKey(), p.getValue()))
                .toList();
    }

    private static boolean concerns(Manifests manifests) {
        return manifests.objects().stream()
                .map(Manifests.Loaded::object)
                .anyMatch(o -> Kinds.ALL.stream().anyMatch(kind -> kind.type().isInstance(o)));
    }

    private static Manifests read(Path file) {
        return Manifests.parse(
                name(file),
                GatewayApiModule.text(file)
                        .replace("{GATEWAY_CLASS_NAME}", CLASS)
                        .replace("{GATEWAY_CONTROLLER_NAME}", CONTROLLER));
    }

    private static List<Path> examples(String folder) {
        return GatewayApiModule.manifests(GatewayApiModule.api().resolve(folder));
    }

    private static List<Path> conformance() {
        return GatewayApiModule.manifests(GatewayApiModule.conformance().resolve("tests"));
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
