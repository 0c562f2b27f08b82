package io.kongruent.kong.expression.regex;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A pattern of Kong's dialect, ready to be used. Matching takes time linear in the text. Thread-safe. */
public final class LinearPattern {
    private final Pattern pattern;
    private final Map<String, Integer> names;

    private LinearPattern(Pattern pattern, Map<String, Integer> names) {
        this.pattern = pattern;
        this.names = names;
    }

    /**
     * What a pattern turns out to be.
     *
     * @param refusal why Kong refuses it, in one line
     * @param report the same with the place in the pattern, as Kong's library writes it
     * @param unsupported why it can't be used here although Kong takes it
     * @param pattern the pattern, if nothing is said against it
     */
    public record Outcome(
            Optional<String> refusal,
            Optional<String> report,
            Optional<String> unsupported,
            Optional<LinearPattern> pattern) {

        private static Outcome refused(RegexRefusal refusal, String pattern) {
            return new Outcome(
                    Optional.of(refusal.reason()),
                    Optional.of(refusal.report(pattern)),
                    Optional.empty(),
                    Optional.empty());
        }

        private static Outcome unsupported(String reason) {
            return new Outcome(Optional.empty(), Optional.empty(), Optional.of(reason), Optional.empty());
        }
    }

    /** Judges a pattern, and compiles it if there is nothing against it. */
    public static Outcome judge(String text) {
        try {
            Translation.Result result = Translation.of(RegexParser.parse(text));
            if (CompiledSize.exceedsLimit(result.plain())) {
                String message = "Compiled regex exceeds size limit of " + CompiledSize.LIMIT + " bytes.";
                throw new RegexRefusal(message, Optional.empty(), Optional.empty());
            }
            if (!result.foreign().isEmpty()) {
                return Outcome.unsupported(
                        "Kong knows " + result.foreign().getFirst() + ", but there is no data for it here");
            }
            Re2Text.Result re2 = Re2Text.of(result.plain());
            if (!re2.unsupported().isEmpty()) {
                return Outcome.unsupported("Kong knows " + re2.unsupported().getFirst() + ", the engine here doesn't");
            }
            LinearPattern pattern = new LinearPattern(Pattern.compile(re2.text()), re2.names());
            return new Outcome(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(pattern));
        } catch (RegexRefusal refusal) {
            return Outcome.refused(refusal, text);
        } catch (PatternSyntaxException tooMuch) {
            return Outcome.unsupported("the engine here can't compile it: " + tooMuch.getDescription());
        }
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
        names.forEach((name, index) -> {
            String group = matcher.group(index);
            if (group != null) {
                captures.put(name, group);
            }
        });
        return Optional.of(new Match(matcher.group(), captures));
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
}
