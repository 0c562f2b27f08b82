package io.kongruent.push;

import io.kongruent.kong.Document;
import io.kongruent.kong.Exclusions;
import io.kongruent.kong.KongEntity;
import io.kongruent.kong.KongState;
import io.kongruent.kong.Origin;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a Kong is to have, as a function of what it has refused. The exclusions that count are those for content that the state still has: what has changed
 * is tried again.
 *
 * @param exclusions those that count
 * @param refused what they cost
 */
record Wanted(KongState state, Document document, Exclusions exclusions, List<Outcome.Refused> refused) {

    private static final Comparator<Outcome.Refused> ORDER = Comparator.<Outcome.Refused, String>comparing(
                    r -> r.origin().object().toString())
            .thenComparing(r -> r.origin().rule().orElse(-1))
            .thenComparing(r -> r.origin().match().orElse(-1))
            .thenComparing(Outcome.Refused::collection)
            .thenComparing(Outcome.Refused::message);

    /** What results when {@code known} is what Kong has refused so far. A stub can be refused too, so exclusions are followed until nothing changes. */
    static Wanted of(Function<Exclusions, KongState> states, Exclusions known) {
        Exclusions counted = Exclusions.NONE;
        KongState state = states.apply(counted);
        Map<String, Outcome.Refused> refused = new TreeMap<>();
        while (true) {
            Map<String, String> hit = new HashMap<>();
            for (KongEntity entity : state.entities()) {
                Optional<Origin> origin = state.originOf(entity.id());
                Optional<String> why = origin.flatMap(o -> known.why(entity));
                if (origin.isPresent() && why.isPresent()) {
                    hit.put(Exclusions.key(entity), why.get());
                    boolean stubbed = !(entity instanceof KongEntity.Route || entity instanceof KongEntity.Sni);
                    refused.putIfAbsent(
                            entity.collection() + entity.id(),
                            new Outcome.Refused(origin.get(), entity.collection(), why.get(), stubbed));
                }
            }
            if (counted.refusals().keySet().containsAll(hit.keySet())) {
                List<Outcome.Refused> told =
                        refused.values().stream().sorted(ORDER).toList();
                return new Wanted(state, Document.of(state), counted, told);
            }
            counted = counted.with(hit);
            state = states.apply(counted);
        }
    }

    /** What a refusal of an entity is remembered by; nothing for one that comes from no object. */
    static Optional<String> keyOf(KongEntity entity, KongState state) {
        return state.originOf(entity.id()).map(o -> Exclusions.key(entity));
    }

    /** All that the state has, by content. */
    Set<String> keys() {
        Set<String> keys = new HashSet<>();
        for (KongEntity entity : state.entities()) {
            keyOf(entity, state).ifPresent(keys::add);
        }
        return keys;
    }
}
