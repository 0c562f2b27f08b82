package io.kongruent.kong.expression;

import static io.kongruent.kong.expression.Expression.and;
import static io.kongruent.kong.expression.Expression.equalTo;
import static io.kongruent.kong.expression.Expression.not;
import static io.kongruent.kong.expression.Expression.or;
import static io.kongruent.kong.expression.Expression.prefix;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static final Expression A = equalTo(Field.HTTP_PATH, "/a");
    private static final Expression B = equalTo(Field.HTTP_PATH, "/b");
    private static final Expression C = equalTo(Field.HTTP_HOST, "c");
    private static final Expression D = equalTo(Field.HTTP_METHOD, "D");

    @Test
    void orBindsTighterThanAnd() {
        assertThat(Expression.parse(A + " && " + B + " || " + C + " && " + D)).isEqualTo(and(A, or(B, C), D));
        assertThat(Expression.parse(A + " || " + B + " && " + C)).isEqualTo(and(or(A, B), C));
    }

    @Test
    void whereTheTwoMeetThereAreParentheses() {
        assertThat(and(A, or(B, C))).hasToString(A + " && (" + B + " || " + C + ")");
        assertThat(or(A, and(B, C))).hasToString(A + " || (" + B + " && " + C + ")");
        assertThat(not(and(A, B))).hasToString("!(" + A + " && " + B + ")");
    }

    @Test
    void joiningKeepsNothingNested() {
        assertThat(and(A, and(B, C))).isEqualTo(and(A, B, C));
        assertThat(or(A, or(B, C))).isEqualTo(or(A, B, C));
        assertThat(and(A)).isEqualTo(A);
        assertThat(or(List.of(B))).isEqualTo(B);
    }

    @Test
    void parenthesesOfTheTextStay() {
        Expression nested = new Expression.And(List.of(A, new Expression.And(List.of(B, C))));
        assertThat(Expression.parse(nested.toString())).isEqualTo(nested).isNotEqualTo(and(A, B, C));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "with \"quotes\"",
                "back\\slash",
                "\"#",
                "r#\"x\"#",
                "\"",
                "\\",
                "#",
                "line\nbreak\ttab\rreturn",
                "é☃\uD83D\uDE00",
                "\u0001",
                "a\"#b\\\"",
                "\\\"#\n"
            })
    void anyTextCanBeSaid(String text) {
        Expression expression = equalTo(Field.HTTP_PATH, text);
        assertThat(Expression.parse(expression.toString())).isEqualTo(expression);
    }

    @Test
    void patternsAreQuotedRawWhereThatIsShorter() {
        assertThat(Expression.regex(Field.HTTP_PATH, "^/\\d+$")).hasToString("http.path ~ r#\"^/\\d+$\"#");
        assertThat(prefix(Field.HTTP_PATH, "/x")).hasToString("http.path ^= \"/x\"");
    }

    @Test
    void numbersComeInThreeBases() {
        assertThat(Expression.parse("net.dst.port == 0x50")).isEqualTo(equalTo(Field.NET_DST_PORT, 80));
        assertThat(Expression.parse("net.dst.port == 0120")).isEqualTo(equalTo(Field.NET_DST_PORT, 80));
        assertThat(Expression.parse("net.dst.port == 80")).isEqualTo(equalTo(Field.NET_DST_PORT, 80));
        assertThat(Expression.parse("net.dst.port == -80")).isEqualTo(equalTo(Field.NET_DST_PORT, -80));
        assertThat(Expression.parse("net.dst.port == 09")).isEqualTo(equalTo(Field.NET_DST_PORT, 9));
    }

    @Test
    void functionsNest() {
        Field field = Field.named("http.headers.x_a").lower().any();
        assertThat(equalTo(field, "v")).hasToString("any(lower(http.headers.x_a)) == \"v\"");
        assertThat(Expression.parse("any( lower ( http.headers.x_a ) ) == \"v\""))
                .isEqualTo(equalTo(field, "v"));
    }

    @Test
    void operatorsNeedNoSpaceButIdentifiersSwallowWords() {
        assertThat(Expression.parse("http.path==\"/a\"&&http.path==\"/b\"")).isEqualTo(and(A, B));
        assertThatThrownBy(() -> Expression.parse("http.pathcontains\"a\"")).hasMessageContaining("binary_operator");
    }

    @Test
    void notInWithOtherSpaceWouldEndKong() {
        assertThat(Schema.HTTP.refusal("net.src.ip not in 10.0.0.0/8")).isEmpty();
        assertThat(Schema.HTTP.refusal("net.src.ip not  in 10.0.0.0/8").orElseThrow())
                .contains("exactly one space");
        assertThat(Schema.HTTP.refusal("net.src.ip notin 10.0.0.0/8").orElseThrow())
                .contains("exactly one space");
    }

    @Test
    void neitherDepthNorLengthEndsTheProcess() {
        String deep = "(".repeat(100_000) + A + ")".repeat(100_000);
        assertThatThrownBy(() -> Expression.parse(deep)).hasMessageContaining("nested more than");
        assertThatThrownBy(() -> Expression.parse("lower(".repeat(100_000))).hasMessageContaining("nested more than");
        assertThat(Expression.parse("(".repeat(200) + A + ")".repeat(200))).isEqualTo(A);
        assertThat(Expression.parse("http.path == \"" + "x".repeat(1_000_000) + "\""))
                .isEqualTo(equalTo(Field.HTTP_PATH, "x".repeat(1_000_000)));
    }

    @Test
    void addressesAndNetworks() {
        assertThat(Expression.parse("net.src.ip in fd00::/8")).hasToString("net.src.ip in fd00::/8");
        assertThat(Expression.parse("net.src.ip == 2001:0DB8:0:0:1::1")).hasToString("net.src.ip == 2001:db8::1:0:0:1");
        assertThat(IpAddress.parse("::"))
                .hasValueSatisfying(ip -> assertThat(ip).hasToString("::"));
        assertThat(IpAddress.parse("1:0:0:2:0:0:0:3"))
                .hasValueSatisfying(ip -> assertThat(ip).hasToString("1:0:0:2::3"));
        assertThat(IpAddress.parse("::ffff:1.2.3.4"))
                .hasValueSatisfying(ip -> assertThat(ip).hasToString("::ffff:102:304"));
        assertThat(IpAddress.parse("01.2.3.4")).isEmpty();
        assertThat(IpAddress.parse("1:2:3:4:5:6:7::8:9")).isEmpty();
        Literal.Network all = Literal.Network.around(IpAddress.parse("10.1.2.3").orElseThrow(), 0);
        assertThat(all.contains(IpAddress.parse("255.255.255.255").orElseThrow()))
                .isTrue();
        assertThat(all.contains(IpAddress.parse("::1").orElseThrow())).isFalse();
        Literal.Network half =
                Literal.Network.around(IpAddress.parse("fd00:1:2:3:4:5:6:7").orElseThrow(), 72);
        assertThat(half).hasToString("fd00:1:2:3::/72");
        assertThat(half.contains(IpAddress.parse("fd00:1:2:3:ff::").orElseThrow()))
                .isTrue();
        assertThat(half.contains(IpAddress.parse("fd00:1:2:3:1ff::").orElseThrow()))
                .isFalse();
    }

    @Test
    void namesThatKongCanAddress() {
        assertThat(Field.header("X-Foo")).contains(Field.named("http.headers.x_foo"));
        assertThat(Field.header("x_foo")).isEmpty();
        assertThat(Field.header("x.foo")).isEmpty();
        assertThat(Field.header("")).isEmpty();
        assertThat(Field.query("Foo_1")).contains(Field.named("http.queries.Foo_1"));
        assertThat(Field.query("x-y")).isEmpty();
        assertThat(Field.query("a[]")).isEmpty();
    }

    @Test
    void deprecatedPortIsTheDestinations() {
        assertThat(Schema.HTTP.refusal("net.port == 80")).isEmpty();
        assertThat(Schema.HTTP.refusal("any(net.port) == 80"))
                .contains("Router Expression failed validation: Unknown LHS field");
    }

    @Test
    void segmentsAreNumbersOrRanges() {
        assertThat(Schema.HTTP.refusal("http.path.segments.0 == \"a\"")).isEmpty();
        assertThat(Schema.HTTP.refusal("http.path.segments.0_3 == \"a\"")).isEmpty();
        for (String bad : List.of("01", "1_1", "2_1", "x", "1_", "_1", "1_2_3", "0_0")) {
            assertThat(Schema.HTTP.refusal("http.path.segments." + bad + " == \"a\""))
                    .contains("Router Expression failed validation: illformed http.path.segments.* field");
        }
    }

    @Test
    void streamsHaveFewerFields() {
        assertThat(Schema.STREAM.refusal("tls.sni == \"a\" && net.dst.port == 1"))
                .isEmpty();
        assertThat(Schema.STREAM.refusal("http.host == \"a\""))
                .contains("Router Expression failed validation: Unknown LHS field");
    }
}
