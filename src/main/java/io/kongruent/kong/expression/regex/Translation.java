package io.kongruent.kong.expression.regex;

import io.kongruent.kong.expression.regex.Node.Flag;
import io.kongruent.kong.expression.regex.UnicodeClasses.Property;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Resolves a pattern's flags and classes: what is left are characters, repetitions, groups and assertions. Refuses what Kong's
 * library refuses at that point.
 */
final class Translation {
    private Map<Flag, Boolean> flags = new EnumMap<>(Flag.class);
    private final List<String> foreign = new ArrayList<>();

    /** A pattern without flags. */
    sealed interface Plain {
        record Nothing() implements Plain {}

        /** One character out of a set. */
        record One(CodePoints members) implements Plain {}

        record Assertion(Node.Look.Kind kind, boolean multiLine, boolean crlf, boolean unicode) implements Plain {}

        record Repeat(Plain body, long min, Optional<Long> max, boolean greedy) implements Plain {}

        record Capture(int index, Optional<String> name, Plain body) implements Plain {}

        record Sequence(List<Plain> parts) implements Plain {}

        record Choice(List<Plain> parts) implements Plain {}
    }

    /** The plain form, and what of it Java has no data for. */
    record Result(Plain plain, List<String> foreign) {}

    static Result of(Node node) throws RegexRefusal {
        Translation translation = new Translation();
        Plain plain = translation.plain(node);
        return new Result(plain, List.copyOf(translation.foreign));
    }

    private boolean is(Flag flag) {
        return flags.getOrDefault(flag, flag == Flag.UNICODE);
    }

    private Plain plain(Node node) throws RegexRefusal {
        return switch (node) {
            case Node.Empty empty -> new Plain.Nothing();
            case Node.Flags(Span span, Map<Flag, Boolean> switched) -> {
                flags.putAll(switched);
                yield new Plain.Nothing();
            }
            case Node.Literal literal -> new Plain.One(character(literal));
            case Node.Dot(Span span) -> new Plain.One(dot(span));
            case Node.Look(Span span, Node.Look.Kind kind) ->
                new Plain.Assertion(kind, is(Flag.MULTI_LINE), is(Flag.CRLF), is(Flag.UNICODE));
            case Node.Perl perl -> new Plain.One(perl(perl));
            case Node.Property property -> new Plain.One(property(property));
            case Node.Bracketed bracketed -> new Plain.One(bracketed(bracketed));
            case Node.Repetition repetition ->
                new Plain.Repeat(
                        plain(repetition.node()),
                        Integer.toUnsignedLong(repetition.min()),
                        repetition.max().map(Integer::toUnsignedLong),
                        repetition.greedy() != is(Flag.SWAP_GREED));
            case Node.Group(Span span, Node.Group.Kind kind, Node body) -> group(kind, body);
            case Node.Concat(Span span, List<Node> nodes) -> new Plain.Sequence(plain(nodes));
            case Node.Alternation(Span span, List<Node> nodes) -> new Plain.Choice(plain(nodes));
        };
    }

    private List<Plain> plain(List<Node> nodes) throws RegexRefusal {
        List<Plain> parts = new ArrayList<>(nodes.size());
        for (Node node : nodes) {
            parts.add(plain(node));
        }
        return List.copyOf(parts);
    }

    private Plain group(Node.Group.Kind kind, Node body) throws RegexRefusal {
        Map<Flag, Boolean> outside = flags;
        flags = new EnumMap<>(Flag.class);
        flags.putAll(outside);
        Plain plain = switch (kind) {
            case Node.Group.Kind.Capture(int index, Optional<String> name) ->
                new Plain.Capture(index, name, plain(body));
            case Node.Group.Kind.Plain(Map<Flag, Boolean> switched) -> {
                flags.putAll(switched);
                yield plain(body);
            }
        };
        flags = outside;
        return plain;
    }

    private CodePoints character(Node.Literal literal) throws RegexRefusal {
        int c = literal.character();
        if (!is(Flag.UNICODE) && literal.twoDigits() && c > 0x7F) {
            throw invalidUtf8(literal.span());
        }
        CodePoints one = CodePoints.of(c, c);
        return is(Flag.IGNORE_CASE) ? fold(one) : one;
    }

    private CodePoints fold(CodePoints set) {
        if (is(Flag.UNICODE)) {
            return CaseFolding.fold(set);
        }
        List<CodePoints.Range> all = new ArrayList<>(set.ranges());
        for (int c = 'a'; c <= 'z'; c++) {
            int upper = c - 32;
            if (set.contains(c) || set.contains(upper)) {
                all.add(new CodePoints.Range(c, c));
                all.add(new CodePoints.Range(upper, upper));
            }
        }
        return new CodePoints(all);
    }

    private CodePoints dot(Span span) throws RegexRefusal {
        if (!is(Flag.UNICODE)) {
            throw invalidUtf8(span);
        }
        CodePoints excluded = is(Flag.DOT_ALL)
                ? CodePoints.NONE
                : is(Flag.CRLF) ? CodePoints.pairs("\n\n\r\r") : CodePoints.pairs("\n\n");
        return excluded.negated();
    }

    private static RegexRefusal invalidUtf8(Span span) {
        return RegexRefusal.at(span, "pattern can match invalid UTF-8");
    }

    private CodePoints perl(Node.Perl perl) throws RegexRefusal {
        CodePoints members = UnicodeClasses.perl(perl.letter(), is(Flag.UNICODE));
        if (!perl.negated()) {
            return members;
        }
        if (!is(Flag.UNICODE)) {
            throw invalidUtf8(perl.span());
        }
        return members.negated();
    }

    private CodePoints property(Node.Property property) throws RegexRefusal {
        if (!is(Flag.UNICODE)) {
            throw RegexRefusal.at(property.span(), "Unicode not allowed here");
        }
        return switch (UnicodeClasses.property(property.name(), property.value())) {
            case Property.Unknown(String message) -> throw RegexRefusal.at(property.span(), message);
            case Property.Foreign(String name) -> {
                foreign.add("\\p{" + name + "}");
                yield CodePoints.NONE;
            }
            case Property.Known(CodePoints members) -> foldAndNegate(property.span(), members, property.negated());
        };
    }

    private CodePoints foldAndNegate(Span span, CodePoints members, boolean negated) throws RegexRefusal {
        CodePoints folded = is(Flag.IGNORE_CASE) ? fold(members) : members;
        CodePoints result = negated ? folded.negated() : folded;
        if (!is(Flag.UNICODE) && !result.isAscii()) {
            throw invalidUtf8(span);
        }
        return result;
    }

    private CodePoints bracketed(Node.Bracketed bracketed) throws RegexRefusal {
        return foldAndNegate(bracketed.span(), members(bracketed.set()), bracketed.negated());
    }

    private CodePoints members(ClassSet set) throws RegexRefusal {
        return switch (set) {
            case ClassSet.Item(Node node) -> item(node);
            case ClassSet.Range(Span span, Node.Literal first, Node.Literal last) ->
                CodePoints.of(classCharacter(first), classCharacter(last));
            case ClassSet.Ascii(Span span, CodePoints members, boolean negated) ->
                foldAndNegate(span, members, negated);
            case ClassSet.Union(Span span, List<ClassSet> items) -> {
                List<CodePoints.Range> all = new ArrayList<>();
                for (ClassSet item : items) {
                    all.addAll(members(item).ranges());
                }
                yield new CodePoints(all);
            }
            case ClassSet.Combination combination -> combined(combination);
        };
    }

    private CodePoints item(Node node) throws RegexRefusal {
        return switch (node) {
            case Node.Literal literal -> {
                int c = classCharacter(literal);
                yield CodePoints.of(c, c);
            }
            case Node.Perl perl -> perl(perl);
            case Node.Property property -> property(property);
            case Node.Bracketed bracketed -> bracketed(bracketed);
            case Node.Empty other -> CodePoints.NONE;
            case Node.Flags other -> CodePoints.NONE;
            case Node.Dot other -> CodePoints.NONE;
            case Node.Look other -> CodePoints.NONE;
            case Node.Repetition other -> CodePoints.NONE;
            case Node.Group other -> CodePoints.NONE;
            case Node.Concat other -> CodePoints.NONE;
            case Node.Alternation other -> CodePoints.NONE;
        };
    }

    private int classCharacter(Node.Literal literal) throws RegexRefusal {
        if (!is(Flag.UNICODE) && literal.character() > 0x7F) {
            boolean aByte = literal.twoDigits() && literal.character() <= 0xFF;
            throw aByte ? invalidUtf8(literal.span()) : RegexRefusal.at(literal.span(), "Unicode not allowed here");
        }
        return literal.character();
    }

    private CodePoints combined(ClassSet.Combination combination) throws RegexRefusal {
        CodePoints left = members(combination.left());
        CodePoints right = members(combination.right());
        if (is(Flag.IGNORE_CASE)) {
            left = fold(left);
            right = fold(right);
        }
        return switch (combination.operation()) {
            case INTERSECTION -> left.intersection(right);
            case DIFFERENCE -> left.difference(right);
            case SYMMETRIC_DIFFERENCE -> left.symmetricDifference(right);
        };
    }
}
