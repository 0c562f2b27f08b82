package io.kongruent.kong.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The one dialect of regular expressions: that of Kong's router, which matches in linear time and therefore knows neither
 * look-around nor back-references.
 */
public final class Regexes {
    private Regexes() {}

    /** Why Kong's router refuses a pattern, in one line; empty when it takes it. */
    public static Optional<String> problem(String pattern) {
        try {
            Pattern.compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of(String.valueOf(e.getDescription()));
        }
    }

    /**
     * A pattern ready to be used, in linear time.
     *
     * @throws IllegalArgumentException when {@link #problem(String)} has something to say
     */
    public static Regex compile(String pattern) {
        problem(pattern).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return new Regex(Pattern.compile(pattern));
    }

    /** A compiled pattern. Thread-safe. */
    public static final class Regex {
        private final Pattern pattern;

        private Regex(Pattern pattern) {
            this.pattern = pattern;
        }

        /** The number of groups. */
        public int groups() {
            return pattern.groupCount();
        }

        /** Whether the pattern is found anywhere in a text. */
        public boolean found(String text) {
            return pattern.matcher(text).find();
        }

        /** The leftmost match in a text. */
        public Optional<Match> find(String text) {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.find()) {
                return Optional.empty();
            }
            Map<String, String> captures = new HashMap<>();
            for (int i = 0; i <= matcher.groupCount(); i++) {
                String group = matcher.group(i);
                if (group != null) {
                    captures.put(Integer.toString(i), group);
                }
            }
            return Optional.of(new Match(matcher.group(), captures));
        }
    }

    /**
     * A match.
     *
     * @param captures what the groups matched, by number ({@code 0} is the whole match) and by name; groups that took no part
     *     are missing
     */
    public record Match(String text, Map<String, String> captures) {
        public Match {
            captures = Map.copyOf(captures);
        }
    }

    /** Why Kong's router refuses a pattern, as its parser reports it; empty when it takes it. */
    static Optional<String> report(String pattern) {
        return problem(pattern);
    }
}
