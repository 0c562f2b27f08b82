package io.kongruent.kong.expression.regex;

import io.kongruent.kong.expression.regex.Node.Flag;
import io.kongruent.kong.expression.regex.Node.Group.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the syntax of Rust's {@code regex} 1.11, which is that of Kong 3.9's router. */
final class RegexParser {
    private static final int NEST_LIMIT = 250;
    /** Deeper than any pattern that could pass the limit above: an item counts at most once per character. */
    private static final int MAX_GROUPS = 1000;

    private final Scanner in;
    private final ClassParser classes;
    private final EscapeParser escapes;
    private final Map<String, Span> names = new HashMap<>();
    private int captures;
    private int open;

    private RegexParser(String pattern) {
        this.in = new Scanner(pattern);
        this.escapes = new EscapeParser(in);
        this.classes = new ClassParser(in, escapes);
    }

    static Node parse(String pattern) throws RegexRefusal {
        RegexParser parser = new RegexParser(pattern);
        Node node = parser.alternatives();
        Nesting.check(node, NEST_LIMIT);
        return node;
    }

    /** Up to the end of the pattern or, within a group, to its closing parenthesis, which isn't consumed. */
    private Node alternatives() throws RegexRefusal {
        int start = in.position();
        int branchStart = start;
        List<Node> branches = new ArrayList<>();
        List<Node> branch = new ArrayList<>();
        while (true) {
            in.space();
            if (in.atEnd()) {
                break;
            }
            int c = in.current();
            if (c == ')') {
                if (open == 0) {
                    throw RegexRefusal.at(in.currentSpan(), "unopened group");
                }
                break;
            }
            switch (c) {
                case '(' -> branch.add(group());
                case '|' -> {
                    branches.add(concat(branchStart, branch));
                    in.next();
                    branch = new ArrayList<>();
                    branchStart = in.position();
                }
                case '[' -> branch.add(classes.parse());
                case '?' -> repeat(branch, 0, Optional.of(1));
                case '*' -> repeat(branch, 0, Optional.empty());
                case '+' -> repeat(branch, 1, Optional.empty());
                case '{' -> repeatCounted(branch);
                default -> branch.add(primitive(c));
            }
        }
        Node last = concat(branchStart, branch);
        if (branches.isEmpty()) {
            return last;
        }
        branches.add(last);
        return new Node.Alternation(new Span(start, in.position()), List.copyOf(branches));
    }

    private Node concat(int start, List<Node> nodes) {
        Span span = new Span(start, in.position());
        return switch (nodes.size()) {
            case 0 -> new Node.Empty(span);
            case 1 -> nodes.getFirst();
            default -> new Node.Concat(span, List.copyOf(nodes));
        };
    }

    private Node primitive(int c) throws RegexRefusal {
        if (c == '\\') {
            return escapes.parse();
        }
        Span span = in.currentSpan();
        in.next();
        return switch (c) {
            case '.' -> new Node.Dot(span);
            case '^' -> new Node.Look(span, Node.Look.Kind.LINE_START);
            case '$' -> new Node.Look(span, Node.Look.Kind.LINE_END);
            default -> new Node.Literal(span, c, false);
        };
    }

    // ---- groups

    private Node group() throws RegexRefusal {
        Span paren = in.currentSpan();
        in.next();
        in.space();
        for (String look : List.of("?=", "?!", "?<=", "?<!")) {
            if (in.take(look)) {
                throw RegexRefusal.at(
                        new Span(paren.start(), in.position()),
                        "look-around, including look-ahead and look-behind, is not supported");
            }
        }
        int inner = in.position();
        if (in.take("?P<") || in.take("?<")) {
            int index = ++captures;
            return body(paren, new Kind.Capture(index, Optional.of(name())));
        }
        if (!in.take("?")) {
            return body(paren, new Kind.Capture(++captures, Optional.empty()));
        }
        if (in.atEnd()) {
            throw RegexRefusal.at(paren, "unclosed group");
        }
        Map<Flag, Boolean> flags = flags();
        boolean directive = in.current() == ')';
        in.next();
        if (!directive) {
            return body(paren, new Kind.Plain(flags));
        }
        if (flags.isEmpty()) {
            throw RegexRefusal.at(new Span(inner, inner), "repetition operator missing expression");
        }
        in.ignoreSpace(flags.getOrDefault(Flag.IGNORE_SPACE, in.ignoresSpace()));
        return new Node.Flags(new Span(paren.start(), in.position()), flags);
    }

    private Node body(Span paren, Kind kind) throws RegexRefusal {
        boolean before = in.ignoresSpace();
        if (kind instanceof Kind.Plain(Map<Flag, Boolean> flags)) {
            in.ignoreSpace(flags.getOrDefault(Flag.IGNORE_SPACE, before));
        }
        if (++open > MAX_GROUPS) {
            throw Nesting.exceeded(paren, NEST_LIMIT);
        }
        Node node = alternatives();
        open--;
        if (in.atEnd()) {
            throw RegexRefusal.at(paren, "unclosed group");
        }
        in.ignoreSpace(before);
        in.next();
        return new Node.Group(new Span(paren.start(), in.position()), kind, node);
    }

    private String name() throws RegexRefusal {
        int start = in.position();
        while (!in.atEnd() && in.current() != '>') {
            if (!isNameCharacter(in.current(), in.position() == start)) {
                throw RegexRefusal.at(in.currentSpan(), "invalid capture group character");
            }
            in.next();
        }
        if (in.atEnd()) {
            throw RegexRefusal.at(in.here(), "unclosed capture group name");
        }
        String name = in.since(start);
        Span span = new Span(start, in.position());
        in.next();
        if (name.isEmpty()) {
            throw RegexRefusal.at(new Span(start, start), "empty capture group name");
        }
        Span original = names.putIfAbsent(name, span);
        if (original != null) {
            throw RegexRefusal.twice(span, original, "duplicate capture group name");
        }
        return name;
    }

    private static boolean isNameCharacter(int c, boolean first) {
        if (c == '_' || Character.isAlphabetic(c)) {
            return true;
        }
        return !first && (c == '.' || c == '[' || c == ']' || UnicodeClasses.isNumeric(c));
    }

    private Map<Flag, Boolean> flags() throws RegexRefusal {
        Map<Flag, Boolean> flags = new EnumMap<>(Flag.class);
        Map<Flag, Span> places = new EnumMap<>(Flag.class);
        Optional<Span> negation = Optional.empty();
        boolean dangling = false;
        while (in.current() != ':' && in.current() != ')') {
            Span here = in.currentSpan();
            dangling = in.current() == '-';
            if (dangling) {
                if (negation.isPresent()) {
                    throw RegexRefusal.twice(here, negation.get(), "flag negation operator repeated");
                }
                negation = Optional.of(here);
            } else {
                Optional<Flag> flag = Flag.of(in.current());
                if (flag.isEmpty()) {
                    throw RegexRefusal.at(here, "unrecognized flag");
                }
                Span original = places.putIfAbsent(flag.get(), here);
                if (original != null) {
                    throw RegexRefusal.twice(here, original, "duplicate flag");
                }
                flags.put(flag.get(), negation.isEmpty());
            }
            if (!in.next()) {
                throw RegexRefusal.at(in.here(), "expected flag but got end of regex");
            }
        }
        if (dangling) {
            throw RegexRefusal.at(negation.orElseThrow(), "dangling flag negation operator");
        }
        return flags;
    }

    // ---- repetitions

    private Node repeated(List<Node> branch) throws RegexRefusal {
        if (branch.isEmpty() || branch.getLast() instanceof Node.Flags || branch.getLast() instanceof Node.Empty) {
            throw RegexRefusal.at(in.here(), "repetition operator missing expression");
        }
        return branch.removeLast();
    }

    private void repeat(List<Node> branch, int min, Optional<Integer> max) throws RegexRefusal {
        Node node = repeated(branch);
        boolean greedy = true;
        if (in.next() && in.current() == '?') {
            greedy = false;
            in.next();
        }
        branch.add(new Node.Repetition(new Span(node.span().start(), in.position()), node, min, max, greedy));
    }

    private void repeatCounted(List<Node> branch) throws RegexRefusal {
        int start = in.position();
        Node node = repeated(branch);
        if (!in.nextSpaced()) {
            throw unclosed(start);
        }
        Decimal first = decimal();
        if (in.atEnd()) {
            throw unclosed(start);
        }
        int min;
        Optional<Integer> max;
        if (in.current() == ',') {
            if (!in.nextSpaced()) {
                throw unclosed(start);
            }
            min = first.value();
            max = in.current() == '}' ? Optional.empty() : Optional.of(decimal().value());
        } else {
            min = first.value();
            max = Optional.of(min);
        }
        if (in.atEnd() || in.current() != '}') {
            throw unclosed(start);
        }
        boolean greedy = true;
        if (in.nextSpaced() && in.current() == '?') {
            greedy = false;
            in.next();
        }
        if (max.isPresent() && Integer.compareUnsigned(min, max.get()) > 0) {
            throw RegexRefusal.at(
                    new Span(start, in.position()), "invalid repetition count range, the start must be <= the end");
        }
        branch.add(new Node.Repetition(new Span(node.span().start(), in.position()), node, min, max, greedy));
    }

    private RegexRefusal unclosed(int start) {
        return RegexRefusal.at(new Span(start, in.position()), "unclosed counted repetition");
    }

    /** A number, or why there is none; only asking for it complains. */
    private record Decimal(String digits, Span span) {
        int value() throws RegexRefusal {
            if (digits.isEmpty()) {
                throw RegexRefusal.at(span, "repetition quantifier expects a valid decimal");
            }
            try {
                return Integer.parseUnsignedInt(digits);
            } catch (NumberFormatException tooLarge) {
                throw RegexRefusal.at(span, "decimal literal invalid");
            }
        }
    }

    private Decimal decimal() {
        while (!in.atEnd() && Scanner.isSpace(in.current())) {
            in.next();
        }
        int start = in.position();
        StringBuilder digits = new StringBuilder();
        while (!in.atEnd() && in.current() >= '0' && in.current() <= '9') {
            digits.appendCodePoint(in.current());
            in.nextSpaced();
        }
        Span span = new Span(start, in.position());
        while (!in.atEnd() && Scanner.isSpace(in.current())) {
            in.nextSpaced();
        }
        return new Decimal(digits.toString(), span);
    }
}
