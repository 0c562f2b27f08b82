package io.kongruent.kong.expression;

import io.kongruent.kong.expression.Recogniser.CharSet;
import io.kongruent.kong.expression.Shape.Constant;
import io.kongruent.kong.expression.Shape.Constant.Kind;
import io.kongruent.kong.expression.Shape.Operand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads Kong's grammar in two steps, as Kong does: first the shape of the whole text, then the meaning of each part from left to
 * right. A text that fails in the first step is blamed for its shape, wherever else it is wrong.
 */
final class ExpressionParser {
    /** Kong's own parser recurses too, and ends the process where its stack ends. */
    private static final int MAX_DEPTH = 500;

    private final Recogniser in;
    private int depth;

    ExpressionParser(String text) {
        this.in = new Recogniser(text);
    }

    Expression parse() {
        List<Shape> result = new ArrayList<>(1);
        boolean matched = in.rule(Rule.matcher, () -> {
            in.skip();
            Shape shape = chain();
            if (shape == null) {
                return false;
            }
            result.add(shape);
            in.skip();
            return in.rule(Rule.EOI, in::atEnd);
        });
        if (!matched) {
            throw in.failure();
        }
        return new Meaning(in).of(result.getFirst());
    }

    private @Nullable Shape chain() {
        if (++depth > MAX_DEPTH) {
            throw in.failure(in.position(), in.position(), "parentheses are nested more than " + MAX_DEPTH + " deep");
        }
        List<Shape> terms = new ArrayList<>();
        List<Boolean> ors = new ArrayList<>();
        boolean matched = in.rule(Rule.expression, () -> {
            if (!term(terms)) {
                return false;
            }
            int end = in.position();
            while (true) {
                in.skip();
                boolean and = in.rule(Rule.and_op, () -> in.literal("&&"));
                if (!and && !in.rule(Rule.or_op, () -> in.literal("||"))) {
                    break;
                }
                in.skip();
                if (!term(terms)) {
                    break;
                }
                ors.add(!and);
                end = in.position();
            }
            in.back(end);
            return true;
        });
        depth--;
        if (!matched) {
            return null;
        }
        return terms.size() == 1 ? terms.getFirst() : new Shape.Chain(terms, ors);
    }

    private boolean term(List<Shape> into) {
        return in.rule(Rule.term, () -> predicate(into) || parenthesised(into));
    }

    private boolean parenthesised(List<Shape> into) {
        return in.rule(Rule.parenthesised_expression, () -> {
            boolean negated = in.rule(Rule.not_op, () -> in.literal("!"));
            in.skip();
            if (!in.literal("(")) {
                return false;
            }
            in.skip();
            Shape inner = chain();
            if (inner == null) {
                return false;
            }
            in.skip();
            if (!in.literal(")")) {
                return false;
            }
            into.add(negated ? new Shape.Negation(inner) : inner);
            return true;
        });
    }

    private boolean predicate(List<Shape> into) {
        return in.rule(Rule.predicate, () -> {
            Operand operand = operand();
            if (operand == null) {
                return false;
            }
            in.skip();
            int start = in.position();
            if (!in.rule(Rule.binary_operator, this::operator)) {
                return false;
            }
            int end = in.position();
            String operator = in.since(start);
            in.skip();
            Constant constant = constant();
            if (constant == null) {
                return false;
            }
            into.add(new Shape.Comparison(operand, operator, start, end, constant));
            return true;
        });
    }

    private boolean operator() {
        for (String symbol : List.of("==", "!=", "~", "^=", "=^", ">=", ">", "<=", "<", "in")) {
            if (in.literal(symbol)) {
                return true;
            }
        }
        int start = in.position();
        if (in.literal("not")) {
            in.skip();
            if (in.literal("in")) {
                return true;
            }
            in.back(start);
        }
        return in.literal("contains");
    }

    private @Nullable Operand operand() {
        List<Operand> found = new ArrayList<>(1);
        return in.rule(Rule.lhs, () -> call(found) || name(found)) ? found.getFirst() : null;
    }

    private boolean name(List<Operand> into) {
        int start = in.position();
        if (identifier()) {
            into.add(new Operand.Name(in.since(start)));
            return true;
        }
        return false;
    }

    private boolean call(List<Operand> into) {
        int start = in.position();
        return in.rule(Rule.transform_func, () -> {
            if (!identifier()) {
                return false;
            }
            String function = in.since(start);
            in.skip();
            if (!in.literal("(")) {
                return false;
            }
            in.skip();
            if (++depth > MAX_DEPTH) {
                throw in.failure(start, in.position(), "functions are nested more than " + MAX_DEPTH + " deep");
            }
            Operand inner = operand();
            depth--;
            if (inner == null) {
                return false;
            }
            in.skip();
            if (!in.literal(")")) {
                return false;
            }
            into.add(new Operand.Call(function, inner, start, in.position()));
            return true;
        });
    }

    private boolean identifier() {
        return in.atomic(Rule.ident, () -> in.one(CharSet.LETTERS) && in.many(CharSet.WORD, 0, Integer.MAX_VALUE));
    }

    private @Nullable Constant constant() {
        List<Constant> found = new ArrayList<>(1);
        boolean matched = in.rule(Rule.rhs, () -> quoted(found) || raw(found) || address(found) || number(found));
        return matched ? found.getFirst() : null;
    }

    private boolean quoted(List<Constant> into) {
        int start = in.position();
        return in.rule(Rule.str_literal, () -> {
            if (!in.literal("\"")) {
                return false;
            }
            while (in.rule(Rule.str_esc, () -> in.literal("\\") && in.one(CharSet.ESCAPED))
                    || in.rule(Rule.str_char, () -> in.anyBut("\"", "\\"))) {
                continue;
            }
            return in.literal("\"") && keep(into, Kind.QUOTED, start, 1);
        });
    }

    private boolean raw(List<Constant> into) {
        int start = in.position();
        return in.rule(Rule.rawstr_literal, () -> {
            if (!in.literal("r#\"")) {
                return false;
            }
            while (in.rule(Rule.rawstr_char, () -> in.anyBut("\"#"))) {
                continue;
            }
            return in.literal("\"#") && keep(into, Kind.RAW, start, 0);
        });
    }

    private boolean keep(List<Constant> into, Kind kind, int start, int quotes) {
        String text = in.since(start);
        String inner = quotes == 1 ? text.substring(1, text.length() - 1) : text.substring(3, text.length() - 2);
        return into.add(new Constant(kind, inner, start, in.position(), false));
    }

    private boolean address(List<Constant> into) {
        int start = in.position();
        Kind kind;
        if (in.atomic(Rule.ipv4_cidr_literal, () -> v4() && in.literal("/") && in.many(CharSet.DIGITS, 1, 2))) {
            kind = Kind.V4_NETWORK;
        } else if (in.atomic(Rule.ipv6_cidr_literal, () -> v6() && in.literal("/") && in.many(CharSet.DIGITS, 1, 3))) {
            kind = Kind.V6_NETWORK;
        } else if (in.atomic(Rule.ipv4_literal, this::v4) || in.atomic(Rule.ipv6_literal, this::v6)) {
            kind = Kind.ADDRESS;
        } else {
            return false;
        }
        return into.add(new Constant(kind, in.since(start), start, in.position(), false));
    }

    private boolean v4() {
        if (!in.many(CharSet.DIGITS, 1, 3)) {
            return false;
        }
        for (int i = 0; i < 3; i++) {
            if (!in.literal(".") || !in.many(CharSet.DIGITS, 1, 3)) {
                return false;
            }
        }
        return true;
    }

    private boolean v6() {
        if (!in.literal(":") && !in.many(CharSet.HEX, 1, 4)) {
            return false;
        }
        if (!in.literal(":")) {
            return false;
        }
        while (in.many(CharSet.HEX, 1, 4) || in.literal(":")) {
            continue;
        }
        return true;
    }

    private boolean number(List<Constant> into) {
        return in.rule(Rule.int_literal, () -> {
            boolean negative = in.literal("-");
            int start = in.position();
            if (in.rule(Rule.oct_digits, () -> in.literal("0") && in.many(CharSet.OCTAL, 1, Integer.MAX_VALUE))) {
                return into.add(new Constant(Kind.OCTAL, in.since(start), start, in.position(), negative));
            }
            if (in.literal("0x")) {
                int digits = in.position();
                if (in.rule(Rule.hex_digits, () -> in.many(CharSet.HEX, 1, Integer.MAX_VALUE))) {
                    return into.add(new Constant(Kind.HEX, in.since(digits), digits, in.position(), negative));
                }
                in.back(start);
            }
            return in.rule(Rule.dec_digits, () -> in.many(CharSet.DIGITS, 1, Integer.MAX_VALUE))
                    && into.add(new Constant(Kind.DECIMAL, in.since(start), start, in.position(), negative));
        });
    }
}
