package io.kongruent.kinds;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendRef;
import io.kongruent.graph.Finding;
import io.kongruent.graph.Rule;
import io.kongruent.model.Declared;
import io.kongruent.model.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of every kind of route about connections or datagrams: nothing but a name and backends. */
public final class FlowRules {

    private final Rule.L4.Flow flow;
    private final String namespace;
    private final List<Finding> shared;
    private final List<Rule> rules = new ArrayList<>();

    /**
     * Rules of one route.
     *
     * @param shared what is wrong with the route as a whole, so with each of its rules
     */
    public FlowRules(Rule.L4.Flow flow, String namespace, List<Finding> shared) {
        this.flow = flow;
        this.namespace = namespace;
        this.shared = List.copyOf(shared);
    }

    /** Adds the next rule. */
    public void add(@Nullable String name, @Nullable List<BackendRef> declared, @Nullable Map<String, Object> more) {
        List<Finding> findings = new ArrayList<>(shared);
        List<io.kongruent.graph.BackendRef> backends = new ArrayList<>();
        List<@Nullable BackendRef> list = Declared.list(declared);
        for (int i = 0; i < list.size(); i++) {
            BackendRef entry = list.get(i);
            BackendRef ref = entry == null ? new BackendRef() : entry;
            backends.add(new BackendRefs(
                            ref.getGroup(),
                            ref.getKind(),
                            ref.getNamespace(),
                            ref.getName(),
                            ref.getPort(),
                            ref.getWeight(),
                            ref.getAdditionalProperties())
                    .lower(i, namespace, List.of(), findings));
        }
        NewerFields.refuse(more, (field, message) -> findings.add(refused(field, message)));
        if (!rules.isEmpty()) {
            findings.add(refused("", "only the first rule of a route about connections can count; remove the others"));
        }
        rules.add(new Rule.L4(rules.size(), Declared.maybe(name), flow, backends, findings));
    }

    /** A finding that costs the whole rule. */
    public static Finding refused(String field, String message) {
        return Finding.answer500(Reason.UnsupportedValue, field.isEmpty() ? "rules" : field, message);
    }

    /** All of them. */
    public List<Rule> all() {
        return List.copyOf(rules);
    }
}
