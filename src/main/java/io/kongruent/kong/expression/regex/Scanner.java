package io.kongruent.kong.expression.regex;

/** A cursor over a pattern that can skip white space and comments. */
final class Scanner {
    private final int[] points;
    private int position;
    private boolean ignoreSpace;

    Scanner(String pattern) {
        this.points = pattern.codePoints().toArray();
    }

    int position() {
        return position;
    }

    void back(int to) {
        position = to;
    }

    boolean atEnd() {
        return position == points.length;
    }

    /** The character here; never at the end. */
    int current() {
        return points[position];
    }

    boolean isAt(int c) {
        return !atEnd() && current() == c;
    }

    Span here() {
        return new Span(position, position);
    }

    Span currentSpan() {
        return new Span(position, position + 1);
    }

    String since(int start) {
        return new String(points, start, position - start);
    }

    boolean ignoresSpace() {
        return ignoreSpace;
    }

    void ignoreSpace(boolean ignore) {
        ignoreSpace = ignore;
    }

    /** Goes on by one; whether there is a character then. */
    boolean next() {
        if (!atEnd()) {
            position++;
        }
        return !atEnd();
    }

    /** Goes on by one and over ignored space; whether there is a character then. */
    boolean nextSpaced() {
        if (!next()) {
            return false;
        }
        space();
        return !atEnd();
    }

    boolean take(String text) {
        int length = text.length();
        if (points.length - position < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (points[position + i] != text.charAt(i)) {
                return false;
            }
        }
        position += length;
        return true;
    }

    /** Over space and comments, where those are ignored. */
    void space() {
        while (ignoreSpace && !atEnd()) {
            if (isSpace(current())) {
                next();
            } else if (current() == '#') {
                while (next() && current() != '\n') {
                    continue;
                }
                next();
            } else {
                return;
            }
        }
    }

    /** The character after this one, -1 when there is none. */
    int peek() {
        return position + 1 < points.length ? points[position + 1] : -1;
    }

    /** The character after this one and after ignored space, -1 when there is none. */
    int peekSpaced() {
        if (!ignoreSpace) {
            return peek();
        }
        int at = position + 1;
        int scan = at;
        boolean comment = false;
        while (scan < points.length) {
            int c = points[scan];
            if (!isSpace(c)) {
                if (!comment && c == '#') {
                    comment = true;
                } else {
                    break;
                }
            }
            scan++;
        }
        at = scan < points.length ? scan : at;
        return at < points.length ? points[at] : -1;
    }

    /** Unicode's white space. */
    static boolean isSpace(int c) {
        return (c >= 9 && c <= 13)
                || c == ' '
                || c == 0x85
                || c == 0xA0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200A)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }
}
