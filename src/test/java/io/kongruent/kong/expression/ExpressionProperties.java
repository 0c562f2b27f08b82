package io.kongruent.kong.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.kongruent.kong.expression.Field.Function;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ExpressionProperties {

    @Property(tries = 2000)
    void whatIsPrintedIsReadAgain(@ForAll("expressions") Expression expression) {
        assertThat(Expression.parse(expression.toString())).isEqualTo(expression);
    }

    @Property(tries = 2000)
    void whateverTheTextThereIsAnAnswer(@ForAll("texts") String text) {
        assertThat(Schema.HTTP.refusal(text).orElse("")).doesNotContain("\0\0");
        assertThat(Regexes.problem(text).orElse("fine")).isNotEmpty();
    }

    @Property(tries = 1000)
    void whatKongTakesPrintsToWhatItTakes(@ForAll("expressions") Expression expression) {
        assertThat(Schema.HTTP.refusal(expression.toString()).isEmpty())
                .isEqualTo(Schema.HTTP.problem(expression).isEmpty());
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "http.path",
                "==",
                "~",
                "\"",
                "\\",
                "(",
                ")",
                "!",
                "&&",
                "||",
                "not",
                "in",
                "10.0.0.0/8",
                "[",
                "]",
                "{",
                "}",
                "?",
                "*",
                "|",
                "^",
                "-",
                "a",
                "é",
                "\n",
                "\uD83D\uDE00",
                " ",
                "#",
                "r#\"",
                "\"#",
                "p",
                "x",
                "0",
                ":",
                "&");
        return pieces.list().ofMaxSize(14).map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<Expression> expressions() {
        return Arbitraries.integers().between(0, 4).flatMap(this::expressions);
    }

    private Arbitrary<Expression> expressions(int depth) {
        if (depth == 0) {
            return predicates();
        }
        Arbitrary<Expression> inner = expressions(depth - 1);
        return Arbitraries.oneOf(
                predicates(),
                inner.list().ofMinSize(2).ofMaxSize(3).map(Expression.And::new),
                inner.list().ofMinSize(2).ofMaxSize(3).map(Expression.Or::new),
                inner.map(Expression.Not::new));
    }

    private Arbitrary<Expression> predicates() {
        return Arbitraries.oneOf(
                Combinators.combine(
                                fields(),
                                Arbitraries.of(
                                        Operator.EQUAL,
                                        Operator.NOT_EQUAL,
                                        Operator.PREFIX,
                                        Operator.POSTFIX,
                                        Operator.CONTAINS),
                                Arbitraries.strings().map(Literal.Text::new))
                        .as(Expression.Predicate::new),
                Combinators.combine(fields(), Arbitraries.of(".*", "^/a\"#(b|c)\\d$", "\\\\", "[\"#]", "(?i)é"))
                        .as(Expression::regex),
                Combinators.combine(
                                fields(),
                                Arbitraries.of(Operator.EQUAL, Operator.LESS, Operator.GREATER_OR_EQUAL),
                                Arbitraries.longs()
                                        .greaterOrEqual(-Long.MAX_VALUE)
                                        .map(Literal.Int::new))
                        .as(Expression.Predicate::new),
                Combinators.combine(
                                fields(),
                                Arbitraries.of(Operator.EQUAL, Operator.NOT_EQUAL),
                                addresses().map(Literal.Address::new))
                        .as(Expression.Predicate::new),
                Combinators.combine(fields(), Arbitraries.of(Operator.IN, Operator.NOT_IN), networks())
                        .as(Expression.Predicate::new));
    }

    private Arbitrary<Field> fields() {
        Arbitrary<String> names = Arbitraries.of(
                "http.path",
                "http.headers.x_a",
                "net.dst.port",
                "net.src.ip",
                "r",
                "in",
                "not",
                "contains",
                "any",
                "lower.x_1");
        Arbitrary<List<Function>> functions =
                Arbitraries.of(Function.class).list().ofMaxSize(3);
        return Combinators.combine(names, functions).as(Field::new);
    }

    private Arbitrary<IpAddress> addresses() {
        Arbitrary<Long> words = Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.of(0L, 1L, -1L, 1L << 48));
        return Arbitraries.oneOf(
                words.map(low -> new IpAddress(false, 0, low & 0xFFFFFFFFL)),
                Combinators.combine(words, words).as((high, low) -> new IpAddress(true, high, low)));
    }

    private Arbitrary<Literal.Network> networks() {
        return Combinators.combine(addresses(), Arbitraries.integers().between(0, 128))
                .as((address, prefix) -> Literal.Network.around(address, Math.min(prefix, address.bits())));
    }
}
