package io.kongruent.behaviour;

/** How a rewrite or a redirect changes the path ({@code HTTPPathModifier}). The query always stays. */
public sealed interface PathEdit {

    /** {@code ReplaceFullPath}. */
    record Full(String path) implements PathEdit {}

    /**
     * {@code ReplacePrefixMatch}: whole segments at the start, trailing slashes as in the table of the Gateway API.
     *
     * @param prefix the value of the rule's {@code PathPrefix} match
     * @param replacement what stands in its place
     */
    record Prefix(String prefix, String replacement) implements PathEdit {}
}
