package io.kongruent.kong;

import io.kongruent.model.Ref;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The way back from an entity to what it was made from.
 *
 * @param object the object; for what several objects share, the one that Kong's refusal should be told to (a Service, a Secret)
 * @param port the port of that Service that the entity stands for, when it stands for just one
 * @param rule 0-based index of its rule
 * @param ruleName the rule's name, when it has one
 * @param match 0-based index of the match in the rule
 */
public record Origin(Ref object, OptionalInt port, OptionalInt rule, Optional<String> ruleName, OptionalInt match) {

    public static Origin of(Ref object) {
        return new Origin(object, OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), OptionalInt.empty());
    }

    /** The same for one port of a Service. */
    public Origin ofPort(int number) {
        return new Origin(object, OptionalInt.of(number), rule, ruleName, match);
    }
}
