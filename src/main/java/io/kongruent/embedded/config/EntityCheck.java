package io.kongruent.embedded.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.embedded.config.Fault.Key;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A rule over several fields of one entity. */
interface EntityCheck {

    /** Adds what is wrong to {@code faults}, which holds what the fields alone have shown. */
    void run(Function<String, Optional<Field>> fields, ObjectNode input, Fault.Table faults);

    /** Which fields a check reads and when it is left out. */
    record Sources(List<String> names, Set<String> required, boolean withMissing, boolean withInvalid) {

        public Sources {
            names = List.copyOf(names);
            required = Set.copyOf(required);
        }

        /** True when the check can run. Fields it needs and that are absent are put into {@code faults}. */
        boolean ready(Function<String, Optional<Field>> fields, ObjectNode input, Fault.Table faults) {
            List<String> missing = new ArrayList<>();
            boolean allAbsent = true;
            boolean allFine = true;
            for (String name : names) {
                JsonNode value = at(input, name);
                if (value.isMissingNode()) {
                    if (!withMissing && required.contains(name)) {
                        missing.add(name);
                    }
                } else {
                    allAbsent = false;
                    boolean reference = value.isTextual()
                            && value.asText().startsWith("{vault://")
                            && fields.apply(name)
                                    .filter(f -> f.is("referenceable"))
                                    .isPresent();
                    if (reference) {
                        return false;
                    }
                }
                allFine &= !faults.has(name);
            }
            if (!allFine && !withInvalid) {
                return false;
            }
            if (allAbsent && !withMissing) {
                return false;
            }
            missing.forEach(name -> faults.at(name, Fault.text("field required for entity check")));
            return missing.isEmpty();
        }
    }

    /** The value at a dotted path; missing when there is none. */
    static JsonNode at(JsonNode tree, String path) {
        JsonNode found = tree;
        for (String step : path.split("\\.", -1)) {
            found = found.path(step);
        }
        return found;
    }

    static boolean filled(JsonNode value) {
        return !(value.isMissingNode()
                || value.isNull()
                || (value.isContainerNode() && value.isEmpty())
                || (value.isTextual() && value.asText().isEmpty()));
    }

    private static void entity(Fault.Table faults, String message) {
        faults.append(Key.of("@entity"), message);
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(name -> names.add(name.asText()));
        return names;
    }

    /** A check that Kong has in code: {@code judge} answers the message. */
    static EntityCheck custom(JsonNode argument, Function<ObjectNode, Optional<String>> judge) {
        List<String> names = names(argument.path("field_sources"));
        Sources sources = new Sources(
                names,
                new HashSet<>(names),
                argument.path("run_with_missing_fields").asBoolean(),
                argument.path("run_with_invalid_fields").asBoolean());
        return (fields, input, faults) -> {
            if (sources.ready(fields, input, faults)) {
                judge.apply(input).ifPresent(message -> entity(faults, message));
            }
        };
    }

    /** A check that the schema itself says. */
    static EntityCheck of(String kind, JsonNode argument) {
        return switch (kind) {
            case "at_least_one_of" ->
                counting(argument, true, true, "at least one of these fields must be non-empty: ", n -> n > 0);
            case "only_one_of" ->
                counting(argument, false, true, "exactly one of these fields must be non-empty: ", n -> n == 1);
            case "mutually_exclusive" ->
                counting(argument, true, false, "only one or none of these fields must be set: ", n -> n <= 1);
            case "mutually_required" ->
                counting(
                        argument,
                        true,
                        false,
                        "all or none of these fields must be set: ",
                        n -> n == 0 || n == argument.size());
            case "distinct" -> distinct(argument);
            case "conditional" -> conditional(argument);
            case "conditional_at_least_one_of" -> conditionalAtLeastOneOf(argument);
            default -> throw new IllegalStateException("no such check: " + kind);
        };
    }

    private static EntityCheck counting(
            JsonNode argument,
            boolean withMissing,
            boolean withInvalid,
            String message,
            java.util.function.IntPredicate fine) {
        List<String> names = names(argument);
        Sources sources = new Sources(names, new HashSet<>(names), withMissing, withInvalid);
        return (fields, input, faults) -> {
            if (sources.ready(fields, input, faults)) {
                int filled = (int)
                        names.stream().filter(name -> filled(at(input, name))).count();
                if (!fine.test(filled)) {
                    entity(faults, message + Rules.quotedList(argument));
                }
            }
        };
    }

    private static EntityCheck distinct(JsonNode argument) {
        List<String> names = names(argument);
        Sources sources = new Sources(names, new HashSet<>(names), false, true);
        return (fields, input, faults) -> {
            if (!sources.ready(fields, input, faults)) {
                return;
            }
            Set<JsonNode> seen = new HashSet<>();
            for (String name : names) {
                JsonNode value = at(input, name);
                if (filled(value) && !seen.add(value)) {
                    entity(faults, "values of these fields must be distinct: " + Rules.quotedList(argument));
                    return;
                }
            }
        };
    }

    private static EntityCheck conditional(JsonNode argument) {
        String ifField = argument.get("if_field").asText();
        String thenField = argument.get("then_field").asText();
        ObjectNode ifMatch = (ObjectNode) argument.get("if_match");
        ObjectNode thenMatch = (ObjectNode) argument.get("then_match");
        Sources sources = new Sources(List.of(ifField, thenField), Set.of(ifField), false, true);
        return (fields, input, faults) -> {
            if (!sources.ready(fields, input, faults) || !matches(fields, ifField, ifMatch, at(input, ifField))) {
                return;
            }
            JsonNode then = at(input, thenField);
            JsonNode value = then.isMissingNode() ? JsonNodeFactory.instance.nullNode() : then;
            Optional<Fault> fault = thenMatch.path("required").asBoolean() && value.isNull()
                    ? Optional.of(Fault.text("required field missing"))
                    : fields.apply(thenField).flatMap(field -> Values.validate(field.overlay(thenMatch), value));
            fault.ifPresent(f -> {
                faults.at(thenField, f);
                entity(
                        faults,
                        argument.has("then_err")
                                ? argument.get("then_err").asText().replace("%s", ifField)
                                : "failed conditional validation given value of field '" + ifField + "'");
            });
        };
    }

    private static boolean matches(
            Function<String, Optional<Field>> fields, String name, ObjectNode match, JsonNode value) {
        if (value.isMissingNode()) {
            return false;
        }
        return fields.apply(name)
                .map(field -> Values.validate(field.overlay(match), value).isEmpty())
                .orElse(false);
    }

    private static EntityCheck conditionalAtLeastOneOf(JsonNode argument) {
        String ifField = argument.get("if_field").asText();
        return (fields, input, faults) -> {
            JsonNode value = at(input, ifField);
            if (value.isMissingNode()) {
                return;
            }
            boolean then = matches(fields, ifField, (ObjectNode) argument.get("if_match"), value);
            boolean otherwise = !then
                    && argument.has("else_match")
                    && matches(fields, ifField, (ObjectNode) argument.get("else_match"), value);
            if (then || otherwise) {
                JsonNode wanted = argument.get(then ? "then_at_least_one_of" : "else_then_at_least_one_of");
                String message =
                        argument.get(then ? "then_err" : "else_then_err").asText();
                if (names(wanted).stream().noneMatch(name -> filled(at(input, name)))) {
                    entity(faults, message.replace("%s", Rules.quotedList(wanted)));
                }
            }
        };
    }
}
