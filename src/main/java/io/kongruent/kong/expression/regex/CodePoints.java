package io.kongruent.kong.expression.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/** A set of characters as sorted, separate ranges. Surrogates are no characters. */
record CodePoints(List<Range> ranges) {
    static final int MAX = Character.MAX_CODE_POINT;
    static final CodePoints NONE = new CodePoints(List.of());

    record Range(int first, int last) {}

    CodePoints {
        ranges = canonical(ranges);
    }

    static CodePoints of(int first, int last) {
        return new CodePoints(List.of(new Range(first, last)));
    }

    /** Pairs of first and last characters. */
    static CodePoints pairs(String pairs) {
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < pairs.length(); i += 2) {
            ranges.add(new Range(pairs.charAt(i), pairs.charAt(i + 1)));
        }
        return new CodePoints(ranges);
    }

    static CodePoints where(IntPredicate test) {
        List<Range> ranges = new ArrayList<>();
        int first = -1;
        for (int c = 0; c <= MAX + 1; c++) {
            boolean in = c <= MAX && !isSurrogate(c) && test.test(c);
            if (in && first < 0) {
                first = c;
            } else if (!in && first >= 0) {
                ranges.add(new Range(first, c - 1));
                first = -1;
            }
        }
        return new CodePoints(ranges);
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static List<Range> canonical(List<Range> ranges) {
        Range[] sorted = ranges.toArray(Range[]::new);
        Arrays.sort(sorted, Comparator.comparingInt(Range::first));
        List<Range> merged = new ArrayList<>(sorted.length);
        for (Range range : sorted) {
            Range before = merged.isEmpty() ? null : merged.getLast();
            if (before != null && range.first() <= before.last() + 1) {
                merged.set(merged.size() - 1, new Range(before.first(), Math.max(before.last(), range.last())));
            } else {
                merged.add(range);
            }
        }
        return List.copyOf(merged);
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    boolean isAscii() {
        return ranges.isEmpty() || ranges.getLast().last() < 128;
    }

    boolean contains(int c) {
        return ranges.stream().anyMatch(range -> range.first() <= c && c <= range.last());
    }

    CodePoints union(CodePoints other) {
        List<Range> all = new ArrayList<>(ranges);
        all.addAll(other.ranges);
        return new CodePoints(all);
    }

    CodePoints negated() {
        List<Range> gaps = new ArrayList<>();
        int next = 0;
        for (Range range : union(of(Character.MIN_SURROGATE, Character.MAX_SURROGATE)).ranges) {
            if (range.first() > next) {
                gaps.add(new Range(next, range.first() - 1));
            }
            next = range.last() + 1;
        }
        if (next <= MAX) {
            gaps.add(new Range(next, MAX));
        }
        return new CodePoints(gaps);
    }

    CodePoints intersection(CodePoints other) {
        return negated().union(other.negated()).negated();
    }

    CodePoints difference(CodePoints other) {
        return intersection(other.negated());
    }

    CodePoints symmetricDifference(CodePoints other) {
        return union(other).difference(intersection(other));
    }
}
