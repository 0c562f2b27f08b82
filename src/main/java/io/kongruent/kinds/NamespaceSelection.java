package io.kongruent.kinds;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.kongruent.graph.AllowedNamespaces;
import io.kongruent.graph.AllowedNamespaces.Requirement;
import io.kongruent.model.Declared;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From which namespaces something is let in: {@code from} and {@code selector}. What can't be understood lets nobody in. */
public enum NamespaceSelection {
    /** {@code allowedRoutes.namespaces} of a listener. */
    ROUTES("allowedRoutes.namespaces", "Same", "All, Same or Selector"),
    /** {@code allowedListeners.namespaces} of a Gateway. */
    LISTENERS("allowedListeners.namespaces", "None", "All, Same, Selector or None");

    private final String field;
    private final String byDefault;
    private final String known;

    NamespaceSelection(String field, String byDefault, String known) {
        this.field = field;
        this.byDefault = byDefault;
        this.known = known;
    }

    /** Reads both fields. @param problems gets what can't be understood */
    public AllowedNamespaces lower(@Nullable String from, @Nullable LabelSelector selector, List<String> problems) {
        String declared = Declared.text(from, byDefault);
        return switch (declared) {
            case "All" -> new AllowedNamespaces.All();
            case "Same" -> new AllowedNamespaces.Same();
            case "Selector" -> selected(selector, problems);
            default -> {
                if (!declared.equals(byDefault)) {
                    problems.add(field + ".from: \"" + declared + "\" isn't known here; use " + known);
                }
                yield new AllowedNamespaces.None();
            }
        };
    }

    /** Kubernetes' label selectors: an empty one selects everything. */
    private AllowedNamespaces selected(@Nullable LabelSelector selector, List<String> problems) {
        if (selector == null) {
            problems.add(field + ".selector: the selector is missing; write one or use from: Same or All");
            return new AllowedNamespaces.None();
        }
        List<Requirement> requirements = new ArrayList<>();
        Declared.map(selector.getMatchLabels()).entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .forEach(label -> requirements.add(new Requirement(
                        label.getKey(), Requirement.Operator.In, List.of(Declared.text(label.getValue())))));
        List<@Nullable LabelSelectorRequirement> expressions = Declared.list(selector.getMatchExpressions());
        for (int i = 0; i < expressions.size(); i++) {
            LabelSelectorRequirement expression = expressions.get(i);
            Optional<Requirement> requirement = expression == null ? Optional.empty() : requirement(expression);
            if (requirement.isEmpty()) {
                problems.add(
                        field + ".selector.matchExpressions[" + i
                                + "]: the expression can't be understood; use In or NotIn with values, Exists or DoesNotExist without");
                return new AllowedNamespaces.None();
            }
            requirements.add(requirement.get());
        }
        return new AllowedNamespaces.Selected(requirements);
    }

    private static Optional<Requirement> requirement(LabelSelectorRequirement expression) {
        String key = Declared.text(expression.getKey());
        List<String> values = Declared.list(expression.getValues()).stream()
                .map(Declared::text)
                .toList();
        for (Requirement.Operator operator : Requirement.Operator.values()) {
            if (operator.name().equals(expression.getOperator())) {
                boolean fits = switch (operator) {
                    case In, NotIn -> !values.isEmpty();
                    case Exists, DoesNotExist -> values.isEmpty();
                };
                return fits && !key.isEmpty() ? Optional.of(new Requirement(key, operator, values)) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
