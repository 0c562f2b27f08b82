package io.kongruent.translate;

import io.kongruent.model.Hostname;

/**
 * How specific a declared hostname is: what the Gateway API compares first. "The most specific match": characters in a matching non-wildcard hostname,
 * then characters in a matching hostname.
 *
 * <p>At most one exact hostname matches a given request, so all exact ones share one level, and one Kong route can hold all of a rule's exact hostnames.
 * Wildcards of equal length that match the same request are equal, so each length is a level.
 *
 * @param level 0 for no hostname, the length of a wildcard, 255 for exact ones
 */
record HostClass(int level) implements Comparable<HostClass> {

    static final HostClass NONE = new HostClass(0);
    static final HostClass EXACT = new HostClass(255);
    private static final int LONGEST_WILDCARD = 254;

    static HostClass of(Hostname declared) {
        if (declared.isAny()) {
            return NONE;
        }
        return declared.isExact()
                ? EXACT
                : new HostClass(Math.min(declared.value().length(), LONGEST_WILDCARD));
    }

    /** What tells apart the names of a match's Kong routes; nothing for the class that most routes have. */
    String suffix() {
        if (this.equals(EXACT)) {
            return "";
        }
        return this.equals(NONE) ? ".any" : ".wildcard-" + level;
    }

    @Override
    public int compareTo(HostClass o) {
        return Integer.compare(level, o.level);
    }
}
