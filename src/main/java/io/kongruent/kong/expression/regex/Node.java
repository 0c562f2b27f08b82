package io.kongruent.kong.expression.regex;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A parsed pattern. */
sealed interface Node {
    Span span();

    record Empty(Span span) implements Node {}

    /** Switches flags on or off up to the end of the enclosing group. */
    record Flags(Span span, Map<Flag, Boolean> flags) implements Node {}

    /**
     * One character.
     *
     * @param twoDigits whether it is written {@code \xHH}, which may mean a byte
     */
    record Literal(Span span, int character, boolean twoDigits) implements Node {}

    record Dot(Span span) implements Node {}

    record Look(Span span, Kind kind) implements Node {
        enum Kind {
            LINE_START,
            LINE_END,
            TEXT_START,
            TEXT_END,
            WORD_BOUNDARY,
            NO_WORD_BOUNDARY,
            WORD_START,
            WORD_END,
            WORD_START_HALF,
            WORD_END_HALF
        }
    }

    /** {@code \d}, {@code \s}, {@code \w} or their opposites, by the lower-case letter. */
    record Perl(Span span, char letter, boolean negated) implements Node {}

    /** {@code \p}; a value makes it {@code name=value}. */
    record Property(Span span, String name, Optional<String> value, boolean negated) implements Node {}

    record Bracketed(Span span, boolean negated, ClassSet set) implements Node {}

    /** At most {@code max} times, without bound when that is empty. */
    record Repetition(Span span, Node node, int min, Optional<Integer> max, boolean greedy) implements Node {}

    record Group(Span span, Kind kind, Node node) implements Node {
        sealed interface Kind {
            record Capture(int index, Optional<String> name) implements Kind {}

            record Plain(Map<Flag, Boolean> flags) implements Kind {}
        }
    }

    record Concat(Span span, List<Node> nodes) implements Node {}

    record Alternation(Span span, List<Node> nodes) implements Node {}

    /** A flag of the syntax. */
    enum Flag {
        IGNORE_CASE('i'),
        MULTI_LINE('m'),
        DOT_ALL('s'),
        SWAP_GREED('U'),
        UNICODE('u'),
        CRLF('R'),
        IGNORE_SPACE('x');

        private final char letter;

        Flag(char letter) {
            this.letter = letter;
        }

        static Optional<Flag> of(int letter) {
            for (Flag flag : values()) {
                if (flag.letter == letter) {
                    return Optional.of(flag);
                }
            }
            return Optional.empty();
        }
    }
}
