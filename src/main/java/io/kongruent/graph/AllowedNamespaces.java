package io.kongruent.graph;

import java.util.List;
import java.util.Map;

/** From which namespaces a listener takes routes ({@code allowedRoutes.namespaces}). */
public sealed interface AllowedNamespaces {

    /** From every namespace. */
    record All() implements AllowedNamespaces {}

    /** From the namespace of the object that declares the listener. */
    record Same() implements AllowedNamespaces {}

    /** From namespaces whose labels meet every requirement. */
    record Selected(List<Requirement> requirements) implements AllowedNamespaces {
        public Selected {
            requirements = List.copyOf(requirements);
        }
    }

    /** From none: what was declared can't be understood. */
    record None() implements AllowedNamespaces {}

    /** One requirement of a label selector; {@code matchLabels} are requirements with {@link Operator#In} and one value. */
    record Requirement(String key, Operator operator, List<String> values) {
        public Requirement {
            values = List.copyOf(values);
        }

        /** The operators of Kubernetes, spelled as there. */
        public enum Operator {
            In,
            NotIn,
            Exists,
            DoesNotExist,
        }

        boolean holds(Map<String, String> labels) {
            String value = labels.get(key);
            return switch (operator) {
                case In -> value != null && values.contains(value);
                case NotIn -> value == null || !values.contains(value);
                case Exists -> value != null;
                case DoesNotExist -> value == null;
            };
        }
    }

    /**
     * Whether routes of a namespace are taken.
     *
     * @param own the namespace of the object that declares the listener
     * @param namespace the route's
     * @param labels that namespace's labels
     */
    default boolean admits(String own, String namespace, Map<String, String> labels) {
        return switch (this) {
            case All all -> true;
            case Same same -> own.equals(namespace);
            case Selected(List<Requirement> requirements) ->
                requirements.stream().allMatch(r -> r.holds(labels));
            case None none -> false;
        };
    }
}
