package io.kongruent.graph;

/** How a match looks at the path. {@code value} starts with a slash except for some regular expressions. */
public sealed interface PathMatch {

    String value();

    /** "Matches the URL path exactly and with case sensitivity." */
    record Exact(String value) implements PathMatch {}

    /** "Matches based on a URL path prefix split by /": {@code /abc}, {@code /abc/} and {@code /abc/def}, never {@code /abcd}. Held without a trailing slash; the root is {@code /}. */
    record Prefix(String value) implements PathMatch {
        /** Whether every path matches. */
        public boolean isRoot() {
            return value.equals("/");
        }
    }

    /** A regular expression of the linear dialect; has to match the whole path. */
    record Regex(String value) implements PathMatch {}
}
