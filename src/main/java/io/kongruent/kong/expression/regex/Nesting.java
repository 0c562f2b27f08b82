package io.kongruent.kong.expression.regex;

import java.util.List;

/** Refuses patterns whose parts lie too deep within each other. */
final class Nesting {
    private final int limit;

    private Nesting(int limit) {
        this.limit = limit;
    }

    static void check(Node node, int limit) throws RegexRefusal {
        new Nesting(limit).check(node, 0, node.span());
    }

    static RegexRefusal exceeded(Span span, int limit) {
        return RegexRefusal.at(span, "exceed the maximum number of nested parentheses/brackets (" + limit + ")");
    }

    private int deeper(int depth, Span span) throws RegexRefusal {
        if (depth == limit) {
            throw exceeded(span, limit);
        }
        return depth + 1;
    }

    private void check(Node node, int depth, Span span) throws RegexRefusal {
        switch (node) {
            case Node.Empty leaf -> {}
            case Node.Flags leaf -> {}
            case Node.Literal leaf -> {}
            case Node.Dot leaf -> {}
            case Node.Look leaf -> {}
            case Node.Perl leaf -> {}
            case Node.Property leaf -> {}
            case Node.Bracketed bracketed -> check(bracketed.set(), deeper(depth, span));
            case Node.Repetition repetition ->
                check(repetition.node(), deeper(depth, span), repetition.node().span());
            case Node.Group group ->
                check(group.node(), deeper(depth, span), group.node().span());
            case Node.Concat concat -> check(concat.nodes(), deeper(depth, span));
            case Node.Alternation alternation -> check(alternation.nodes(), deeper(depth, span));
        }
    }

    private void check(List<Node> nodes, int depth) throws RegexRefusal {
        for (Node node : nodes) {
            check(node, depth, node.span());
        }
    }

    private void check(ClassSet set, int depth) throws RegexRefusal {
        switch (set) {
            case ClassSet.Range leaf -> {}
            case ClassSet.Ascii leaf -> {}
            case ClassSet.Item(Node node) -> {
                if (node instanceof Node.Bracketed bracketed) {
                    check(bracketed.set(), deeper(depth, bracketed.span()));
                }
            }
            case ClassSet.Union union -> {
                if (!union.items().isEmpty()) {
                    int inside = deeper(depth, union.span());
                    for (ClassSet item : union.items()) {
                        check(item, inside);
                    }
                }
            }
            case ClassSet.Combination combination -> {
                int inside = deeper(depth, combination.span());
                check(combination.left(), inside);
                check(combination.right(), inside);
            }
        }
    }
}
