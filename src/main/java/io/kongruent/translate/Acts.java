package io.kongruent.translate;

import io.kongruent.behaviour.Respond;
import io.kongruent.behaviour.RuleSpec;
import io.kongruent.capability.Capability;
import io.kongruent.kong.Ids;
import io.kongruent.kong.KongEntity.Plugin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * A plugin of a route, before it is one: its name and configuration.
 *
 * @param config in the order of serialisation
 */
record Acts(String plugin, SequencedMap<String, Object> config) {

    /** The name of our plugin. */
    static final String OURS = "gateway-api";

    /** A rule's behaviour, by our plugin. */
    static Acts by(RuleSpec spec) {
        return new Acts(OURS, new TreeMap<>(Map.of("spec", spec.json())));
    }

    /** A fixed answer: by our plugin where it can, else by Kong's stock one. */
    static Acts answer(Site site, int status, String message) {
        return site.can(Capability.RESPOND)
                ? by(RuleSpec.responding(new Respond(status, Optional.of(message))))
                : terminate(status, message);
    }

    /** A fixed answer by Kong's stock plugin. */
    static Acts terminate(int status, String message) {
        return new Acts("request-termination", new TreeMap<>(Map.of("message", message, "status_code", status)));
    }

    /** The plugin on a route. A Kong route has one at most, so its id follows from the route's name. */
    Plugin on(String route, List<String> tags) {
        return new Plugin(Ids.of("plugins", route), plugin, Optional.of(route), config, tags);
    }
}
