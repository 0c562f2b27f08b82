package io.kongruent.kong.expression;

import io.kongruent.kong.expression.Recogniser.CharSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** A part whose shape is right; its meaning may still be refused. */
    private sealed interface Shape {
        record Comparison(Operand operand, String operator, int start, int end, Constant constant) implements Shape {}

        record Negation(Shape term) implements Shape {}

        /** Terms and the operators between them ({@code true} for or). */
        record Chain(List<Shape> terms, List<Boolean> ors) implements Shape {}
    }

    private sealed interface Operand {
        record Name(String name) implements Operand {}

        record Call(String function, Operand operand, int start, int end) implements Operand {}
    }

    private enum Kind {
        QUOTED,
        RAW,
        ADDRESS,
        V4_NETWORK,
        V6_NETWORK,
        HEX,
        OCTAL,
        DECIMAL
    }

    private record Constant(Kind kind, String text, int start, int end, boolean negative) {}

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
        return meaning(result.getFirst());
    }

    // ---- shape

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

    // ---- meaning

    private Expression meaning(Shape shape) {
        return switch (shape) {
            case Shape.Negation(Shape term) -> new Expression.Not(meaning(term));
            case Shape.Chain(List<Shape> terms, List<Boolean> ors) -> chain(terms, ors);
            case Shape.Comparison comparison -> comparison(comparison);
        };
    }

    /** Or binds tighter than and. */
    private Expression chain(List<Shape> terms, List<Boolean> ors) {
        List<Expression> conjunction = new ArrayList<>();
        List<Expression> disjunction = new ArrayList<>();
        disjunction.add(meaning(terms.getFirst()));
        for (int i = 0; i < ors.size(); i++) {
            if (!ors.get(i)) {
                conjunction.add(disjunction.size() == 1 ? disjunction.getFirst() : new Expression.Or(disjunction));
                disjunction = new ArrayList<>();
            }
            disjunction.add(meaning(terms.get(i + 1)));
        }
        conjunction.add(disjunction.size() == 1 ? disjunction.getFirst() : new Expression.Or(disjunction));
        return conjunction.size() == 1 ? conjunction.getFirst() : new Expression.And(conjunction);
    }

    private Expression comparison(Shape.Comparison comparison) {
        Field field = field(comparison.operand());
        Operator operator = null;
        for (Operator candidate : Operator.values()) {
            if (candidate.symbol().equals(comparison.operator())) {
                operator = candidate;
            }
        }
        if (operator == null) {
            throw in.failure(
                    comparison.start(),
                    comparison.end(),
                    "\"not in\" must be written with exactly one space: Kong ends its process on anything else");
        }
        Constant constant = comparison.constant();
        Literal literal = literal(constant);
        if (operator == Operator.REGEX) {
            if (!(literal instanceof Literal.Text(String pattern))) {
                throw in.failure(
                        constantStart(constant),
                        constant.end(),
                        "regex operator can only be used with String operands");
            }
            Optional<String> problem = Regexes.report(pattern);
            if (problem.isPresent()) {
                throw in.failure(constant.start(), constant.end(), problem.get());
            }
        }
        return new Expression.Predicate(field, operator, literal);
    }

    /** Where a number's sign and radix prefix begin. */
    private static int constantStart(Constant constant) {
        return constant.start() - (constant.negative() ? 1 : 0) - (constant.kind() == Kind.HEX ? 2 : 0);
    }

    private Field field(Operand operand) {
        return switch (operand) {
            case Operand.Name(String name) -> Field.named(name);
            case Operand.Call(String function, Operand inner, int start, int end) -> {
                Field field = field(inner);
                yield switch (function) {
                    case "lower" -> field.lower();
                    case "any" -> field.any();
                    default -> throw in.failure(start, end, "unknown transformation function: " + function);
                };
            }
        };
    }

    private Literal literal(Constant constant) {
        return switch (constant.kind()) {
            case QUOTED -> new Literal.Text(unescape(constant.text()));
            case RAW -> new Literal.Text(constant.text());
            case ADDRESS -> new Literal.Address(ip(constant, constant.text()));
            case V4_NETWORK, V6_NETWORK -> network(constant);
            case HEX -> integer(constant, 16);
            case OCTAL -> integer(constant, 8);
            case DECIMAL -> integer(constant, 10);
        };
    }

    private Literal integer(Constant constant, int radix) {
        try {
            long value = Long.parseLong(constant.text(), radix);
            return new Literal.Int(constant.negative() ? -value : value);
        } catch (NumberFormatException tooLarge) {
            throw in.failure(constant.start(), constant.end(), "number too large to fit in target type");
        }
    }

    private IpAddress ip(Constant constant, String text) {
        return IpAddress.parse(text)
                .orElseThrow(() -> in.failure(
                        constant.start(),
                        constant.end(),
                        "invalid " + (text.indexOf(':') >= 0 ? "IPv6" : "IPv4") + " address syntax"));
    }

    private Literal network(Constant constant) {
        int slash = constant.text().indexOf('/');
        String address = constant.text().substring(0, slash);
        IpAddress ip = IpAddress.parse(address)
                .orElseThrow(() -> in.failure(
                        constant.start(),
                        constant.end(),
                        "couldn't parse address in network: invalid "
                                + (constant.kind() == Kind.V6_NETWORK ? "IPv6" : "IPv4") + " address syntax"));
        int prefix = Integer.parseInt(constant.text().substring(slash + 1));
        if (prefix > 255) {
            throw in.failure(
                    constant.start(),
                    constant.end(),
                    "couldn't parse length in network: number too large to fit in target type");
        }
        if (prefix > ip.bits()) {
            throw in.failure(
                    constant.start(),
                    constant.end(),
                    "invalid length for network: Network length " + prefix + " is too long for "
                            + (ip.v6() ? "Ipv6" : "Ipv4") + " (maximum: " + ip.bits() + ")");
        }
        if (!ip.masked(prefix).equals(ip)) {
            throw in.failure(constant.start(), constant.end(), "host part of address was not zero");
        }
        return new Literal.Network(ip, prefix);
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                c = switch (text.charAt(++i)) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> text.charAt(i);
                };
            }
            out.append(c);
        }
        return out.toString();
    }
}
