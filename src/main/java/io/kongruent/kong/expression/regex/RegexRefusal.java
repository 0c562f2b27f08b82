package io.kongruent.kong.expression.regex;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Kong's regular-expression library refuses a pattern. The message says why in one line. */
final class RegexRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Span> span;
    private final transient Optional<Span> original;

    RegexRefusal(String message, Optional<Span> span, Optional<Span> original) {
        super(message, null, false, false);
        this.span = span;
        this.original = original;
    }

    static RegexRefusal at(Span span, String message) {
        return new RegexRefusal(message, Optional.of(span), Optional.empty());
    }

    /** Something is there twice: both places are shown. */
    static RegexRefusal twice(Span span, Span original, String message) {
        return new RegexRefusal(message, Optional.of(span), Optional.of(original));
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    /** The report that Kong's library writes: the pattern with marks below the places that it is about. */
    String report(String pattern) {
        if (span.isEmpty()) {
            return reason();
        }
        List<Span> spans = Stream.concat(span.stream(), original.stream())
                .sorted(Comparator.comparingInt(Span::start))
                .toList();
        return pattern.indexOf('\n') < 0 ? oneLine(pattern, spans) : manyLines(pattern, spans);
    }

    private String oneLine(String pattern, List<Span> spans) {
        StringBuilder out = new StringBuilder("regex parse error:\n");
        if (!pattern.isEmpty()) {
            out.append("    ").append(pattern).append("\n    ");
            marks(out, spans, 0);
            out.append('\n');
        }
        return out.append("error: ").append(reason()).toString();
    }

    private String manyLines(String pattern, List<Span> spans) {
        int[] points = pattern.codePoints().toArray();
        String[] lines = pattern.split("\n", -1);
        int shown = lines.length - (lines[lines.length - 1].isEmpty() ? 1 : 0);
        int width = Integer.toString(lines.length).length();
        String rule = "~".repeat(79) + "\n";
        StringBuilder out = new StringBuilder("regex parse error:\n").append(rule);
        int lineStart = 0;
        for (int i = 0; i < shown; i++) {
            String number = Integer.toString(i + 1);
            String line = lines[i].endsWith("\r") ? lines[i].substring(0, lines[i].length() - 1) : lines[i];
            out.append(" ".repeat(width - number.length()))
                    .append(number)
                    .append(": ")
                    .append(line)
                    .append('\n');
            int lineNumber = i + 1;
            List<Span> here = spans.stream()
                    .filter(s -> lineOf(points, s.start()) == lineNumber && lineOf(points, s.end()) == lineNumber)
                    .toList();
            if (!here.isEmpty()) {
                out.append(" ".repeat(width + 2));
                marks(out, here, lineStart);
                out.append('\n');
            }
            lineStart += lines[i].codePointCount(0, lines[i].length()) + 1;
        }
        out.append(rule);
        for (Span s : spans) {
            if (lineOf(points, s.start()) != lineOf(points, s.end())) {
                out.append("on line ")
                        .append(lineOf(points, s.start()))
                        .append(" (column ")
                        .append(columnOf(points, s.start()))
                        .append(") through line ")
                        .append(lineOf(points, s.end()))
                        .append(" (column ")
                        .append(columnOf(points, s.end()) - 1)
                        .append(")\n");
            }
        }
        return out.append("error: ").append(reason()).toString();
    }

    private static void marks(StringBuilder out, List<Span> spans, int lineStart) {
        int at = lineStart;
        for (Span s : spans) {
            out.append(" ".repeat(Math.max(s.start() - at, 0)));
            int length = Math.max(s.end() - s.start(), 1);
            out.append("^".repeat(length));
            at = Math.max(s.start(), at) + length;
        }
    }

    private static int lineOf(int[] points, int at) {
        int line = 1;
        for (int i = 0; i < at; i++) {
            line += points[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private static int columnOf(int[] points, int at) {
        int column = 1;
        for (int i = 0; i < at; i++) {
            column = points[i] == '\n' ? 1 : column + 1;
        }
        return column;
    }
}
