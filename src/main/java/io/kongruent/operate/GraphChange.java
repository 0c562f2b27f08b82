package io.kongruent.operate;

import io.kongruent.graph.Graph;
import io.kongruent.model.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What differs between two graphs, in words short enough for one line. */
final class GraphChange {

    /** More than these are counted, not named. */
    private static final int MOST_NAMES = 4;

    private GraphChange() {}

    /** Empty when nothing does. @param before nothing at the first pass */
    static String between(@Nullable Graph before, Graph after) {
        SortedMap<String, Object> old = before == null ? new TreeMap<>() : parts(before);
        SortedMap<String, Object> now = parts(after);
        List<String> come = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        now.forEach((name, part) -> {
            Object was = old.get(name);
            if (was == null) {
                come.add(name);
            } else if (!was.equals(part)) {
                changed.add(name);
            }
        });
        List<String> gone =
                old.keySet().stream().filter(name -> !now.containsKey(name)).toList();
        List<String> told = new ArrayList<>();
        tell(told, come, "new");
        tell(told, changed, "changed");
        tell(told, gone, "gone");
        return before == null && told.isEmpty() ? "no object of ours yet" : String.join("; ", told);
    }

    private static SortedMap<String, Object> parts(Graph graph) {
        SortedMap<String, Object> parts = new TreeMap<>();
        graph.classes().forEach(c -> parts.put(name(c.meta().ref()), c));
        graph.gateways().forEach(g -> parts.put(name(g.meta().ref()), g));
        graph.routes().forEach(r -> parts.put(name(r.route().meta().ref()), r));
        graph.upstreams()
                .forEach((key, upstream) ->
                        parts.put("Endpoints of " + key.backend().path() + ":" + key.port(), upstream));
        return parts;
    }

    private static String name(Ref ref) {
        return ref.toString();
    }

    private static void tell(List<String> told, List<String> names, String word) {
        if (names.isEmpty()) {
            return;
        }
        if (names.size() <= MOST_NAMES) {
            told.add(String.join(", ", names) + " " + word);
            return;
        }
        Map<String, Integer> kinds = new TreeMap<>();
        names.forEach(name -> kinds.merge(name.substring(0, name.indexOf(' ')), 1, Integer::sum));
        List<String> counts = new ArrayList<>();
        kinds.forEach((kind, count) -> counts.add(kind + " " + count));
        told.add(String.join(", ", counts) + " " + word);
    }
}
