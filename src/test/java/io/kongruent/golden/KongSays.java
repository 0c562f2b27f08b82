package io.kongruent.golden;

import com.fasterxml.jackson.databind.JsonNode;
import io.kongruent.kong.KongEntity;
import io.kongruent.kong.KongState;
import io.kongruent.kong.Origin;
import io.kongruent.push.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What {@code kong-says.yaml} lets the Admin API answer, all of it optional.
 *
 * <pre>
 * state: nothing yet | accepted | applied | unreachable | rejected    # applied
 * message: "connection refused"
 * applied before: true       # an earlier state of the same listeners was applied
 * refuses:                   # entities of the first state that it is sent, as long as they are sent; then it applies the rest
 * - {collection: routes, object: HTTPRoute default/web, rule: 0, match: 1, says: "schema violation"}
 * </pre>
 */
record KongSays(String state, String message, boolean appliedBefore, List<Refusal> refuses) {

    record Refusal(String collection, String object, OptionalInt rule, OptionalInt match, String says) {

        boolean means(KongEntity entity, Origin origin) {
            return entity.collection().equals(collection)
                    && origin.object().toString().equals(object)
                    && (rule.isEmpty() || rule.equals(origin.rule()))
                    && (match.isEmpty() || match.equals(origin.match()));
        }
    }

    /** An entity that was refused. */
    record Refused(KongEntity entity, Origin origin, String says) {}

    static KongSays of(JsonNode yaml) {
        List<Refusal> refuses = new ArrayList<>();
        yaml.path("refuses")
                .forEach(r -> refuses.add(new Refusal(
                        r.path("collection").asText(),
                        r.path("object").asText(),
                        number(r.path("rule")),
                        number(r.path("match")),
                        r.path("says").asText())));
        return new KongSays(
                yaml.path("state").asText("applied"),
                yaml.path("message").asText(""),
                yaml.path("applied before").asBoolean(false),
                refuses);
    }

    /** What it refuses of a state. A refusal that means nothing there is an error of the case. */
    List<Refused> refused(KongState sent) {
        List<Refused> refused = new ArrayList<>();
        for (Refusal refusal : refuses) {
            int before = refused.size();
            for (KongEntity entity : sent.entities()) {
                sent.originOf(entity.id())
                        .filter(origin -> refusal.means(entity, origin))
                        .ifPresent(origin -> refused.add(new Refused(entity, origin, refusal.says())));
            }
            if (refused.size() == before) {
                throw new IllegalStateException("kong-says.yaml refuses what nobody sends: " + refusal);
            }
        }
        return refused;
    }

    boolean knowsNothingYet() {
        return state.equals("nothing yet");
    }

    Outcome.State outcome() {
        return Outcome.State.valueOf(state.toUpperCase(Locale.ROOT));
    }

    private static OptionalInt number(JsonNode yaml) {
        return yaml.isInt() ? OptionalInt.of(yaml.asInt()) : OptionalInt.empty();
    }
}
