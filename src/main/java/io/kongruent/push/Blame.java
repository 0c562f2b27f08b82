package io.kongruent.push;

import io.kongruent.kong.KongEntity;
import io.kongruent.kong.KongJson;
import io.kongruent.kong.KongState;
import io.kongruent.kong.Origin;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Finds out what a Kong refuses when its refusal doesn't say: Kong answers a bare 500 when the places of its errors are far apart, and forgets errors that
 * it can't flatten.
 *
 * <p>First each entity that this Kong hasn't taken before is put to Kong's schema endpoint, by itself: exact, and nothing goes live, so however many are bad
 * it costs no further configuration than the one that leaves them all out. Only if every one passes is the configuration halved, by object. Answers of one
 * bit need about log2(n/k) configurations for each of k bad objects among n: no way of asking can do with fewer.
 */
final class Blame {

    private static final String SILENT = "Kong refuses every configuration that has this object and doesn't say why";

    private Blame() {}

    /** What Kong objects to among entities that it hasn't taken before, by the key of the refusal. */
    static Map<String, String> byInquiry(Admin admin, Wanted wanted, Set<String> good) {
        Map<String, String> objections = new HashMap<>();
        Set<String> asked = new HashSet<>(good);
        for (KongEntity entity : wanted.state().entities()) {
            Optional<String> key = Wanted.keyOf(entity, wanted.state()).filter(asked::add);
            if (key.isEmpty()) {
                continue;
            }
            for (KongJson.Question question : KongJson.questions(entity)) {
                Optional<String> objection = admin.objection(question.collection(), question.json());
                if (objection.isPresent()) {
                    objections.put(key.get(), objection.get());
                    break;
                }
            }
        }
        return objections;
    }

    /**
     * What is bad among objects that Kong hasn't taken before, found by sending halves.
     *
     * @param takes sends the configuration without the entities of these keys, and tells whether Kong took it
     */
    static Map<String, String> byHalves(KongState state, Set<String> good, Predicate<Set<String>> takes) {
        SortedMap<Ref, Set<String>> suspects = new TreeMap<>();
        for (KongEntity entity : state.entities()) {
            Optional<Ref> object = state.originOf(entity.id()).map(Origin::object);
            Wanted.keyOf(entity, state)
                    .filter(k -> !good.contains(k))
                    .ifPresent(k -> object.ifPresent(o ->
                            suspects.computeIfAbsent(o, x -> new HashSet<>()).add(k)));
        }
        Map<String, String> bad = new HashMap<>();
        List<Ref> left = new ArrayList<>(suspects.keySet());
        boolean refused = true;
        while (refused && !left.isEmpty()) {
            Ref culprit = one(left, suspects, bad.keySet(), takes);
            suspects.getOrDefault(culprit, Set.of()).forEach(k -> bad.put(k, SILENT));
            left.remove(culprit);
            refused = !left.isEmpty() && !takes.test(Set.copyOf(bad.keySet()));
        }
        return bad;
    }

    /** One bad object among those left, which together are refused. Whatever is taken on the way is good, and leaves the list. */
    private static Ref one(
            List<Ref> left, Map<Ref, Set<String>> suspects, Set<String> bad, Predicate<Set<String>> takes) {
        List<Ref> candidates = List.copyOf(left);
        while (candidates.size() > 1) {
            Set<Ref> half = new HashSet<>(candidates.subList(0, candidates.size() / 2));
            Set<String> without = new HashSet<>(bad);
            left.stream()
                    .filter(o -> !half.contains(o))
                    .forEach(o -> without.addAll(suspects.getOrDefault(o, Set.of())));
            if (takes.test(without)) {
                left.removeAll(half);
                candidates = candidates.subList(half.size(), candidates.size());
            } else {
                candidates = candidates.subList(0, half.size());
            }
        }
        return candidates.getFirst();
    }
}
