package io.kongruent.kong.expression.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads classes in brackets, with classes and set operations within. */
final class ClassParser {
    private static final int MAX_NESTING = 1000;

    private final Scanner in;
    private final EscapeParser escapes;
    private int depth;

    ClassParser(Scanner in, EscapeParser escapes) {
        this.in = in;
        this.escapes = escapes;
    }

    /** The scanner is at the opening bracket. */
    Node.Bracketed parse() throws RegexRefusal {
        int start = in.position();
        if (++depth > MAX_NESTING) {
            throw Nesting.exceeded(in.currentSpan(), 250);
        }
        if (!in.nextSpaced()) {
            throw unclosed(start, in.position());
        }
        boolean negated = in.current() == '^';
        if (negated && !in.nextSpaced()) {
            throw unclosed(start, in.position());
        }
        int unionStart = in.position();
        List<ClassSet> items = new ArrayList<>();
        while (in.current() == '-') {
            items.add(literal());
            if (!in.nextSpaced()) {
                throw unclosed(start, start);
            }
        }
        if (items.isEmpty() && in.current() == ']') {
            items.add(literal());
            if (!in.nextSpaced()) {
                throw unclosed(start, in.position());
            }
        }
        ClassSet set = contents(start, in.position(), unionStart, items);
        in.next();
        depth--;
        return new Node.Bracketed(new Span(start, in.position()), negated, set);
    }

    private ClassSet literal() {
        return new ClassSet.Item(new Node.Literal(in.currentSpan(), in.current(), false));
    }

    private static RegexRefusal unclosed(int start, int end) {
        return RegexRefusal.at(new Span(start, end), "unclosed character class");
    }

    /** Up to the closing bracket, which isn't consumed. Set operations bind equally, from the left. */
    private ClassSet contents(int start, int opened, int unionStart, List<ClassSet> begun) throws RegexRefusal {
        List<ClassSet> items = begun;
        int itemsStart = unionStart;
        Optional<ClassSet> left = Optional.empty();
        Optional<ClassSet.Operation> pending = Optional.empty();
        while (true) {
            in.space();
            if (in.atEnd()) {
                throw unclosed(start, opened);
            }
            int c = in.current();
            Optional<ClassSet.Operation> operation = in.peek() == c ? operation(c) : Optional.empty();
            if (c == ']' || operation.isPresent()) {
                ClassSet right = union(itemsStart, items);
                left = Optional.of(left.isEmpty() ? right : combine(pending.orElseThrow(), left.get(), right));
                if (c == ']') {
                    return left.get();
                }
                in.next();
                in.next();
                pending = operation;
                items = new ArrayList<>();
                itemsStart = in.position();
            } else if (c == '[') {
                Optional<ClassSet> ascii = ascii();
                items.add(ascii.isPresent() ? ascii.get() : new ClassSet.Item(parse()));
            } else {
                items.add(range(start, opened));
            }
        }
    }

    private static Optional<ClassSet.Operation> operation(int c) {
        return switch (c) {
            case '&' -> Optional.of(ClassSet.Operation.INTERSECTION);
            case '-' -> Optional.of(ClassSet.Operation.DIFFERENCE);
            case '~' -> Optional.of(ClassSet.Operation.SYMMETRIC_DIFFERENCE);
            default -> Optional.empty();
        };
    }

    private static ClassSet combine(ClassSet.Operation operation, ClassSet left, ClassSet right) {
        return new ClassSet.Combination(
                new Span(left.span().start(), right.span().end()), operation, left, right);
    }

    private static ClassSet union(int start, List<ClassSet> items) {
        if (items.size() == 1) {
            return items.getFirst();
        }
        Span span = items.isEmpty()
                ? new Span(start, start)
                : new Span(
                        items.getFirst().span().start(), items.getLast().span().end());
        return new ClassSet.Union(span, List.copyOf(items));
    }

    private ClassSet range(int start, int opened) throws RegexRefusal {
        Node first = item();
        in.space();
        if (in.atEnd()) {
            throw unclosed(start, opened);
        }
        if (in.current() != '-' || in.peekSpaced() == ']' || in.peekSpaced() == '-') {
            if (first instanceof Node.Look) {
                throw RegexRefusal.at(first.span(), "invalid escape sequence found in character class");
            }
            return new ClassSet.Item(first);
        }
        if (!in.nextSpaced()) {
            throw unclosed(start, opened);
        }
        Node last = item();
        Span span = new Span(first.span().start(), last.span().end());
        Node.Literal from = boundary(first);
        Node.Literal to = boundary(last);
        if (from.character() > to.character()) {
            throw RegexRefusal.at(span, "invalid character class range, the start must be <= the end");
        }
        return new ClassSet.Range(span, from, to);
    }

    private static Node.Literal boundary(Node node) throws RegexRefusal {
        if (node instanceof Node.Literal literal) {
            return literal;
        }
        throw RegexRefusal.at(node.span(), "invalid range boundary, must be a literal");
    }

    private Node item() throws RegexRefusal {
        if (in.current() == '\\') {
            return escapes.parse();
        }
        Node literal = new Node.Literal(in.currentSpan(), in.current(), false);
        in.next();
        return literal;
    }

    /** {@code [:name:]}; empty, with the scanner where it was, when there is no such class. */
    private Optional<ClassSet> ascii() {
        int start = in.position();
        if (in.take("[:")) {
            boolean negated = in.take("^");
            int nameStart = in.position();
            while (!in.atEnd() && in.current() != ':') {
                in.next();
            }
            Optional<CodePoints> members = UnicodeClasses.ascii(in.since(nameStart));
            if (members.isPresent() && in.take(":]")) {
                return Optional.of(new ClassSet.Ascii(new Span(start, in.position()), members.get(), negated));
            }
        }
        in.back(start);
        return Optional.empty();
    }
}
