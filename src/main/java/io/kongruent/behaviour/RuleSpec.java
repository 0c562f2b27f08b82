package io.kongruent.behaviour;

import java.util.List;
import java.util.Optional;

/**
 * The behaviour of one rule: the configuration of a plugin instance on a Kong route. {@code respond} wins over
 * everything, then {@code redirect}; else the rule's edits, a draw among the backends, and the drawn backend's edits.
 *
 * @param backends empty: the route's own service
 */
public record RuleSpec(
        HeaderEdits requestHeaders,
        HeaderEdits responseHeaders,
        Optional<Redirect> redirect,
        Optional<Rewrite> rewrite,
        List<WeightedBackend> backends,
        Optional<Respond> respond,
        Timeouts timeouts) {

    /** A rule that only forwards: it needs no plugin instance. */
    public static final RuleSpec NONE = new RuleSpec(
            HeaderEdits.NONE,
            HeaderEdits.NONE,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Timeouts.NONE);

    public RuleSpec {
        backends = List.copyOf(backends);
    }

    public static RuleSpec responding(Respond respond) {
        return new RuleSpec(
                HeaderEdits.NONE,
                HeaderEdits.NONE,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of(respond),
                Timeouts.NONE);
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    /** The exact text that Kong gets: keys in a fixed order, empty parts left out. Equal specs have equal text. */
    public String json() {
        return SpecJson.write(this);
    }

    /** The spec of a text that the plugin accepts; {@link IllegalArgumentException} for any other shape. */
    public static RuleSpec parse(String json) {
        return SpecJson.readRule(json);
    }
}
