package io.kongruent.cli.show;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.kongruent.graph.GatewayNode;
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
     * @param ours what would be decided: says which objects are ours
     * @param controllerName under which our entries of routes stand
     */
    public static StatusReading of(Manifests manifests, Verdicts ours, String controllerName) {
        SortedMap<Ref, Verdict> verdicts = new TreeMap<>();
        List<String> remarks = new ArrayList<>();
        ours.byObject()
                .forEach((ref, decided) -> manifests.find(ref).ifPresent(loaded -> {
                    JsonNode object = TREES.convertValue(loaded.object(), JsonNode.class);
                    JsonNode status = object.path("status");
                    Meta meta = decided.meta();
                    switch (decided) {
                        case Verdicts.OfClass of -> {
                            verdicts.put(ref, new Verdicts.OfClass(meta, conditions(status), features(status)));
                            remark(ref, meta, Stream.of(status), remarks);
                        }
                        case Verdicts.OfGateway of -> {
                            List<JsonNode> listeners = elements(status.path("listeners"));
                            verdicts.put(ref, gateway(meta, status, listeners));
                            remark(ref, meta, Stream.concat(Stream.of(status), listeners.stream()), remarks);
                        }
                        case Verdicts.OfListenerSet of -> {
                            List<JsonNode> listeners = elements(status.path("listeners"));
                            verdicts.put(
                                    ref, new Verdicts.OfListenerSet(meta, conditions(status), listeners(listeners)));
                            remark(ref, meta, Stream.concat(Stream.of(status), listeners.stream()), remarks);
                        }
                        case Verdicts.OfPolicy of -> {
                            List<JsonNode> ancestors = elements(status.path("ancestors")).stream()
                                    .filter(a ->
                                            a.path("controllerName").asText().equals(controllerName))
                                    .toList();
                            verdicts.put(ref, policy(meta, ancestors));
                            remark(ref, meta, ancestors.stream(), remarks);
                        }
                        case Verdicts.OfRoute of -> {
                            List<JsonNode> parents = elements(status.path("parents")).stream()
                                    .filter(p ->
                                            p.path("controllerName").asText().equals(controllerName))
                                    .toList();
                            verdicts.put(ref, route(meta, parents));
                            remark(ref, meta, parents.stream(), remarks);
                        }
                    }
                }));
        return new StatusReading(new Verdicts(verdicts), remarks);
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

    private static Verdicts.OfPolicy policy(Meta meta, List<JsonNode> ancestors) {
        return new Verdicts.OfPolicy(
                meta,
                ancestors.stream()
                        .map(a -> new PolicyNode.Ancestor(
                                Ref.gatewayApi(
                                        "Gateway",
                                        a.at("/ancestorRef/namespace")
                                                .asText(meta.ref().namespace()),
                                        a.at("/ancestorRef/name").asText()),
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

    private static void remark(Ref ref, Meta meta, Stream<JsonNode> parts, List<String> remarks) {
        List<JsonNode> conditions =
                parts.flatMap(p -> elements(p.path("conditions")).stream()).toList();
        if (conditions.isEmpty()) {
            remarks.add(ref + ": no status yet; is the controller running?");
            return;
        }
        conditions.stream().mapToLong(c -> c.path("observedGeneration").asLong()).min().stream()
                .filter(oldest -> oldest < meta.generation())
                .forEach(oldest -> remarks.add(ref + ": its status is about generation " + oldest
                        + ", and the object is at " + meta.generation()));
    }

    private static List<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }
}
