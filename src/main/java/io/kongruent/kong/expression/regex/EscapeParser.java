package io.kongruent.kong.expression.regex;

import io.kongruent.kong.expression.regex.Node.Look;
import java.util.Optional;

/** Reads what a backslash begins. */
final class EscapeParser {
    private static final String META = "\\.+*?()|[]{}^$#&-~";
    private static final String ENDED = "incomplete escape sequence, reached end of pattern prematurely";

    private final Scanner in;

    EscapeParser(Scanner in) {
        this.in = in;
    }

    /** The scanner is at the backslash. */
    Node parse() throws RegexRefusal {
        int start = in.position();
        if (!in.next()) {
            throw RegexRefusal.at(new Span(start, in.position()), ENDED);
        }
        int c = in.current();
        if (c >= '0' && c <= '9') {
            throw RegexRefusal.at(new Span(start, in.position() + 1), "backreferences are not supported");
        }
        switch (c) {
            case 'x', 'u', 'U' -> {
                return hex(start, c);
            }
            case 'p', 'P' -> {
                return property(start, c == 'P');
            }
            case 'd', 's', 'w', 'D', 'S', 'W' -> {
                in.next();
                return new Node.Perl(
                        new Span(start, in.position()), (char) Character.toLowerCase(c), Character.isUpperCase(c));
            }
            default -> in.next();
        }
        Span span = new Span(start, in.position());
        if (isEscapable(c)) {
            return new Node.Literal(span, c, false);
        }
        return switch (c) {
            case 'a' -> new Node.Literal(span, 7, false);
            case 'f' -> new Node.Literal(span, '\f', false);
            case 't' -> new Node.Literal(span, '\t', false);
            case 'n' -> new Node.Literal(span, '\n', false);
            case 'r' -> new Node.Literal(span, '\r', false);
            case 'v' -> new Node.Literal(span, 11, false);
            case 'A' -> new Look(span, Look.Kind.TEXT_START);
            case 'z' -> new Look(span, Look.Kind.TEXT_END);
            case 'B' -> new Look(span, Look.Kind.NO_WORD_BOUNDARY);
            case '<' -> new Look(span, Look.Kind.WORD_START);
            case '>' -> new Look(span, Look.Kind.WORD_END);
            case 'b' -> boundary(start);
            default -> throw RegexRefusal.at(span, "unrecognized escape sequence");
        };
    }

    private static boolean isEscapable(int c) {
        boolean letterOrDigit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        return META.indexOf(c) >= 0 || (c < 128 && !letterOrDigit && c != '<' && c != '>');
    }

    private Node boundary(int start) throws RegexRefusal {
        Look.Kind kind = in.isAt('{') ? named(start).orElse(Look.Kind.WORD_BOUNDARY) : Look.Kind.WORD_BOUNDARY;
        return new Look(new Span(start, in.position()), kind);
    }

    /** {@code \b{start}} and its kin; empty when the brace begins a repetition. */
    private Optional<Look.Kind> named(int start) throws RegexRefusal {
        int brace = in.position();
        if (!in.nextSpaced()) {
            throw RegexRefusal.at(
                    new Span(start, in.position()),
                    "found either the beginning of a special word boundary or a bounded repetition on a \\b with an"
                            + " opening brace, but no closing brace");
        }
        int nameStart = in.position();
        if (!isNameCharacter(in.current())) {
            in.back(brace);
            return Optional.empty();
        }
        StringBuilder name = new StringBuilder();
        while (!in.atEnd() && isNameCharacter(in.current())) {
            name.appendCodePoint(in.current());
            in.nextSpaced();
        }
        if (!in.isAt('}')) {
            throw RegexRefusal.at(
                    new Span(brace, in.position()),
                    "special word boundary assertion is either unclosed or contains an invalid character");
        }
        Span span = new Span(nameStart, in.position());
        in.next();
        return Optional.of(
                switch (name.toString()) {
                    case "start" -> Look.Kind.WORD_START;
                    case "end" -> Look.Kind.WORD_END;
                    case "start-half" -> Look.Kind.WORD_START_HALF;
                    case "end-half" -> Look.Kind.WORD_END_HALF;
                    default ->
                        throw RegexRefusal.at(
                                span,
                                "unrecognized special word boundary assertion, valid choices are: start, end,"
                                        + " start-half or end-half");
                });
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
    }

    // ---- hexadecimal

    private Node hex(int start, int kind) throws RegexRefusal {
        if (!in.nextSpaced()) {
            throw RegexRefusal.at(in.here(), ENDED);
        }
        return in.current() == '{' ? bracedHex(start) : fixedHex(start, kind);
    }

    private Node fixedHex(int start, int kind) throws RegexRefusal {
        int first = in.position();
        int count = kind == 'x' ? 2 : kind == 'u' ? 4 : 8;
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            if (i > 0 && !in.nextSpaced()) {
                throw RegexRefusal.at(in.here(), ENDED);
            }
            digits.appendCodePoint(hexDigit());
        }
        in.nextSpaced();
        int character = character(digits.toString(), new Span(first, in.position()));
        return new Node.Literal(new Span(start, in.position()), character, kind == 'x');
    }

    private Node bracedHex(int start) throws RegexRefusal {
        int brace = in.position();
        StringBuilder digits = new StringBuilder();
        while (in.nextSpaced() && in.current() != '}') {
            digits.appendCodePoint(hexDigit());
        }
        if (in.atEnd()) {
            throw RegexRefusal.at(new Span(brace, in.position()), ENDED);
        }
        int end = in.position();
        in.nextSpaced();
        if (digits.isEmpty()) {
            throw RegexRefusal.at(new Span(brace, in.position()), "hexadecimal literal empty");
        }
        int character = character(digits.toString(), new Span(brace + 1, end));
        return new Node.Literal(new Span(start, in.position()), character, false);
    }

    private int hexDigit() throws RegexRefusal {
        int c = in.current();
        if (c >= 128 || Character.digit(c, 16) < 0) {
            throw RegexRefusal.at(in.currentSpan(), "invalid hexadecimal digit");
        }
        return c;
    }

    private static int character(String digits, Span span) throws RegexRefusal {
        int zeros = 0;
        while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
            zeros++;
        }
        int value = digits.length() - zeros > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits.substring(zeros), 16);
        if (value > CodePoints.MAX || (value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE)) {
            throw RegexRefusal.at(span, "hexadecimal literal is not a Unicode scalar value");
        }
        return value;
    }

    // ---- properties

    private Node property(int start, boolean negated) throws RegexRefusal {
        if (!in.nextSpaced()) {
            throw RegexRefusal.at(in.here(), ENDED);
        }
        if (in.current() != '{') {
            if (in.current() == '\\') {
                throw RegexRefusal.at(in.currentSpan(), "invalid Unicode character class");
            }
            String letter = Character.toString(in.current());
            in.nextSpaced();
            return new Node.Property(new Span(start, in.position()), letter, Optional.empty(), negated);
        }
        StringBuilder text = new StringBuilder();
        while (in.nextSpaced() && in.current() != '}') {
            text.appendCodePoint(in.current());
        }
        if (in.atEnd()) {
            throw RegexRefusal.at(in.here(), ENDED);
        }
        in.next();
        String name = text.toString();
        Span span = new Span(start, in.position());
        int unequal = name.indexOf("!=");
        if (unequal >= 0) {
            Optional<String> value = Optional.of(name.substring(unequal + 2));
            // Kong's library reads != and then means =.
            return new Node.Property(span, name.substring(0, unequal), value, negated);
        }
        int equal = name.indexOf(':') >= 0 ? name.indexOf(':') : name.indexOf('=');
        return equal < 0
                ? new Node.Property(span, name, Optional.empty(), negated)
                : new Node.Property(span, name.substring(0, equal), Optional.of(name.substring(equal + 1)), negated);
    }
}
