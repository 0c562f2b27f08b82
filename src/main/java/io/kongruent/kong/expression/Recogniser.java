package io.kongruent.kong.expression;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * A cursor over a text that tries grammar rules and remembers, like the parser generator behind Kong's router, which rules were
 * wanted at the furthest place that any of them began: that is what its error messages name.
 */
final class Recogniser {
    private final String text;
    private final List<Rule> wanted = new ArrayList<>();
    private int position;
    private int wantedAt;
    private boolean silent;

    Recogniser(String text) {
        this.text = text;
    }

    int position() {
        return position;
    }

    String since(int start) {
        return text.substring(start, position);
    }

    boolean atEnd() {
        return position == text.length();
    }

    /** Tries a rule; on failure the cursor is back where it was. */
    boolean rule(Rule rule, BooleanSupplier body) {
        int start = position;
        int keep = start == wantedAt ? wanted.size() : 0;
        if (body.getAsBoolean()) {
            return true;
        }
        position = start;
        if (!silent) {
            want(rule, start, keep);
        }
        return false;
    }

    /** A rule in which neither white space is skipped nor inner rules are reported. */
    boolean atomic(Rule rule, BooleanSupplier body) {
        return rule(rule, () -> {
            boolean before = silent;
            silent = true;
            boolean holds = body.getAsBoolean();
            silent = before;
            return holds;
        });
    }

    private void want(Rule rule, int start, int keep) {
        int now = start == wantedAt ? wanted.size() : 0;
        if (now - keep == 1) {
            return; // the one inner rule that was tried here says it better
        }
        if (start > wantedAt) {
            wanted.clear();
            wantedAt = start;
        } else if (start == wantedAt) {
            wanted.subList(keep, wanted.size()).clear();
        } else {
            return;
        }
        wanted.add(rule);
    }

    /** Skips white space. */
    void skip() {
        while (position < text.length() && isSpace(text.charAt(position))) {
            position++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    boolean literal(String expected) {
        if (text.startsWith(expected, position)) {
            position += expected.length();
            return true;
        }
        return false;
    }

    /** One character out of a set of ASCII. */
    boolean one(CharSet set) {
        if (position < text.length() && set.contains(text.charAt(position))) {
            position++;
            return true;
        }
        return false;
    }

    /** Between {@code min} and {@code max} characters of a set, as many as there are. */
    boolean many(CharSet set, int min, int max) {
        int start = position;
        while (position - start < max && one(set)) {
            continue;
        }
        if (position - start < min) {
            position = start;
            return false;
        }
        return true;
    }

    /** Any one character that doesn't begin one of the stops. */
    boolean anyBut(String... stops) {
        for (String stop : stops) {
            if (text.startsWith(stop, position)) {
                return false;
            }
        }
        if (atEnd()) {
            return false;
        }
        position += Character.charCount(text.codePointAt(position));
        return true;
    }

    void back(int to) {
        position = to;
    }

    /** The complaint about the furthest place that was reached. */
    ExpressionSyntaxException failure() {
        List<String> names = wanted.isEmpty()
                ? List.of()
                : EnumSet.copyOf(wanted).stream().map(Rule::name).collect(Collectors.toList());
        String message = switch (names.size()) {
            case 0 -> "unknown parsing error";
            case 1 -> "expected " + names.getFirst();
            case 2 -> "expected " + names.get(0) + " or " + names.get(1);
            default -> "expected " + String.join(", ", names.subList(0, names.size() - 1)) + ", or " + names.getLast();
        };
        return new ExpressionSyntaxException(SourceExcerpt.at(text, wantedAt, message));
    }

    /** The complaint about a part of the text. */
    ExpressionSyntaxException failure(int start, int end, String message) {
        return new ExpressionSyntaxException(SourceExcerpt.of(text, start, end, message));
    }

    /** A set of characters. */
    interface CharSet {
        CharSet LETTERS = Field::isLetter;
        CharSet WORD = c -> Field.isAlphanumeric(c) || c == '_' || c == '.';
        CharSet DIGITS = c -> c >= '0' && c <= '9';
        CharSet OCTAL = c -> c >= '0' && c <= '7';
        CharSet HEX = c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        CharSet ESCAPED = c -> c == '"' || c == '\\' || c == 'n' || c == 'r' || c == 't';

        boolean contains(char c);
    }
}
