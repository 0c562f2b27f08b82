package io.kongruent.translate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The one step of precedence that looks across objects: where priority, age and the part of the name that fits into an id are all equal, and two objects
 * claim the same requests, the rest of their names decides. A rank says how.
 *
 * <p>The last in the alphabet has rank 0; every other has one more than the highest rank among those behind it that it shares a claim with. So an object
 * that contests nothing has rank 0 whatever else exists.
 */
final class Ranks {

    private final Map<Draft.Contest, Map<String, Integer>> byContest = new HashMap<>();

    /** The ranks among these drafts; their order doesn't matter. */
    Ranks(List<Draft> drafts) {
        Map<Draft.Contest, TreeMap<String, List<Draft>>> contests = new HashMap<>();
        for (Draft draft : drafts) {
            contests.computeIfAbsent(draft.contest(), c -> new TreeMap<>())
                    .computeIfAbsent(object(draft), o -> new ArrayList<>())
                    .add(draft);
        }
        contests.forEach((contest, objects) -> {
            if (objects.size() > 1) {
                byContest.put(contest, ranks(objects));
            }
        });
    }

    private static Map<String, Integer> ranks(TreeMap<String, List<Draft>> objects) {
        Map<String, Integer> ranks = new HashMap<>();
        Map<String, Integer> above = new HashMap<>();
        objects.descendingMap().forEach((object, drafts) -> {
            Set<String> claims = new TreeSet<>();
            drafts.forEach(d -> claims.addAll(d.claims()));
            int rank = claims.stream()
                    .mapToInt(c -> above.getOrDefault(c, 0))
                    .max()
                    .orElse(0);
            claims.forEach(c -> above.put(c, rank + 1));
            ranks.put(object, rank);
        });
        return ranks;
    }

    int of(Draft draft) {
        Map<String, Integer> ranks = byContest.get(draft.contest());
        return ranks == null ? 0 : ranks.getOrDefault(object(draft), 0);
    }

    /** Objects in the order of precedence; kinds tell apart those of one name. */
    private static String object(Draft draft) {
        return draft.path() + ' ' + draft.meta().ref().kind();
    }
}
