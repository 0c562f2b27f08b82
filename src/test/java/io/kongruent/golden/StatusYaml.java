package io.kongruent.golden;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kongruent.graph.GatewayNode;
import io.kongruent.graph.ParentRef;
import io.kongruent.model.Condition;
import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import io.kongruent.verdict.Verdicts;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Statuses as a golden case shows them: everything but times and what every status of ours has in common. */
final class StatusYaml {

    private final StringBuilder out = new StringBuilder();

    private StatusYaml() {}

    /** The statuses of these objects. */
    static String of(Verdicts verdicts, Set<Ref> objects) {
        StatusYaml yaml = new StatusYaml();
        verdicts.byObject().forEach((ref, verdict) -> {
            if (objects.contains(ref)) {
                yaml.add(ref, verdict);
            }
        });
        return yaml.out.isEmpty() ? "{}\n" : yaml.out.toString();
    }

    private void add(Ref ref, Verdicts.Verdict verdict) {
        line(0, ref + ":");
        generation(verdict.meta());
        switch (verdict) {
            case Verdicts.OfClass of -> {
                conditions(2, of.conditions());
                list(2, "supportedFeatures", of.supportedFeatures());
            }
            case Verdicts.OfGateway of -> {
                conditions(2, of.conditions());
                list(
                        2,
                        "addresses",
                        of.addresses().stream().map(StatusYaml::address).toList());
                if (of.attachedListenerSets() > 0) {
                    line(2, "attachedListenerSets: " + of.attachedListenerSets());
                }
                line(2, "listeners:");
                of.listeners().forEach(this::listener);
            }
            case Verdicts.OfListenerSet of -> {
                conditions(2, of.conditions());
                line(2, of.listeners().isEmpty() ? "listeners: []" : "listeners:");
                of.listeners().forEach(this::listener);
            }
            case Verdicts.OfPolicy of -> {
                line(2, "ancestors:");
                of.ancestors().forEach(a -> {
                    line(2, "- ancestorRef: " + a.gateway());
                    conditions(4, a.conditions());
                });
            }
            case Verdicts.OfRoute of -> {
                line(2, "parents:");
                of.parents().forEach(p -> {
                    line(2, "- parentRef: " + parent(p.ref()));
                    conditions(4, p.conditions());
                });
            }
        }
    }

    private void generation(Meta meta) {
        if (meta.generation() > 0) {
            line(2, "observedGeneration: " + meta.generation());
        }
    }

    private void listener(Verdicts.OfListener listener) {
        line(2, "- name: " + quoted(listener.name()));
        line(4, "attachedRoutes: " + listener.attachedRoutes());
        line(
                4,
                listener.supportedKinds().stream()
                        .map(k -> k.group().equals(Ref.GATEWAY_API) ? k.kind() : k.group() + "/" + k.kind())
                        .collect(Collectors.joining(", ", "supportedKinds: [", "]")));
        conditions(4, listener.conditions());
    }

    private void conditions(int indent, List<Condition> conditions) {
        line(indent, "conditions:");
        for (Condition c : conditions) {
            line(indent, "- {type: " + c.type() + ", status: \"" + c.status() + "\", reason: " + c.reason() + ",");
            line(indent, "   message: " + JsonNodeFactory.instance.textNode(c.message()) + "}");
        }
    }

    private void list(int indent, String name, List<String> values) {
        if (!values.isEmpty()) {
            line(indent, name + ":");
            values.forEach(v -> line(indent, "- " + v));
        }
    }

    private static String address(GatewayNode.Address address) {
        return "{type: " + address.type() + ", value: " + quoted(address.value()) + "}";
    }

    /** The reference as the route declares it. */
    private static String parent(ParentRef ref) {
        StringBuilder text = new StringBuilder("{");
        if (!ref.target().kind().equals("Gateway")) {
            text.append("kind: ").append(ref.target().kind()).append(", ");
        }
        text.append("name: ").append(quoted(ref.target().name()));
        if (ref.namespaceDeclared()) {
            text.append(", namespace: ").append(quoted(ref.target().namespace()));
        }
        ref.sectionName().ifPresent(s -> text.append(", sectionName: ").append(quoted(s)));
        ref.port().ifPresent(p -> text.append(", port: ").append(p));
        return text.append("}").toString();
    }

    private static String quoted(String text) {
        return text.matches("[a-z][a-z0-9.-]*") ? text : "\"" + text + "\"";
    }

    private void line(int indent, String text) {
        out.append(" ".repeat(indent)).append(text).append('\n');
    }
}
