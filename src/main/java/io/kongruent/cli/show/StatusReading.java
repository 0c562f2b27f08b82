package io.kongruent.cli.show;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.kongruent.graph.ClassNode;
import io.kongruent.graph.GatewayNode;
import io.kongruent.graph.Graph;
import io.kongruent.graph.ListenerSetNode;
import io.kongruent.graph.ParentRef;
import io.kongruent.graph.PolicyNode;
import io.kongruent.model.Condition;
import io.kongruent.model.Meta;
import io.kongruent.model.Reason;
import io.kongruent.model.Ref;
import io.kongruent.snapshot.Manifests;
import io.kongruent.verdict.Verdicts;
import io.kongruent.verdict.Verdicts.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Statuses as they stand, in the form in which they are decided.
 *
 * @param verdicts what the objects say; nothing of what is unknown here
 * @param remarks what can't be believed: statuses that are missing, or about an older version of the object
 */
public record StatusReading(Verdicts verdicts, List<String> remarks) {

    private static final KubernetesSerialization TREES = new KubernetesSerialization();

    public StatusReading {
        remarks = List.copyOf(remarks);
    }

    /**
     * Reads them.
     *
     * @param graph says which objects are ours
     * @param controllerName under which our entries of routes stand
     */
    public static StatusReading of(Manifests manifests, Graph graph, String controllerName) {
        SortedMap<Ref, Meta> ours = new TreeMap<>();
        Consumer<Meta> add = meta -> ours.put(meta.ref(), meta);
        graph.classes().stream().map(ClassNode::meta).forEach(add);
        graph.meshes().stream().map(ClassNode::meta).forEach(add);
        graph.gateways().stream().map(GatewayNode::meta).forEach(add);
        graph.gateways().stream()
                .flatMap(g -> g.listenerSets().stream())
                .map(ListenerSetNode::meta)
                .forEach(add);
        graph.policies().stream().map(PolicyNode::meta).forEach(add);
        graph.routes().stream().map(r -> r.route().meta()).forEach(add);
        SortedMap<Ref, Verdict> verdicts = new TreeMap<>();
        List<String> remarks = new ArrayList<>();
        ours.forEach((ref, meta) -> manifests.find(ref).ifPresent(loaded -> {
            JsonNode status =
                    TREES.convertValue(loaded.object(), JsonNode.class).path("status");
            verdicts.put(ref, read(meta, status, controllerName, remarks));
        }));
        return new StatusReading(new Verdicts(verdicts), remarks);
    }

    private static Verdict read(Meta meta, JsonNode status, String controllerName, List<String> remarks) {
        List<JsonNode> listeners = elements(status.path("listeners"));
        switch (meta.ref().kind()) {
            case "GatewayClass", "XMesh" -> {
                remark(meta, Stream.of(status), remarks);
                return new Verdicts.OfClass(meta, conditions(status), features(status));
            }
            case "Gateway" -> {
                remark(meta, Stream.concat(Stream.of(status), listeners.stream()), remarks);
                return gateway(meta, status, listeners);
            }
            case "ListenerSet" -> {
                remark(meta, Stream.concat(Stream.of(status), listeners.stream()), remarks);
                return new Verdicts.OfListenerSet(meta, conditions(status), listeners(listeners));
            }
            default -> {
                // XBackends of v1.6 of the Gateway API have their ancestors under the name that routes use.
                boolean policy = !meta.ref().kind().endsWith("Route");
                List<JsonNode> entries =
                        elements(status.path(status.has("ancestors") ? "ancestors" : "parents")).stream()
                                .filter(entry ->
                                        entry.path("controllerName").asText().equals(controllerName))
                                .toList();
                remark(meta, entries.stream(), remarks);
                return policy ? policy(meta, entries) : route(meta, entries);
            }
        }
    }

    private static Verdicts.OfGateway gateway(Meta meta, JsonNode status, List<JsonNode> listeners) {
        return new Verdicts.OfGateway(
                meta,
                conditions(status),
                elements(status.path("addresses")).stream()
                        .map(a -> new GatewayNode.Address(
                                a.path("type").asText(), a.path("value").asText()))
                        .toList(),
                status.path("attachedListenerSets").asInt(),
                listeners(listeners));
    }

    private static List<Verdicts.OfListener> listeners(List<JsonNode> listeners) {
        return listeners.stream()
                .map(l -> new Verdicts.OfListener(
                        l.path("name").asText(),
                        List.of(),
                        l.path("attachedRoutes").asInt(),
                        conditions(l)))
                .toList();
    }

    private static Verdicts.OfRoute route(Meta meta, List<JsonNode> parents) {
        List<Verdicts.OfParent> read = new ArrayList<>();
        for (JsonNode parent : parents) {
            JsonNode ref = parent.path("parentRef");
            read.add(new Verdicts.OfParent(
                    new ParentRef(
                            read.size(),
                            new Ref(
                                    ref.path("group").asText(Ref.GATEWAY_API),
                                    ref.path("kind").asText("Gateway"),
                                    ref.path("namespace").asText(meta.ref().namespace()),
                                    ref.path("name").asText()),
                            Optional.of(ref.path("sectionName").asText()).filter(s -> !s.isEmpty()),
                            ref.path("port").isInt()
                                    ? OptionalInt.of(ref.path("port").asInt())
                                    : OptionalInt.empty(),
                            ref.has("namespace")),
                    conditions(parent)));
        }
        return new Verdicts.OfRoute(meta, read);
    }

    private static JsonNode ancestor(JsonNode entry) {
        return entry.has("parentRef") ? entry.path("parentRef") : entry.path("ancestorRef");
    }

    private static Verdicts.OfPolicy policy(Meta meta, List<JsonNode> ancestors) {
        return new Verdicts.OfPolicy(
                meta,
                ancestors.stream()
                        .map(a -> new PolicyNode.Ancestor(
                                Ref.gatewayApi(
                                        "Gateway",
                                        ancestor(a)
                                                .path("namespace")
                                                .asText(meta.ref().namespace()),
                                        ancestor(a).path("name").asText()),
                                conditions(a)))
                        .toList());
    }

    private static List<String> features(JsonNode status) {
        return elements(status.path("supportedFeatures")).stream()
                .map(f -> f.isObject() ? f.path("name").asText() : f.asText())
                .toList();
    }

    private static List<Condition> conditions(JsonNode part) {
        List<Condition> conditions = new ArrayList<>();
        for (JsonNode condition : part.path("conditions")) {
            Optional<Condition.Type> type = constant(Condition.Type.values(), condition.path("type"));
            Optional<Reason> reason = constant(Reason.values(), condition.path("reason"));
            Optional<Condition.Status> status = constant(Condition.Status.values(), condition.path("status"));
            if (type.isPresent() && reason.isPresent() && status.isPresent()) {
                conditions.add(new Condition(
                        type.get(),
                        status.get(),
                        reason.get(),
                        condition.path("message").asText()));
            }
        }
        return conditions;
    }

    private static <E> Optional<E> constant(E[] constants, JsonNode name) {
        return Arrays.stream(constants)
                .filter(c -> c.toString().equals(name.asText()))
                .findFirst();
    }

    private static void remark(Meta meta, Stream<JsonNode> parts, List<String> remarks) {
        List<JsonNode> conditions =
                parts.flatMap(p -> elements(p.path("conditions")).stream()).toList();
        if (conditions.isEmpty()) {
            remarks.add(meta.ref() + ": no status yet; is the controller running?");
            return;
        }
        conditions.stream().mapToLong(c -> c.path("observedGeneration").asLong()).min().stream()
                .filter(oldest -> oldest < meta.generation())
                .forEach(oldest -> remarks.add(meta.ref() + ": its status is about generation " + oldest
                        + ", and the object is at " + meta.generation()));
    }

    private static List<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }
}
