package io.kongruent.embedded.config;

import io.kongruent.embedded.config.Fault.Key;
import java.util.Set;

/** A table of faults as the Lua table text that Kong puts into its messages: keys in order, no spaces. */
final class LuaText {
    private static final Set<String> KEYWORDS = Set.of(
            "and",
            "break",
            "do",
            "else",
            "elseif",
            "end",
            "false",
            "for",
            "function",
            "if",
            "in",
            "local",
            "nil",
            "not",
            "or",
            "repeat",
            "return",
            "then",
            "true",
            "until",
            "while");

    private LuaText() {}

    static String of(Fault fault) {
        StringBuilder out = new StringBuilder();
        write(fault, out);
        return out.toString();
    }

    private static void write(Fault fault, StringBuilder out) {
        switch (fault) {
            case Fault.Text text -> out.append(quote(text.message()));
            case Fault.Table table -> writeTable(table, out);
        }
    }

    private static void writeTable(Fault.Table table, StringBuilder out) {
        out.append('{');
        int next = 1;
        while (table.get(Key.of(next)).isPresent()) {
            separate(out);
            write(table.get(Key.of(next)).orElseThrow(), out);
            next++;
        }
        int listed = next;
        table.entries().forEach((key, fault) -> {
            if (key instanceof Key.Name name) {
                separate(out);
                out.append(isIdentifier(name.field()) ? name.field() : "[" + quote(name.field()) + "]")
                        .append('=');
                write(fault, out);
            }
        });
        table.entries().forEach((key, fault) -> {
            if (key instanceof Key.Place place && place.number() >= listed) {
                separate(out);
                out.append('[').append(place.number()).append("]=");
                write(fault, out);
            }
        });
        out.append('}');
    }

    private static void separate(StringBuilder out) {
        if (out.charAt(out.length() - 1) != '{') {
            out.append(',');
        }
    }

    private static boolean isIdentifier(String name) {
        if (name.isEmpty() || KEYWORDS.contains(name) || Character.isDigit(name.charAt(0))) {
            return false;
        }
        return name.chars()
                .allMatch(c -> c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    }

    /** A Lua string literal: long brackets when the text has line breaks or long brackets of its own. */
    static String quote(String text) {
        int equals = longestBracket(text + "]");
        if ((text.indexOf('\n') >= 0 || equals >= 0) && text.indexOf('\r') < 0) {
            String level = "=".repeat(equals + 1);
            String lead = text.startsWith("\n") ? "\n" : "";
            return "[" + level + "[" + lead + text + "]" + level + "]";
        }
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\\n");
                case '\r' -> out.append("\\r");
                case '\0' -> out.append("\\0");
                default -> out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /** The longest run of equal signs between two equal brackets; -1 when there are no such brackets. */
    private static int longestBracket(String text) {
        int longest = -1;
        for (int i = 0; i < text.length(); i++) {
            char bracket = text.charAt(i);
            if (bracket != '[' && bracket != ']') {
                continue;
            }
            int end = i + 1;
            while (end < text.length() && text.charAt(end) == '=') {
                end++;
            }
            if (end < text.length() && text.charAt(end) == bracket) {
                longest = Math.max(longest, end - i - 1);
            }
        }
        return longest;
    }
}
