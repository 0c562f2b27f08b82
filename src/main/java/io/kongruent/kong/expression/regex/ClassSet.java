package io.kongruent.kong.expression.regex;

import java.util.List;

/** What stands between the brackets of a class. */
sealed interface ClassSet {
    Span span();

    /** One character, {@code \d} or the like, {@code \p} or a class within the class. */
    record Item(Node node) implements ClassSet {
        @Override
        public Span span() {
            return node.span();
        }
    }

    record Range(Span span, Node.Literal first, Node.Literal last) implements ClassSet {}

    /** {@code [:alpha:]}. */
    record Ascii(Span span, CodePoints members, boolean negated) implements ClassSet {}

    record Union(Span span, List<ClassSet> items) implements ClassSet {}

    record Combination(Span span, Operation operation, ClassSet left, ClassSet right) implements ClassSet {}

    enum Operation {
        INTERSECTION,
        DIFFERENCE,
        SYMMETRIC_DIFFERENCE
    }
}
