package io.kongruent.kong.expression.regex;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which characters are equal when case is ignored: Unicode's simple case folding. */
final class CaseFolding {
    /** Foldings that Java's one-to-one case mappings don't have. */
    private static final int[][] EXTRA = {{0x0390, 0x1FD3}, {0x03B0, 0x1FE3}, {0xFB05, 0xFB06}};

    private static final TreeMap<Integer, List<Integer>> OTHERS = others();

    private CaseFolding() {}

    private static TreeMap<Integer, List<Integer>> others() {
        Map<Integer, List<Integer>> classes = new HashMap<>();
        for (int c = 0; c <= CodePoints.MAX; c++) {
            int key = key(c);
            if (key != c || Character.toUpperCase(c) != c) {
                classes.computeIfAbsent(key, k -> new ArrayList<>()).add(c);
            }
        }
        for (int[] pair : EXTRA) {
            classes.put(pair[0], new ArrayList<>(List.of(pair[0], pair[1])));
        }
        TreeMap<Integer, List<Integer>> others = new TreeMap<>();
        classes.forEach((key, members) -> {
            if (!members.contains(key)) {
                members.add(key);
            }
            if (members.size() > 1) {
                members.forEach(member -> others.put(member, List.copyOf(members)));
            }
        });
        return others;
    }

    private static int key(int c) {
        // The dotted capital and the dotless small i fold to themselves only.
        return c == 0x130 || c == 0x131 ? c : Character.toLowerCase(Character.toUpperCase(c));
    }

    /** Whether a character is equal to another one when case is ignored. */
    static boolean hasCase(int c) {
        return OTHERS.containsKey(c);
    }

    /** The set and everything that is equal to a member. */
    static CodePoints fold(CodePoints set) {
        List<CodePoints.Range> folded = new ArrayList<>(set.ranges());
        for (CodePoints.Range range : set.ranges()) {
            OTHERS.subMap(range.first(), true, range.last(), true).values().forEach(members -> {
                for (int member : members) {
                    folded.add(new CodePoints.Range(member, member));
                }
            });
        }
        return new CodePoints(folded);
    }
}
