package io.kongruent.kong.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A condition on a request, as Kong's expressions router evaluates it. Immutable; equal when the same terms stand in the same
 * order. {@link #toString()} is the text for Kong, and parsing that text gives an equal expression.
 *
 * <p>In Kong's grammar {@code ||} binds tighter than {@code &&}; the text always has parentheses where the two meet, so nobody
 * has to remember that.
 */
public sealed interface Expression {

    /** Holds when every term holds; terms are tried from left to right. At least two terms. */
    record And(List<Expression> terms) implements Expression {
        public And {
            terms = List.copyOf(terms);
            if (terms.size() < 2) {
                throw new IllegalArgumentException("a conjunction has at least two terms");
            }
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** Holds when any term holds; terms are tried from left to right. At least two terms. */
    record Or(List<Expression> terms) implements Expression {
        public Or {
            terms = List.copyOf(terms);
            if (terms.size() < 2) {
                throw new IllegalArgumentException("a disjunction has at least two terms");
            }
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** Holds when the term doesn't, so also when a field of the term is missing. */
    record Not(Expression term) implements Expression {
        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /**
     * A comparison of a field with a literal. False whenever the field is missing, whatever the operator. Of a field with
     * several values every one must satisfy it, unless the field says {@link Field#any()}.
     */
    record Predicate(Field field, Operator operator, Literal literal) implements Expression {
        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** All of the terms: a single term stays as it is, conjunctions among them are joined into one. Never empty. */
    static Expression and(List<Expression> terms) {
        List<Expression> flat = new ArrayList<>();
        for (Expression term : terms) {
            if (term instanceof And(List<Expression> inner)) {
                flat.addAll(inner);
            } else {
                flat.add(term);
            }
        }
        return flat.size() == 1 ? flat.getFirst() : new And(flat);
    }

    /** All of the terms, see {@link #and(List)}. */
    static Expression and(Expression... terms) {
        return and(List.of(terms));
    }

    /** At least one of the terms: a single term stays as it is, disjunctions among them are joined into one. Never empty. */
    static Expression or(List<Expression> terms) {
        List<Expression> flat = new ArrayList<>();
        for (Expression term : terms) {
            if (term instanceof Or(List<Expression> inner)) {
                flat.addAll(inner);
            } else {
                flat.add(term);
            }
        }
        return flat.size() == 1 ? flat.getFirst() : new Or(flat);
    }

    /** At least one of the terms, see {@link #or(List)}. */
    static Expression or(Expression... terms) {
        return or(List.of(terms));
    }

    /** The opposite of the term; true when the term's field is missing. */
    static Expression not(Expression term) {
        return new Not(term);
    }

    /** The field has exactly this text, case-sensitively unless the field is {@link Field#lower()}. */
    static Expression equalTo(Field field, String text) {
        return new Predicate(field, Operator.EQUAL, new Literal.Text(text));
    }

    /** The field has exactly this number. */
    static Expression equalTo(Field field, long number) {
        return new Predicate(field, Operator.EQUAL, new Literal.Int(number));
    }

    /** The field is there and has another text. */
    static Expression notEqualTo(Field field, String text) {
        return new Predicate(field, Operator.NOT_EQUAL, new Literal.Text(text));
    }

    /** The field starts with this text, as raw text: {@code /foo} is a prefix of {@code /foobar}. */
    static Expression prefix(Field field, String text) {
        return new Predicate(field, Operator.PREFIX, new Literal.Text(text));
    }

    /** The field ends with this text. */
    static Expression suffix(Field field, String text) {
        return new Predicate(field, Operator.POSTFIX, new Literal.Text(text));
    }

    /** The field holds this text somewhere. */
    static Expression contains(Field field, String text) {
        return new Predicate(field, Operator.CONTAINS, new Literal.Text(text));
    }

    /** The pattern is found somewhere in the field; see {@link Regexes} for the dialect. */
    static Expression regex(Field field, String pattern) {
        return new Predicate(field, Operator.REGEX, new Literal.Text(pattern));
    }

    /** The field is an address within the network. */
    static Expression in(Field field, Literal.Network network) {
        return new Predicate(field, Operator.IN, network);
    }

    /** The field is there, with any value, also the empty one. Only for fields of text. */
    static Expression present(Field field) {
        return regex(field, ".*");
    }

    /** The fields of all predicates, from left to right. */
    default Stream<Field> fields() {
        return switch (this) {
            case And(List<Expression> terms) -> terms.stream().flatMap(Expression::fields);
            case Or(List<Expression> terms) -> terms.stream().flatMap(Expression::fields);
            case Not(Expression term) -> term.fields();
            case Predicate(Field field, Operator operator, Literal literal) -> Stream.of(field);
        };
    }

    /**
     * The expression that Kong reads from a text.
     *
     * @throws ExpressionSyntaxException with Kong's own message when the text is no expression; fields and types are not
     *     checked, that is {@link Schema#problem(Expression)}
     */
    static Expression parse(String text) {
        return new ExpressionParser(text).parse();
    }
}
