package io.kongruent.cli.show;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.graph.ParentRef;
import io.kongruent.model.Condition;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import io.kongruent.verdict.Verdicts;
import java.util.ArrayList;
import java.util.List;

/** Statuses in the form in which the API server would hold them, without times: one object after the other, each with what it takes to find it. */
public final class StatusTree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String VERSION = "v1";

    private StatusTree() {}

    /**
     * @param controllerName under which routes' parents are entered
     */
    public static List<ObjectNode> of(Verdicts verdicts, String controllerName) {
        List<ObjectNode> objects = new ArrayList<>();
        verdicts.byObject().forEach((ref, verdict) -> {
            ObjectNode object = NODES.objectNode();
            object.put("apiVersion", ref.group() + "/" + VERSION).put("kind", ref.kind());
            ObjectNode metadata = object.putObject("metadata");
            if (!ref.namespace().isEmpty()) {
                metadata.put("namespace", ref.namespace());
            }
            metadata.put("name", ref.name());
            object.set("status", status(verdict, controllerName));
            objects.add(object);
        });
        return objects;
    }

    private static ObjectNode status(Verdicts.Verdict verdict, String controllerName) {
        ObjectNode status = NODES.objectNode();
        switch (verdict) {
            case Verdicts.OfClass of -> {
                status.set("conditions", conditions(of.conditions(), of.meta()));
                ArrayNode features = status.putArray("supportedFeatures");
                of.supportedFeatures().forEach(f -> features.addObject().put("name", f));
            }
            case Verdicts.OfGateway of -> {
                ArrayNode addresses = NODES.arrayNode();
                of.addresses()
                        .forEach(
                                a -> addresses.addObject().put("type", a.type()).put("value", a.value()));
                if (!addresses.isEmpty()) {
                    status.set("addresses", addresses);
                }
                status.set("conditions", conditions(of.conditions(), of.meta()));
                ArrayNode listeners = status.putArray("listeners");
                of.listeners().forEach(l -> listeners.add(listener(l, of.meta())));
            }
            case Verdicts.OfRoute of -> {
                ArrayNode parents = status.putArray("parents");
                for (Verdicts.OfParent parent : of.parents()) {
                    ObjectNode entry = parents.addObject();
                    entry.set("parentRef", parentRef(parent.ref()));
                    entry.put("controllerName", controllerName);
                    entry.set("conditions", conditions(parent.conditions(), of.meta()));
                }
            }
        }
        return status;
    }

    private static ObjectNode listener(Verdicts.OfListener listener, Meta meta) {
        ObjectNode json = NODES.objectNode().put("name", listener.name());
        ArrayNode kinds = json.putArray("supportedKinds");
        listener.supportedKinds()
                .forEach(k -> kinds.addObject().put("group", k.group()).put("kind", k.kind()));
        json.put("attachedRoutes", listener.attachedRoutes());
        json.set("conditions", conditions(listener.conditions(), meta));
        return json;
    }

    private static ObjectNode parentRef(ParentRef ref) {
        Ref target = ref.target();
        ObjectNode json = NODES.objectNode().put("group", target.group()).put("kind", target.kind());
        if (ref.namespaceDeclared()) {
            json.put("namespace", target.namespace());
        }
        json.put("name", target.name());
        ref.sectionName().ifPresent(s -> json.put("sectionName", s));
        ref.port().ifPresent(p -> json.put("port", p));
        return json;
    }

    private static ArrayNode conditions(List<Condition> conditions, Meta meta) {
        ArrayNode array = NODES.arrayNode();
        for (Condition condition : conditions) {
            ObjectNode json = array.addObject()
                    .put("type", condition.type().name())
                    .put("status", condition.status().toString())
                    .put("reason", condition.reason().name())
                    .put("message", condition.message());
            if (meta.generation() > 0) {
                json.put("observedGeneration", meta.generation());
            }
        }
        return array;
    }
}
