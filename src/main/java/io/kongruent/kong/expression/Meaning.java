package io.kongruent.kong.expression;

import io.kongruent.kong.expression.Shape.Constant;
import io.kongruent.kong.expression.Shape.Constant.Kind;
import io.kongruent.kong.expression.Shape.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes expressions of texts whose shape is right, and refuses the first part, from the left, that means nothing. */
final class Meaning {
    private final Recogniser in;

    Meaning(Recogniser in) {
        this.in = in;
    }

    Expression of(Shape shape) {
        return switch (shape) {
            case Shape.Negation(Shape term) -> new Expression.Not(of(term));
            case Shape.Chain(List<Shape> terms, List<Boolean> ors) -> chain(terms, ors);
            case Shape.Comparison comparison -> comparison(comparison);
        };
    }

    /** Or binds tighter than and. */
    private Expression chain(List<Shape> terms, List<Boolean> ors) {
        List<Expression> conjunction = new ArrayList<>();
        List<Expression> disjunction = new ArrayList<>();
        disjunction.add(of(terms.getFirst()));
        for (int i = 0; i < ors.size(); i++) {
            if (!ors.get(i)) {
                conjunction.add(disjunction.size() == 1 ? disjunction.getFirst() : new Expression.Or(disjunction));
                disjunction = new ArrayList<>();
            }
            disjunction.add(of(terms.get(i + 1)));
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
