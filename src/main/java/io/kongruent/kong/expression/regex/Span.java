package io.kongruent.kong.expression.regex;

/** A part of a pattern, in code points. */
record Span(int start, int end) {}
