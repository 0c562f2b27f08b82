package io.kongruent.kong.expression.regex;

import io.kongruent.kong.expression.regex.CodePoints.Range;
import io.kongruent.kong.expression.regex.Translation.Plain;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * About how many bytes a pattern takes in Kong's library, which counts the states of its automaton over bytes, forward and
 * backward, and refuses what is larger than 10 MiB. Close to the truth, not exact: common prefixes of alternatives are shared
 * there and counted twice here.
 */
final class CompiledSize {
    static final long LIMIT = 10L << 20;

    private static final long STATE = 32;
    private static final long TRANSITION = 8;
    private static final long LINK = 4;
    /** A range of characters is at most eleven sequences of at most four byte ranges. */
    private static final long MOST_PER_RANGE = 11 * (4 * STATE + LINK);
    /** No pattern grows beyond this in here, however large its repetitions are. */
    private static final long ENOUGH = 1L << 28;

    private enum Measure {
        AT_MOST,
        FORWARD,
        BACKWARD
    }

    private final Measure measure;
    private final Map<CodePoints, Long> classes = new HashMap<>();

    private CompiledSize(Measure measure) {
        this.measure = measure;
    }

    static boolean exceedsLimit(Plain plain) {
        return new CompiledSize(Measure.AT_MOST).of(plain) > LIMIT
                && (new CompiledSize(Measure.FORWARD).of(plain) > LIMIT
                        || new CompiledSize(Measure.BACKWARD).of(plain) > LIMIT);
    }

    private long of(Plain plain) {
        return Math.min(
                ENOUGH,
                switch (plain) {
                    case Plain.Nothing nothing -> STATE;
                    case Plain.Assertion assertion -> STATE;
                    case Plain.One(CodePoints members) -> classes.computeIfAbsent(members, this::ofClass);
                    case Plain.Capture capture -> of(capture.body()) + (measure == Measure.BACKWARD ? 0 : 2 * STATE);
                    case Plain.Repeat repeat -> ofRepeat(repeat);
                    case Plain.Sequence(List<Plain> parts) ->
                        parts.stream().mapToLong(this::of).sum();
                    case Plain.Choice(List<Plain> parts) -> ofChoice(parts);
                });
    }

    /** A choice of single characters is a class. */
    private long ofChoice(List<Plain> parts) {
        List<Range> ranges = new ArrayList<>();
        for (Plain part : parts) {
            if (!(part instanceof Plain.One(CodePoints members))) {
                return 2 * STATE + parts.stream().mapToLong(p -> of(p) + LINK).sum();
            }
            ranges.addAll(members.ranges());
        }
        return of(new Plain.One(new CodePoints(ranges)));
    }

    private long ofRepeat(Plain.Repeat repeat) {
        long body = of(repeat.body());
        long optional = STATE + 2 * LINK + body;
        if (repeat.max().isEmpty()) {
            return Math.max(repeat.min(), 1) * body + STATE + 2 * LINK;
        }
        return repeat.min() * body + (repeat.max().get() - repeat.min()) * optional + STATE;
    }

    private long ofClass(CodePoints members) {
        if (members.isAscii()) {
            int count = members.ranges().size();
            boolean single = count == 1
                    && members.ranges().getFirst().first()
                            == members.ranges().getFirst().last();
            return single ? STATE : 2 * STATE + count * TRANSITION;
        }
        if (measure == Measure.AT_MOST) {
            return 2 * STATE + members.ranges().size() * MOST_PER_RANGE;
        }
        List<List<Range>> sequences = new ArrayList<>();
        for (Range range : members.ranges()) {
            addSequences(range.first(), range.last(), sequences);
        }
        if (sequences.size() == 1 && sequences.getFirst().stream().allMatch(range -> range.first() == range.last())) {
            return sequences.getFirst().size() * STATE;
        }
        return measure == Measure.FORWARD ? ofMinimal(sequences) : ofSuffixes(sequences);
    }

    /** The ranges of each byte, for ranges of characters that are the same ones for all of them. */
    private static void addSequences(int first, int last, List<List<Range>> into) {
        if (first > last) {
            return;
        }
        if (first < 0xE000 && last > 0xD7FF) {
            addSequences(first, Math.min(last, 0xD7FF), into);
            addSequences(Math.max(first, 0xE000), last, into);
            return;
        }
        for (int limit : new int[] {0x7F, 0x7FF, 0xFFFF}) {
            if (first <= limit && last > limit) {
                addSequences(first, limit, into);
                addSequences(limit + 1, last, into);
                return;
            }
        }
        for (int bits = 6; first > 0x7F && bits <= 18; bits += 6) {
            int mask = (1 << bits) - 1;
            if ((first & ~mask) != (last & ~mask)) {
                if ((first & mask) != 0) {
                    addSequences(first, first | mask, into);
                    addSequences((first | mask) + 1, last, into);
                    return;
                }
                if ((last & mask) != mask) {
                    addSequences(first, (last & ~mask) - 1, into);
                    addSequences(last & ~mask, last, into);
                    return;
                }
            }
        }
        byte[] from = bytes(first);
        byte[] to = bytes(last);
        List<Range> sequence = new ArrayList<>();
        for (int i = 0; i < from.length; i++) {
            sequence.add(new Range(from[i] & 0xFF, to[i] & 0xFF));
        }
        into.add(sequence);
    }

    private static byte[] bytes(int c) {
        return Character.toString(c).getBytes(StandardCharsets.UTF_8);
    }

    private record Edge(Range range, int target) {}

    private static long ofMinimal(List<List<Range>> sequences) {
        Map<List<Edge>, Integer> nodes = new HashMap<>();
        minimal(sequences, 0, nodes);
        long size = STATE;
        for (List<Edge> edges : nodes.keySet()) {
            size += edges.size() == 1 ? STATE : STATE + edges.size() * TRANSITION;
        }
        return size;
    }

    private static int minimal(List<List<Range>> sequences, int at, Map<List<Edge>, Integer> nodes) {
        List<Edge> edges = new ArrayList<>();
        int i = 0;
        while (i < sequences.size()) {
            Range range = sequences.get(i).get(at);
            int end = i + 1;
            while (end < sequences.size() && sequences.get(end).get(at).equals(range)) {
                end++;
            }
            boolean done = sequences.get(i).size() == at + 1;
            edges.add(new Edge(range, done ? -1 : minimal(sequences.subList(i, end), at + 1, nodes)));
            i = end;
        }
        Integer known = nodes.get(edges);
        if (known == null) {
            known = nodes.size();
            nodes.put(edges, known);
        }
        return known;
    }

    private static long ofSuffixes(List<List<Range>> sequences) {
        Set<List<Range>> prefixes = new HashSet<>();
        for (List<Range> sequence : sequences) {
            for (int i = 1; i <= sequence.size(); i++) {
                prefixes.add(List.copyOf(sequence.subList(0, i)));
            }
        }
        return 2 * STATE + prefixes.size() * STATE + sequences.size() * LINK;
    }
}
