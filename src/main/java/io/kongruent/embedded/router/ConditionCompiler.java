package io.kongruent.embedded.router;

import io.kongruent.kong.expression.Expression;
import io.kongruent.kong.expression.Expression.Predicate;
import io.kongruent.kong.expression.Field;
import io.kongruent.kong.expression.IpAddress;
import io.kongruent.kong.expression.Literal;
import io.kongruent.kong.expression.Operator;
import io.kongruent.kong.expression.Regexes;
import io.kongruent.kong.expression.regex.LinearPattern;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Makes tests of expressions whose fields and types have been checked. */
final class ConditionCompiler {
    private final ToIntFunction<String> slots;

    ConditionCompiler(Slots.Builder slots) {
        this.slots = slots::number;
    }

    ConditionCompiler(Slots slots) {
        this.slots = slots::number;
    }

    Condition compile(Expression expression) {
        return switch (expression) {
            case Expression.And(List<Expression> terms) -> all(compile(terms));
            case Expression.Or(List<Expression> terms) -> any(compile(terms));
            case Expression.Not(Expression term) -> {
                Condition inner = compile(term);
                yield (reading, findings) -> !inner.holds(reading, findings);
            }
            case Predicate predicate -> predicate(predicate);
        };
    }

    private Condition[] compile(List<Expression> terms) {
        return terms.stream().map(this::compile).toArray(Condition[]::new);
    }

    private static Condition all(Condition[] terms) {
        return (reading, findings) -> {
            for (Condition term : terms) {
                if (!term.holds(reading, findings)) {
                    return false;
                }
            }
            return true;
        };
    }

    private static Condition any(Condition[] terms) {
        return (reading, findings) -> {
            for (Condition term : terms) {
                if (term.holds(reading, findings)) {
                    return true;
                }
            }
            return false;
        };
    }

    private Condition predicate(Predicate predicate) {
        int slot = slots.applyAsInt(predicate.field().name());
        return switch (predicate.literal()) {
            case Literal.Text(String text) -> text(slot, predicate.field(), textCondition(predicate, text));
            case Literal.Int(long number) -> number(slot, predicate.operator(), number);
            case Literal.Address(IpAddress address) -> {
                boolean equal = predicate.operator() == Operator.EQUAL;
                yield (reading, findings) -> {
                    IpAddress value = reading.address(slot);
                    return value != null && value.equals(address) == equal;
                };
            }
            case Literal.Network network -> {
                boolean inside = predicate.operator() == Operator.IN;
                yield (reading, findings) -> {
                    IpAddress value = reading.address(slot);
                    return value != null && network.contains(value) == inside;
                };
            }
        };
    }

    /** A test of one value. */
    private interface TextCondition {
        boolean holds(String value, Findings findings);
    }

    private static Condition text(int slot, Field field, TextCondition test) {
        boolean lower = field.isLower();
        boolean any = field.isAny();
        return (reading, findings) -> {
            String[] values = lower ? reading.lowered(slot) : reading.texts(slot);
            if (values == null) {
                return false;
            }
            for (String value : values) {
                if (test.holds(value, findings) == any) {
                    return any;
                }
            }
            return !any;
        };
    }

    private static TextCondition textCondition(Predicate predicate, String text) {
        boolean path = predicate.field().name().equals("http.path");
        TextCondition plain = switch (predicate.operator()) {
            case EQUAL -> (value, findings) -> value.equals(text);
            case PREFIX -> (value, findings) -> value.startsWith(text);
            case POSTFIX -> (value, findings) -> value.endsWith(text);
            case CONTAINS -> (value, findings) -> value.contains(text);
            case NOT_EQUAL -> (value, findings) -> !value.equals(text);
            case REGEX -> regex(Regexes.compile(text), path);
            case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL, IN, NOT_IN ->
                throw new IllegalArgumentException(predicate.toString());
        };
        boolean names = switch (predicate.operator()) {
            case EQUAL, PREFIX, POSTFIX -> path;
            default -> false;
        };
        if (!names) {
            return plain;
        }
        return (value, findings) -> {
            if (!plain.holds(value, findings)) {
                return false;
            }
            findings.path(text);
            return true;
        };
    }

    private static TextCondition regex(LinearPattern regex, boolean path) {
        return (value, findings) -> {
            Optional<LinearPattern.Match> match = regex.find(value);
            if (match.isEmpty()) {
                return false;
            }
            if (path) {
                findings.path(match.get().text());
            }
            match.get().captures().forEach(findings::capture);
            return true;
        };
    }

    private static Condition number(int slot, Operator operator, long number) {
        return (reading, findings) -> {
            Long value = reading.number(slot);
            return value != null && compare(value, operator, number);
        };
    }

    private static boolean compare(long value, Operator operator, long number) {
        return switch (operator) {
            case EQUAL -> value == number;
            case NOT_EQUAL -> value != number;
            case GREATER -> value > number;
            case GREATER_OR_EQUAL -> value >= number;
            case LESS -> value < number;
            case LESS_OR_EQUAL -> value <= number;
            case REGEX, PREFIX, POSTFIX, IN, NOT_IN, CONTAINS -> throw new IllegalArgumentException(operator.symbol());
        };
    }
}
