package io.kongruent.graph;

/**
 * The static part of a match's precedence, most significant first; a higher number wins on the first level that differs. Hostname comes before it,
 * age and names after it. Kinds fill the levels as their specification orders them.
 *
 * @param path HTTPRoute: 4096 levels: exact above regular expressions above prefixes, longer above shorter. GRPCRoute: 64 levels of the service, each with 64 of the method
 * @param method 0 or 1
 * @param headers count, 0 to 16
 * @param queryParams count, 0 to 16
 */
public record Precedence(int path, int method, int headers, int queryParams) implements Comparable<Precedence> {

    /** Levels of {@link #path}: 0 to 4095. */
    public static final int PATH_LEVELS = 4096;

    public Precedence {
        if (path < 0
                || path >= PATH_LEVELS
                || method < 0
                || method > 1
                || headers < 0
                || headers > 31
                || queryParams < 0
                || queryParams > 31) {
            throw new IllegalArgumentException(
                    "precedence out of range: " + path + " " + method + " " + headers + " " + queryParams);
        }
    }

    @Override
    public int compareTo(Precedence o) {
        int c = Integer.compare(path, o.path);
        c = c != 0 ? c : Integer.compare(method, o.method);
        c = c != 0 ? c : Integer.compare(headers, o.headers);
        return c != 0 ? c : Integer.compare(queryParams, o.queryParams);
    }
}
