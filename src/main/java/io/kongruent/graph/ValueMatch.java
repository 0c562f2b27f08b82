package io.kongruent.graph;

/** How a header or query parameter is looked at. {@code name} of a header is lower case, of a query parameter as declared. */
public sealed interface ValueMatch {

    String name();

    String value();

    record Exact(String name, String value) implements ValueMatch {}

    /** A regular expression of the linear dialect; has to match the whole value. */
    record Regex(String name, String value) implements ValueMatch {}
}
