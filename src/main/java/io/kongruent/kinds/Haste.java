package io.kongruent.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kongruent.model.Condition;
import io.kongruent.model.Reason;
import java.time.Duration;

/** How soon the status of a Gateway or ListenerSet has to be written, by what is new in it. */
public final class Haste {

    /** Numbers of attached routes are written when they have come to rest: a thousand routes that are created at once are one number, not a thousand. */
    static final Duration COUNTED = Duration.ofMillis(500);

    /** How far a data plane is with what it will have in a moment is told only where the moment lasts. */
    static final Duration UNDER_WAY = Duration.ofSeconds(3);

    private static final String CONDITIONS = "conditions";
    private static final String LISTENERS = "listeners";

    private Haste() {}

    /** How long to wait for more to come before one status is replaced by another; zero: not at all. */
    public static Duration quiet(JsonNode before, JsonNode after) {
        if (uncounted(before).equals(uncounted(after))) {
            return COUNTED;
        }
        return settled(before).equals(settled(after)) ? UNDER_WAY : Duration.ZERO;
    }

    private static JsonNode uncounted(JsonNode status) {
        JsonNode copy = status.deepCopy();
        if (copy instanceof ObjectNode fields) {
            fields.remove("attachedListenerSets");
            copy.path(LISTENERS).forEach(l -> ((ObjectNode) l).remove("attachedRoutes"));
        }
        return copy;
    }

    /** Without what a condition says that only asks for patience. */
    private static JsonNode settled(JsonNode status) {
        JsonNode copy = uncounted(status);
        copy.path(CONDITIONS).forEach(Haste::hush);
        copy.path(LISTENERS).forEach(l -> l.path(CONDITIONS).forEach(Haste::hush));
        return copy;
    }

    private static void hush(JsonNode condition) {
        boolean pending = condition.path("type").asText().equals(Condition.Type.Programmed.name())
                && condition.path("reason").asText().equals(Reason.Pending.name());
        if (pending && condition instanceof ObjectNode fields) {
            fields.remove("status");
            fields.remove("message");
            fields.remove("lastTransitionTime");
        }
    }
}
