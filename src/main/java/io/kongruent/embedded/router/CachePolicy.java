package io.kongruent.embedded.router;

/** What a router remembers of earlier matches. */
public enum CachePolicy {
    /** Nothing: every request is matched. */
    NONE,
    /**
     * As Kong does: by a key that leaves the protocol out and confuses an absent value with an empty one, a query flag with the
     * text {@code true}, several values with one that has commas, and ports of the Host header. The first of two confused
     * requests decides for both.
     */
    KONG,
    /** By a key that tells all requests apart that any route could tell apart, as Kong does with the plugin. */
    EXACT
}
