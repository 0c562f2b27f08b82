package io.kongruent.embedded.config;

import com.google.re2j.Pattern;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lua patterns, as Kong's schemas use them, run by a linear regular expression engine. No captures, no balanced matches. */
final class LuaPattern {
    private static final Map<Character, String> CLASSES = Map.of(
            'a', "A-Za-z",
            'd', "0-9",
            'l', "a-z",
            'u', "A-Z",
            'w', "0-9A-Za-z",
            's', " \\t\\n\\r\\f\\x0b",
            'x', "0-9A-Fa-f");

    private static final Map<String, LuaPattern> KNOWN = new ConcurrentHashMap<>();

    private final Pattern regex;

    private LuaPattern(Pattern regex) {
        this.regex = regex;
    }

    static LuaPattern of(String pattern) {
        return KNOWN.computeIfAbsent(pattern, p -> new LuaPattern(Pattern.compile(translate(p), Pattern.DOTALL)));
    }

    boolean found(String text) {
        return regex.matcher(text).find();
    }

    private static String translate(String pattern) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        if (pattern.startsWith("^")) {
            out.append("\\A");
            i = 1;
        }
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            boolean item = true;
            if (c == '$' && i == pattern.length() - 1) {
                out.append("\\z");
                i++;
                item = false;
            } else if (c == '[') {
                int end = setEnd(pattern, i);
                out.append(set(pattern.substring(i + 1, end)));
                i = end + 1;
            } else if (c == '%') {
                char escaped = pattern.charAt(i + 1);
                String known = CLASSES.get(escaped);
                out.append(known != null ? "[" + known + "]" : Pattern.quote(String.valueOf(escaped)));
                i += 2;
            } else {
                out.append(c == '.' ? "." : Pattern.quote(String.valueOf(c)));
                i++;
            }
            if (item && i < pattern.length() && "*+?-".indexOf(pattern.charAt(i)) >= 0) {
                out.append(pattern.charAt(i) == '-' ? "*?" : String.valueOf(pattern.charAt(i)));
                i++;
            }
        }
        return out.toString();
    }

    private static int setEnd(String pattern, int open) {
        int i = open + 1;
        if (pattern.charAt(i) == '^') {
            i++;
        }
        i++;
        while (pattern.charAt(i) != ']') {
            i += pattern.charAt(i) == '%' ? 2 : 1;
        }
        return i;
    }

    private static String set(String body) {
        StringBuilder out = new StringBuilder("[");
        int i = 0;
        if (body.startsWith("^")) {
            out.append('^');
            i = 1;
        }
        while (i < body.length()) {
            char c = body.charAt(i);
            if (c == '%' && i + 1 < body.length()) {
                char escaped = body.charAt(i + 1);
                String known = CLASSES.get(escaped);
                out.append(known != null ? known : "\\" + escaped);
                i += 2;
            } else if (c == '-' && i + 1 < body.length() && i > 0) {
                out.append('-');
                i++;
            } else {
                out.append("\\[]^-".indexOf(c) >= 0 ? "\\" + c : String.valueOf(c));
                i++;
            }
        }
        return out.append(']').toString();
    }
}
