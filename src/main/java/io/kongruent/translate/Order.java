package io.kongruent.translate;

import io.kongruent.graph.Precedence;
import io.kongruent.kong.Ids;

/**
 * The order of precedence as two numbers: Kong tries routes by priority (46 bits), equal ones by id (128 bits), higher first. Both follow from the route
 * alone, so that adding or removing a route changes no other entity. docs/adr/0002 has the table and the reasons.
 *
 * <pre>
 * priority  band 2 | host class 8 | path 12 | method 1 | headers 5 | query parameters 5 | age, upper 13
 * id        age, lower 18 | name 70 | rank 5 | rule 4 | match 6 | hash 25
 * </pre>
 */
final class Order {

    /** Where a route stands before anything else is compared. */
    enum Band {
        FLOOR,
        RULES,
        GUARDS
    }

    private static final int AGE_BITS = 31;
    private static final int AGE_LOW_BITS = 18;
    private static final long AGE_MAX = (1L << AGE_BITS) - 1;

    /** 2014-06-06, before the first Kubernetes object; 31 bits of seconds last until 2082. */
    private static final long EPOCH = 1_402_012_800L;

    /** Characters of {@code namespace/name} that take part; the first seven in 38 bits, the other six in 32. */
    static final int NAME_LENGTH = 13;

    private static final int NAME_HEAD = 7;
    private static final int NAME_HEAD_BITS = 38;
    private static final int NAME_TAIL_BITS = 32;
    private static final int ALPHABET = 40;

    static final int MAX_RANK = 31;
    static final int MAX_RULE = 15;
    static final int MAX_MATCH = 63;
    static final int HASH_BITS = 25;

    private Order() {}

    static long priority(Band band, HostClass host, Precedence precedence, long createdSeconds) {
        long bits = band.ordinal();
        bits = bits << 8 | host.level();
        bits = bits << 12 | precedence.path();
        bits = bits << 1 | precedence.method();
        bits = bits << 5 | precedence.headers();
        bits = bits << 5 | precedence.queryParams();
        return bits << (AGE_BITS - AGE_LOW_BITS) | seniority(createdSeconds) >>> AGE_LOW_BITS;
    }

    /**
     * The id of a route.
     *
     * @param path {@code namespace/name} of its object
     * @param rank among objects whose age and name bits are equal and that claim the same requests; higher wins
     * @param rule index of the rule; beyond {@link #MAX_RULE} all are last
     * @param match index of the match; beyond {@link #MAX_MATCH} all are last
     * @param hash what makes the id unique, of {@link #HASH_BITS} bits
     */
    static String id(long createdSeconds, String path, int rank, int rule, int match, long hash) {
        long age = seniority(createdSeconds) & ((1L << AGE_LOW_BITS) - 1);
        long head = ((1L << NAME_HEAD_BITS) - 1) - code(path, 0, NAME_HEAD);
        long tail = ((1L << NAME_TAIL_BITS) - 1) - code(path, NAME_HEAD, NAME_LENGTH);
        long high = age << 46 | head << 8 | tail >>> 24;
        long low = tail & 0xFFFFFF;
        low = low << 5 | Math.min(rank, MAX_RANK);
        low = low << 4 | (MAX_RULE - Math.min(rule, MAX_RULE));
        low = low << 6 | (MAX_MATCH - Math.min(match, MAX_MATCH));
        low = low << HASH_BITS | hash;
        return Ids.of(high, low);
    }

    /** Everything of an object that takes part in the order between objects: where it is equal, the rank decides. */
    record Standing(long seniority, long head, long tail) {
        static Standing of(long createdSeconds, String path) {
            return new Standing(
                    Order.seniority(createdSeconds), code(path, 0, NAME_HEAD), code(path, NAME_HEAD, NAME_LENGTH));
        }
    }

    /** Older is more. An object of unknown age is the oldest, as everywhere. */
    private static long seniority(long createdSeconds) {
        return AGE_MAX - Math.clamp(createdSeconds - EPOCH, 0, AGE_MAX);
    }

    /** Characters {@code from} to {@code to} of a name as a number, in the order of their text: a shorter text is less. */
    private static long code(String path, int from, int to) {
        long code = 0;
        for (int i = from; i < to; i++) {
            code = code * ALPHABET + (i < path.length() ? letter(path.charAt(i)) : 0);
        }
        return code;
    }

    /** The characters of Kubernetes names in the order of ASCII; others share the code of a neighbour, never out of order. */
    private static int letter(char c) {
        if (c <= '-') {
            return 1;
        }
        if (c <= '/') {
            return c == '.' ? 2 : 3;
        }
        if (c < 'a') {
            return c <= '9' ? 4 + c - '0' : 13;
        }
        return c <= 'z' ? 14 + c - 'a' : 39;
    }
}
