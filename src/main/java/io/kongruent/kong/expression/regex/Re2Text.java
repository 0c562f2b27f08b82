package io.kongruent.kong.expression.regex;

import io.kongruent.kong.expression.regex.CodePoints.Range;
import io.kongruent.kong.expression.regex.Translation.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a pattern for the engine that runs here. */
final class Re2Text {
    /** The engine's largest count of a repetition. */
    private static final long MAX_REPEAT = 1000;

    private final StringBuilder out = new StringBuilder();
    private final Map<String, Integer> names = new TreeMap<>();
    private final List<String> unsupported = new ArrayList<>();

    /**
     * @param names the numbers of named groups
     * @param unsupported what the engine here can't do
     */
    record Result(String text, Map<String, Integer> names, List<String> unsupported) {}

    static Result of(Plain plain) {
        Re2Text text = new Re2Text();
        text.write(plain);
        return new Result(text.out.toString(), Map.copyOf(text.names), List.copyOf(text.unsupported));
    }

    private void write(Plain plain) {
        switch (plain) {
            case Plain.Nothing nothing -> out.append("(?:)");
            case Plain.One(CodePoints members) -> one(members);
            case Plain.Assertion assertion -> assertion(assertion);
            case Plain.Repeat repeat -> repeat(repeat);
            case Plain.Capture(int index, Optional<String> name, Plain body) -> {
                name.ifPresent(n -> names.put(n, index));
                out.append('(');
                write(body);
                out.append(')');
            }
            case Plain.Sequence(List<Plain> parts) -> parts.forEach(this::atom);
            case Plain.Choice(List<Plain> parts) -> {
                out.append("(?:");
                for (int i = 0; i < parts.size(); i++) {
                    if (i > 0) {
                        out.append('|');
                    }
                    write(parts.get(i));
                }
                out.append(')');
            }
        }
    }

    /** Writes a part so that what follows it applies to all of it. */
    private void atom(Plain plain) {
        boolean closed = plain instanceof Plain.One
                || plain instanceof Plain.Capture
                || plain instanceof Plain.Choice
                || plain instanceof Plain.Nothing
                || plain instanceof Plain.Assertion;
        if (closed) {
            write(plain);
        } else {
            out.append("(?:");
            write(plain);
            out.append(')');
        }
    }

    private void one(CodePoints members) {
        if (members.ranges().size() == 1) {
            Range only = members.ranges().getFirst();
            if (only.first() == only.last()) {
                literal(only.first());
                return;
            }
        }
        CodePoints negated = members.negated();
        boolean negate =
                members.isEmpty() || negated.ranges().size() < members.ranges().size();
        out.append(negate ? "[^" : "[");
        for (Range range : negate ? withoutSurrogates(negated).ranges() : members.ranges()) {
            out.append("\\x{").append(Integer.toHexString(range.first())).append('}');
            if (range.last() > range.first()) {
                out.append("-\\x{").append(Integer.toHexString(range.last())).append('}');
            }
        }
        out.append(']');
    }

    /** A class of everything must not be written as one of nothing but surrogates. */
    private static CodePoints withoutSurrogates(CodePoints negated) {
        return negated.isEmpty() ? CodePoints.of(Character.MIN_SURROGATE, Character.MAX_SURROGATE) : negated;
    }

    private void literal(int c) {
        boolean plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '/';
        if (plain) {
            out.append((char) c);
        } else {
            out.append("\\x{").append(Integer.toHexString(c)).append('}');
        }
    }

    private void assertion(Plain.Assertion assertion) {
        switch (assertion.kind()) {
            case TEXT_START -> out.append("\\A");
            case TEXT_END -> out.append("\\z");
            case LINE_START -> line(assertion, "\\A", "(?m:^)");
            case LINE_END -> line(assertion, "\\z", "(?m:$)");
            case WORD_BOUNDARY -> out.append("\\b");
            case NO_WORD_BOUNDARY -> out.append("\\B");
            case WORD_START, WORD_END, WORD_START_HALF, WORD_END_HALF -> unsupported.add("one-sided word boundaries");
        }
    }

    private void line(Plain.Assertion assertion, String text, String line) {
        if (assertion.multiLine() && assertion.crlf()) {
            unsupported.add("line boundaries at CRLF");
        }
        out.append(assertion.multiLine() ? line : text);
    }

    private void repeat(Plain.Repeat repeat) {
        long largest = repeat.max().orElse(repeat.min());
        if (largest > MAX_REPEAT) {
            unsupported.add("repetitions of more than " + MAX_REPEAT);
            return;
        }
        atom(repeat.body());
        long min = repeat.min();
        if (repeat.max().isEmpty()) {
            out.append(min == 0 ? "*" : min == 1 ? "+" : "{" + min + ",}");
        } else {
            long max = repeat.max().get();
            out.append(min == 0 && max == 1 ? "?" : min == max ? "{" + min + "}" : "{" + min + "," + max + "}");
        }
        if (!repeat.greedy()) {
            out.append('?');
        }
    }
}
