package io.kongruent.graph;

import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.List;

/**
 * An XBackendTrafficPolicy, lowered. What it may ask for would be told here; so far none of it can be had.
 *
 * @param targets the backends that it is for, in its own namespace
 * @param problems what of it can't be had, judged by the one object alone
 */
public record LoweredTrafficPolicy(Meta meta, List<Ref> targets, List<String> problems) implements LoweredPolicy<Ref> {
    public LoweredTrafficPolicy {
        targets = List.copyOf(targets);
        problems = List.copyOf(problems);
    }
}
