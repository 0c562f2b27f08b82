package io.kongruent.graph;

import io.kongruent.model.Meta;
import io.kongruent.model.Ref;
import java.util.List;

/**
 * A ListenerSet as declared, defaults filled in.
 *
 * @param parent what it wants to be merged into; only a Gateway can be one
 * @param problems what makes the whole set unusable, as messages
 */
public record LoweredListenerSet(Meta meta, Ref parent, List<LoweredListener> listeners, List<String> problems) {
    public LoweredListenerSet {
        listeners = List.copyOf(listeners);
        problems = List.copyOf(problems);
    }
}
