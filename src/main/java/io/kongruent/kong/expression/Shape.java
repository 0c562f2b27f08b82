package io.kongruent.kong.expression;

import java.util.List;

/** A part of an expression whose shape is right; its meaning may still be refused. */
sealed interface Shape {

    /** A predicate; {@code start} and {@code end} are those of the operator. */
    record Comparison(Operand operand, String operator, int start, int end, Constant constant) implements Shape {}

    record Negation(Shape term) implements Shape {}

    /** Terms and the operators between them ({@code true} for or). */
    record Chain(List<Shape> terms, List<Boolean> ors) implements Shape {}

    /** The left side of a comparison. */
    sealed interface Operand {
        record Name(String name) implements Operand {}

        record Call(String function, Operand operand, int start, int end) implements Operand {}
    }

    /** The right side of a comparison: what stands between quotes, or the digits of a number without sign and prefix. */
    record Constant(Kind kind, String text, int start, int end, boolean negative) {
        enum Kind {
            QUOTED,
            RAW,
            ADDRESS,
            V4_NETWORK,
            V6_NETWORK,
            HEX,
            OCTAL,
            DECIMAL
        }
    }
}
